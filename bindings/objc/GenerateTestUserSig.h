/*
 * Signs UserSigs inside an app, with the application's own secret key, for trying things out. It replaces
 * the file of the same name in the demos: the same class, method and constants.
 *
 * A key inside an app is a key that anybody can take out of it, and with it log in as any user. So this file
 * is for demos and tests. In a released app, ask your server for the UserSig.
 *
 * It compiles in debug builds only: where DEBUG is 1, as Xcode defines it in the configuration Debug, and NDEBUG is
 * not defined. USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE lifts that.
 */
#if !defined(USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE)
#if !defined(DEBUG) || !(DEBUG + 0) || defined(NDEBUG)
#error "GenerateTestUserSig is in a release build (DEBUG is not 1, or NDEBUG is defined). It signs with a secret key \
inside the app, and whoever has the app can extract the key and sign in as any user. Leave it out of release builds and \
request the UserSig from your server. In a debug build, define DEBUG=1. For a release build that you never distribute, \
define USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE."
#endif
#endif

#import <Foundation/Foundation.h>

/* Not every compiler of Objective-C knows this word. */
#if defined(__clang__)
#define GTUS_NULLABLE _Nullable
#else
#define GTUS_NULLABLE
#endif

NS_ASSUME_NONNULL_BEGIN

/* The application and its key: write them here, or keep them out of the file and define them for the compiler,
 * from an .xcconfig file that is not committed. */
#ifndef USERSIG_SDKAPPID
#define USERSIG_SDKAPPID 0
#endif
#ifndef USERSIG_SECRETKEY
#define USERSIG_SECRETKEY @""
#endif

/* For how long a UserSig is valid, in seconds: 7 days. */
#define USERSIG_EXPIRETIME 604800

/* What else the demos' files contain. Fill in what your app uses. */

/* Relaying to a CDN. */
static const int CDNAPPID = 0;
static const int CDNBIZID = 0;
static NSString *const kCDN_URL = @"";

/* Live streams. */
static NSString *const PUSH_DOMAIN = @"";
static NSString *const PLAY_DOMAIN = @"";
static NSString *const LIVE_URL_KEY = @"";
static NSString *const LICENSEURL = @"";
static NSString *const LICENSEURLKEY = @"";

/* The names of the application, the key and the validity in the demos. */
static const int SDKAPPID = USERSIG_SDKAPPID;
static const int SDKAppID = USERSIG_SDKAPPID;
static const int _SDKAppID = USERSIG_SDKAPPID;
static const int public_SDKAPPID = USERSIG_SDKAPPID;
static NSString *const SECRETKEY = USERSIG_SECRETKEY;
static NSString *const SDKSECRETKEY = USERSIG_SECRETKEY;
static NSString *const _SECRETKEY = USERSIG_SECRETKEY;
static NSString *const _SDKSECRETKEY = USERSIG_SECRETKEY;
static NSString *const public_SECRETKEY = USERSIG_SECRETKEY;
static const int EXPIRETIME = USERSIG_EXPIRETIME;
static const int _EXPIRETIME = USERSIG_EXPIRETIME;

/** The domain of this class's errors. Their code is a usersig_status. */
extern NSString *const GenerateTestUserSigErrorDomain;

@interface GenerateTestUserSig : NSObject

/**
 * A UserSig for the user, issued now and valid for EXPIRETIME seconds. If none can be signed, it is an empty text, and
 * one line of the log says why, without the key. Any user name is accepted, Chinese ones included, but no empty one and
 * none with control characters.
 */
+ (NSString *)genTestUserSig:(NSString *)identifier;

/** The application of genTestUserSig:. */
+ (unsigned int)currentSDKAppid;

/** The secret key of genTestUserSig:. */
+ (NSString *)currentSecretkey;

/**
 * Like genTestUserSig:, but the result is nil if none can be signed, and the error says why: the description says what was
 * wrong and what was expected, the recovery suggestion what to do. Nothing is logged.
 */
+ (NSString *GTUS_NULLABLE)genTestUserSig:(NSString *GTUS_NULLABLE)identifier
                                    error:(NSError *GTUS_NULLABLE *GTUS_NULLABLE)error;

/** The same for any application, validity in seconds and time of issue in Unix seconds. */
+ (NSString *GTUS_NULLABLE)genTestUserSig:(NSString *GTUS_NULLABLE)identifier
                                 sdkAppID:(unsigned int)sdkAppID
                                secretKey:(NSString *GTUS_NULLABLE)secretKey
                                   expire:(int)expire
                                      now:(unsigned long long)now
                                    error:(NSError *GTUS_NULLABLE *GTUS_NULLABLE)error;

@end

NS_ASSUME_NONNULL_END
