/* The API examples of live streaming. */
#import "CallSites.h"

NSDictionary *MlvbApiExample(void) {
    NSString *streamId = @"1";
    NSString *push = [NSString stringWithFormat:@"rtmp://%@/live/%@?key=%@", PUSH_DOMAIN, streamId, LIVE_URL_KEY];
    NSString *play = [NSString stringWithFormat:@"http://%@/live/%@.flv", PLAY_DOMAIN, streamId];
    if (![push isEqualToString:@"rtmp:///live/1?key="] || ![play isEqualToString:@"http:///live/1.flv"]) return nil;
    if ([LICENSEURL length] + [LICENSEURLKEY length] > 0 || ![SDKSECRETKEY isEqualToString:kKey]) return nil;
    NSString *userId = [NSString stringWithFormat:@"%d", SDKAppID % 1000];
    return [NSDictionary dictionaryWithObject:[GenerateTestUserSig genTestUserSig:userId] forKey:userId];
}
