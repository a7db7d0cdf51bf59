/* TRTC's demos for macOS, whose names start with an underscore. */
#import "CallSites.h"

NSDictionary *TrtcMac(void) {
    if (_SDKAppID == 0 || _SDKSECRETKEY.length == 0 || _SECRETKEY.length == 0) return nil;
    uint32_t sdkAppId = _SDKAppID;
    if (sdkAppId != kApp || _EXPIRETIME != 604800) return nil;
    return [NSDictionary dictionaryWithObject:[GenerateTestUserSig genTestUserSig:@"presenter"] forKey:@"presenter"];
}
