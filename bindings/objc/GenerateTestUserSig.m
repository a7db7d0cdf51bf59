/* Compiles with and without automatic reference counting. */
#import "GenerateTestUserSig.h"

#if defined(__has_include) && __has_include(<CUserSig/usersig.h>)
#include <CUserSig/usersig.h> /* CUserSig.xcframework */
#else
#include <usersig.h>
#endif

NSString *const GenerateTestUserSigErrorDomain = @"GenerateTestUserSig";

/* A token is some 200 characters, and 1900 for the longest UserID. */
enum { TOKEN_SIZE = 4096 };

static NSError *reported(usersig_status status, const usersig_report *report) {
    NSDictionary *info = [NSDictionary dictionaryWithObjectsAndKeys:[NSString stringWithUTF8String:report->detail],
                                                                    NSLocalizedDescriptionKey,
                                                                    [NSString stringWithUTF8String:report->hint],
                                                                    NSLocalizedRecoverySuggestionErrorKey, nil];
    return [NSError errorWithDomain:GenerateTestUserSigErrorDomain code:status userInfo:info];
}

@implementation GenerateTestUserSig

+ (NSString *)genTestUserSig:(NSString *)identifier {
    NSError *error = nil;
    NSString *userSig = [self genTestUserSig:identifier error:&error];
    if (userSig != nil) return userSig;
    NSString *hint = [error localizedRecoverySuggestion];
    NSLog(@"GenerateTestUserSig: %@%@%@", [error localizedDescription], [hint length] > 0 ? @"; " : @"", hint);
    return @"";
}

+ (unsigned int)currentSDKAppid {
    return (unsigned int)SDKAPPID;
}

+ (NSString *)currentSecretkey {
    return SECRETKEY;
}

+ (NSString *)genTestUserSig:(NSString *)identifier error:(NSError **)error {
    NSTimeInterval now = [[NSDate date] timeIntervalSince1970];
    return [self genTestUserSig:identifier
                       sdkAppID:[self currentSDKAppid]
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
    /* Bytes and length, never a C string: text that has no UTF-8 form has no bytes, and is rejected as empty. */
    NSData *user = [identifier dataUsingEncoding:NSUTF8StringEncoding];
    NSData *key = [secretKey dataUsingEncoding:NSUTF8StringEncoding];
    if (user == nil) user = [NSData data];
    if (key == nil) key = [NSData data];

    usersig_report report = {.size = sizeof report};
    usersig_request request = {.size = sizeof request};
    request.flags = USERSIG_FLAG_FIXED_TIME;
    request.issued_at = now;
    request.userid = [user bytes];
    request.userid_len = [user length];
    request.userid_rule = USERSIG_USERID_RULE_ANY;
    request.validity = expire > 0 ? (uint64_t)expire : 0;
    char token[TOKEN_SIZE];
    size_t length = 0;
    usersig_status status =
        usersig_sign(sdkAppID, [key bytes], [key length], &request, token, sizeof token, &length, &report);
    if (status != USERSIG_STATUS_OK) {
        if (error != NULL) *error = reported(status, &report);
        return nil;
    }
    return [NSString stringWithCString:token encoding:NSASCIIStringEncoding];
}

@end
