/* The IM demos for macOS, and the older ones for iOS: the application as an int. */
#import "CallSites.h"

NSDictionary *ImMac(void) {
    int sdkAppId = SDKAPPID;
    if (sdkAppId != (int)kApp || EXPIRETIME != 604800 || SECRETKEY.length == 0) return nil;
    NSString *identifier = @"reader";
    return [NSDictionary dictionaryWithObject:[GenerateTestUserSig genTestUserSig:identifier] forKey:identifier];
}
