/* The older repository of TRTC, for iOS. */
#import "CallSites.h"

NSDictionary *TrtcSdk(void) {
    NSString *userSig = [GenerateTestUserSig genTestUserSig:@"speaker"];
    if (SDKAppID == 0 || [SECRETKEY length] == 0) return nil;
    return [NSDictionary dictionaryWithObjectsAndKeys:userSig, @"speaker", nil];
}
