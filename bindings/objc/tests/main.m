/* The tests of GenerateTestUserSig, against the shared vectors. Usage: tests FOLDER-OF-VECTORS */
#import "../GenerateTestUserSig.h"

#include <stdio.h>
#include <string.h>
#include <usersig.h>
#include <zlib.h>

static int passed, failed;

static void check(BOOL good, NSString *name) {
    if (good) {
        passed++;
    } else {
        failed++;
        printf("FAILED  %s\n", [name UTF8String]);
    }
}

/* The JSON document of a token, taken apart with zlib and Foundation: no code of the library. */
static NSDictionary *document(NSString *token) {
    if (token == nil) return nil;
    NSString *base64 = [token stringByReplacingOccurrencesOfString:@"*" withString:@"+"];
    base64 = [base64 stringByReplacingOccurrencesOfString:@"-" withString:@"/"];
    base64 = [base64 stringByReplacingOccurrencesOfString:@"_" withString:@"="];
    NSData *packed = [[[NSData alloc] initWithBase64EncodedString:base64 options:0] autorelease];
    Bytef json[65536];
    uLongf length = sizeof json;
    if (packed == nil || uncompress(json, &length, [packed bytes], [packed length]) != Z_OK) return nil;
    NSData *data = [NSData dataWithBytes:json length:length];
    return [NSJSONSerialization JSONObjectWithData:data options:0 error:NULL];
}

static usersig_status verified(NSString *token, NSString *user, unsigned int app, NSString *key,
                               unsigned long long now) {
    usersig_expectation expectation = {.size = sizeof expectation};
    expectation.flags = USERSIG_FLAG_FIXED_TIME;
    expectation.now = now;
    expectation.userid = [user UTF8String];
    expectation.userid_len = strlen([user UTF8String]);
    expectation.contents = USERSIG_CONTENTS_NONE;
    return usersig_verify(app, [key UTF8String], strlen([key UTF8String]), [token UTF8String],
                          strlen([token UTF8String]), &expectation, NULL, NULL);
}

static void testVectors(NSString *folder) {
    NSString *path = [folder stringByAppendingPathComponent:@"golden.json"];
    NSDictionary *golden = [NSJSONSerialization JSONObjectWithData:[NSData dataWithContentsOfFile:path]
                                                           options:0
                                                             error:NULL];
    NSDictionary *keys = [golden objectForKey:@"keys"];
    NSNull *null = [NSNull null];
    int used = 0;
    for (NSDictionary *vector in [golden objectForKey:@"sign"]) {
        NSString *key = [[keys objectForKey:[vector objectForKey:@"key"]] objectForKey:@"secret_key"];
        /* genTestUserSig: signs version 2.0 without a userbuf. */
        if (key == nil || [vector objectForKey:@"userbuf"] != null || [vector objectForKey:@"private_map_key"] != null)
            continue;
        used++;
        NSString *name = [vector objectForKey:@"id"];
        NSString *user = [vector objectForKey:@"userid"];
        unsigned int app = [[vector objectForKey:@"sdkappid"] unsignedIntValue];
        int expire = [[vector objectForKey:@"expire"] intValue];
        unsigned long long now = strtoull([[vector objectForKey:@"issued_at"] UTF8String], NULL, 10);
        NSError *error = nil;
        NSString *token = [GenerateTestUserSig genTestUserSig:user
                                                     sdkAppID:app
                                                    secretKey:key
                                                       expire:expire
                                                          now:now
                                                        error:&error];
        check(token != nil && error == nil, [NSString stringWithFormat:@"%@: signed (%@)", name, error]);
        check([document(token) isEqual:[vector objectForKey:@"document"]],
              [name stringByAppendingString:@": the document of the golden file"]);
    }
    check(used >= 30, @"the golden file has vectors for genTestUserSig:");
}

static void testNamesOfTheDemo(void) {
    unsigned long long before = (unsigned long long)[[NSDate date] timeIntervalSince1970];
    NSArray *users = [NSArray arrayWithObjects:@"xiaojun", @"张三", @"with space", @"quote\"back\\slash", nil];
    for (NSString *user in users) {
        NSString *token = [GenerateTestUserSig genTestUserSig:user];
        NSDictionary *fields = document(token);
        check([[fields objectForKey:@"TLS.identifier"] isEqual:user], [@"UserID " stringByAppendingString:user]);
        check([[fields objectForKey:@"TLS.sdkappid"] intValue] == SDKAPPID, @"the SDKAppID");
        check([[fields objectForKey:@"TLS.expire"] intValue] == EXPIRETIME && EXPIRETIME == 604800,
              @"the validity is the validity");
        unsigned long long issued = [[fields objectForKey:@"TLS.time"] unsignedLongLongValue];
        check(issued >= before && issued <= before + 60, @"issued now");
        unsigned int app = [GenerateTestUserSig currentSDKAppid];
        NSString *key = [GenerateTestUserSig currentSecretkey];
        check(verified(token, user, app, key, issued) == USERSIG_STATUS_OK, @"verifies");
        check(verified(token, user, app, key, issued + EXPIRETIME + 1) == USERSIG_STATUS_EXPIRED,
              @"expires after 7 days");
    }
}

