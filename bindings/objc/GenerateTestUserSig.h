/*
 * Signs UserSigs inside an app, with the application's own secret key, for trying things out. It takes the
 * place of the file of the same name in the demos: the same class, method and constants.
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

/* The application and its key: write them here, or keep them out of the file and define them for the compiler,
 * from an .xcconfig file that is not committed. */
#ifndef USERSIG_SDKAPPID
#define USERSIG_SDKAPPID 0
#endif
#ifndef USERSIG_SECRETKEY
#define USERSIG_SECRETKEY @""
#endif

/** The application: the number that the console shows for it. */
static const unsigned int SDKAPPID __attribute__((unused)) = USERSIG_SDKAPPID;

/** For how long a UserSig is valid, in seconds: 7 days. */
static const int EXPIRETIME __attribute__((unused)) = 604800;

/** The secret key of the application, as the console shows it. */
static NSString *const SECRETKEY __attribute__((unused)) = USERSIG_SECRETKEY;

/* Not every compiler of Objective-C knows these words. */
#if defined(__clang__)
#define GTUS_NULLABLE _Nullable
#define GTUS_NONNULL _Nonnull
#else
#define GTUS_NULLABLE
#define GTUS_NONNULL
#endif

/** The domain of this class's errors. Their code is a usersig_status. */
extern NSString *const GTUS_NONNULL GenerateTestUserSigErrorDomain;

@interface GenerateTestUserSig : NSObject

/**
 * A UserSig for the user, issued now and valid for EXPIRETIME seconds; nil if none can be signed. Any user
 * name is taken, Chinese ones included, but no empty one and none with control characters.
 */
+ (NSString *GTUS_NULLABLE)genTestUserSig:(NSString *GTUS_NULLABLE)identifier;

/**
 * The same, and says why there is none: the description says what was wrong and what was expected, the
 * recovery suggestion what to do.
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
