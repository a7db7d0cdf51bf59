/* An application in Objective-C that calls the class of Swift: TUICallKit's documents, and each other name that it has. */
#import "App-Swift.h"

NSString *documented(NSString *userId, int sdkAppId, NSString *secretKey) {
    return [GenerateTestUserSig genTestUserSigWithUserID:userId sdkAppID:sdkAppId secretKey:secretKey];
}

NSString *withConstants(NSString *userId) {
    unsigned long sdkAppId = [GenerateTestUserSig currentSDKAppid];
    if (sdkAppId == 0 || [GenerateTestUserSig currentSecretkey] == 0)
        return [GenerateTestUserSig genTestUserSig:userId];
    return [GenerateTestUserSig genTestUserSigWithIdentifier:userId];
}