static void testRefusals(void) {
    /* Half of a character has no UTF-8 form. GNUstep makes no such text in one step. */
    NSMutableString *noUTF8 = [NSMutableString stringWithString:@"a"];
    [noUTF8 appendFormat:@"%C", (unichar)0xD800];
    check([noUTF8 length] == 2 && [noUTF8 dataUsingEncoding:NSUTF8StringEncoding] == nil,
          @"a text without a UTF-8 form");
    NSArray *users =
        [NSArray arrayWithObjects:@"", noUTF8, @"bob\nTLS.sdkappid:1",
                                  [@"" stringByPaddingToLength:1025 withString:@"x" startingAtIndex:0], nil];
    for (NSString *user in users) {
        NSError *error = nil;
        check([[GenerateTestUserSig genTestUserSig:user] isEqual:@""], @"a UserID that cannot be one");
        check([GenerateTestUserSig genTestUserSig:user error:&error] == nil,
              @"a UserID that cannot be one, with error");
        check([error code] == USERSIG_STATUS_BAD_USERID, @"its code");
        check([[error domain] isEqual:GenerateTestUserSigErrorDomain], @"its domain");
        check([[error localizedDescription] length] > 0, @"its description");
    }
    check([[GenerateTestUserSig genTestUserSig:nil] isEqual:@""], @"no UserID");

    NSError *error = nil;
    NSString *token = [GenerateTestUserSig genTestUserSig:@"a" sdkAppID:1 secretKey:@"" expire:60 now:0 error:&error];
    check(token == nil && [error code] == USERSIG_STATUS_BAD_KEY, @"a missing key");
    token = [GenerateTestUserSig genTestUserSig:@"a" sdkAppID:1 secretKey:nil expire:60 now:0 error:NULL];
    check(token == nil, @"a missing key, and nobody who asks why");
    error = nil;
    token = [GenerateTestUserSig genTestUserSig:@"a" sdkAppID:1 secretKey:@"my secret\n" expire:60 now:0 error:&error];
    check(token == nil && [[error description] rangeOfString:@"my secret"].location == NSNotFound,
          @"a bad key is not in its error");
    token = [GenerateTestUserSig genTestUserSig:@"a" sdkAppID:0 secretKey:@"k" expire:60 now:0 error:&error];
    check(token == nil && [error code] == USERSIG_STATUS_BAD_SDKAPPID, @"no SDKAppID");
    token = [GenerateTestUserSig genTestUserSig:@"a" sdkAppID:1 secretKey:@"k" expire:-1 now:0 error:&error];
    check(token == nil && [error code] == USERSIG_STATUS_BAD_VALIDITY, @"a negative validity");
}

/* One of the threads that use the class and one verifier at the same time. */
#define THREADS 8
#define ROUNDS 500

@interface Worker : NSObject {
@public
    int number, valid;
    const usersig_verifier *verifier;
    NSConditionLock *finished;
}
- (void)run;
@end

@implementation Worker
- (void)run {
    NSAutoreleasePool *pool = [[NSAutoreleasePool alloc] init];
    for (int round = 0; round < ROUNDS; round++) {
        NSString *user = [NSString stringWithFormat:@"user_%d_%d", number, round];
        NSString *token = [GenerateTestUserSig genTestUserSig:user];
        usersig_expectation expectation = {.size = sizeof expectation};
        expectation.contents = USERSIG_CONTENTS_NONE;
        expectation.userid = [user UTF8String];
        expectation.userid_len = strlen(expectation.userid);
        valid += usersig_verifier_verify(verifier, [token UTF8String], [token length], &expectation, NULL, NULL) ==
                 USERSIG_STATUS_OK;
    }
    [pool release];
    [finished lock];
    [finished unlockWithCondition:[finished condition] + 1];
}
@end

static void testThreads(void) {
    NSString *key = [GenerateTestUserSig currentSecretkey];
    usersig_verifier *verifier = NULL;
    check(usersig_verifier_new([GenerateTestUserSig currentSDKAppid], [key UTF8String], [key length], &verifier,
                               NULL) == USERSIG_STATUS_OK,
          @"a verifier for all threads");
    NSConditionLock *finished = [[[NSConditionLock alloc] initWithCondition:0] autorelease];
    Worker *workers[THREADS];
    int valid = 0;
    for (int i = 0; i < THREADS; i++) {
        workers[i] = [[[Worker alloc] init] autorelease];
        workers[i]->number = i;
        workers[i]->verifier = verifier;
        workers[i]->finished = finished;
        [NSThread detachNewThreadSelector:@selector(run) toTarget:workers[i] withObject:nil];
    }
    [finished lockWhenCondition:THREADS];
    [finished unlock];
    for (int i = 0; i < THREADS; i++) valid += workers[i]->valid;
    check(valid == THREADS * ROUNDS, @"eight threads sign with the class and share a verifier");
    usersig_verifier_free(verifier);
}

int main(int argc, char **argv) {
    NSAutoreleasePool *pool = [[NSAutoreleasePool alloc] init];
    if (argc != 2) return 2;
    testVectors([NSString stringWithUTF8String:argv[1]]);
    testNamesOfTheDemo();
    testRefusals();
    testThreads();
    printf("%d passed, %d failed\n", passed, failed);
    [pool release];
    return failed == 0 ? 0 : 1;
}
