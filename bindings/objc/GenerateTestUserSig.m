/* Compiles with and without automatic reference counting. */
#import "GenerateTestUserSig.h"

#include <string.h>

#if defined(__has_include) && __has_include(<CUserSig/usersig.h>)
#include <CUserSig/usersig.h> /* CUserSig.xcframework */
#else
#include <usersig.h>
#endif

NSString *const GenerateTestUserSigErrorDomain = @"GenerateTestUserSig";

/* A token is some 200 characters, and 1900 for the longest UserID. */
enum { TOKEN_SIZE = 4096 };

static NSError *reported(const usersig_report *report) {
    NSDictionary *info = [NSDictionary
        dictionaryWithObjectsAndKeys:[NSString stringWithUTF8String:report->detail], NSLocalizedDescriptionKey,
                                     [NSString stringWithUTF8String:report->hint],
                                     NSLocalizedRecoverySuggestionErrorKey, nil];
    return [NSError errorWithDomain:GenerateTestUserSigErrorDomain code:report->status userInfo:info];
}

@implementation GenerateTestUserSig

+ (NSString *)genTestUserSig:(NSString *)identifier {
    return [self genTestUserSig:identifier error:NULL];
}

+ (NSString *)genTestUserSig:(NSString *)identifier error:(NSError **)error {
    NSTimeInterval now = [[NSDate date] timeIntervalSince1970];
    return [self genTestUserSig:identifier
                       sdkAppID:SDKAPPID
                      secretKey:SECRETKEY
                         expire:EXPIRETIME
                            now:(unsigned long long)(now > 0 ? now : 0)
                          error:error];
}

+ (NSString *)genTestUserSig:(NSString *)identifier
                    sdkAppID:(unsigned int)sdkAppID
                   secretKey:(NSString *)secretKey
                      expire:(int)expire
                         now:(unsigned long long)now
                       error:(NSError **)error {
    /* Bytes and length, never a C string: text that has no UTF-8 form gives no bytes, and is refused as empty. */
    NSData *user = [identifier dataUsingEncoding:NSUTF8StringEncoding];
    NSData *key = [secretKey dataUsingEncoding:NSUTF8StringEncoding];
    if (user == nil) user = [NSData data];
    if (key == nil) key = [NSData data];

    usersig_report report;
    memset(&report, 0, sizeof report);
    report.size = sizeof report;
    usersig_signer *signer = NULL;
    char token[TOKEN_SIZE];
    size_t length = 0;
    usersig_status status = usersig_signer_new(sdkAppID, [key bytes], [key length], &signer, &report);
    if (status == USERSIG_STATUS_OK) {
        status = usersig_signer_sign_at(signer, [user bytes], [user length], expire > 0 ? (uint64_t)expire : 0, now,
                                        USERSIG_FLAG_ANY_USERID, token, sizeof token, &length, &report);
        usersig_signer_free(signer);
    }
    if (status != USERSIG_STATUS_OK) {
        if (error != NULL) *error = reported(&report);
        return nil;
    }
    return [NSString stringWithCString:token encoding:NSASCIIStringEncoding];
}

@end
