/* The IM demo for iOS, which asks for the current application. */
#import "CallSites.h"

NSDictionary *ImDemo(void) {
    unsigned int current = [GenerateTestUserSig currentSDKAppid];
    if (current != (unsigned int)SDKAPPID || current != (unsigned int)public_SDKAPPID) return nil;
    if (![[GenerateTestUserSig currentSecretkey] isEqualToString:public_SECRETKEY] || ![SECRETKEY isEqualToString:kKey])
        return nil;
    NSString *userId = @"张三";
    NSString *userSig = [GenerateTestUserSig genTestUserSig:userId];
    /* The login page asks this way whether there is one. */
    if (SDKAPPID == 0 || userSig.length == 0) return nil;
    return [NSDictionary dictionaryWithObject:userSig forKey:userId];
}
