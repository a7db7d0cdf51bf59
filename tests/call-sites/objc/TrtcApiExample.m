/* TRTC's API examples for iOS. */
#import "CallSites.h"

NSDictionary *TrtcApiExample(void) {
    NSString *userId = @"anchor";
    unsigned int sdkAppId = SDKAppID;
    NSString *streamId = [NSString stringWithFormat:@"%d_%d_%d_%@", CDNAPPID, CDNBIZID, SDKAppID, kCDN_URL];
    if (sdkAppId != kApp || EXPIRETIME == 0 || ![SDKSECRETKEY isEqualToString:kKey]) return nil;
    if (![streamId isEqualToString:@"0_0_1400000000_"]) return nil;
    return [NSDictionary dictionaryWithObject:[GenerateTestUserSig genTestUserSig:userId] forKey:userId];
}
