/* The files of this folder. Each returns tokens by their users, or nil if a constant is not what it should be. */
#import "GenerateTestUserSig.h"

/* The application of all tokens here. */
static const unsigned int kApp = 1400000000;
static NSString *const kKey = @"19b341c83b71efe5023626fcfd7e27dfe28e700ad33eacb0575a900a986ad567";

NSDictionary *ImDemo(void);
NSDictionary *ImMac(void);
NSDictionary *MlvbApiExample(void);
NSDictionary *TrtcApiExample(void);
NSDictionary *TrtcMac(void);
NSDictionary *TrtcSdk(void);
