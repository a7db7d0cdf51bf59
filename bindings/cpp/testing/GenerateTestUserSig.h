// Replaces the file of the same name in Tencent's demos for Windows, macOS, Qt and Unreal: copy it and the .cpp over that
// file, link usersig, and fill in the constants where the demo reads them from here. No call changes.
//
// For demos and tests only. Anyone who has a program built with this has the key, and can impersonate any
// user of the application. A real application asks its own server for the UserSig.
//
// A build with NDEBUG, which is how CMake and Visual C++ make a release, does not compile with this file unless
// USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE is defined.
#pragma once

#if defined(NDEBUG) && !defined(USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE)
#error                                                                                                                 \
    "GenerateTestUserSig is in a release build (NDEBUG is defined). It signs with a secret key inside the program, \
and whoever has the program can extract the key and sign in as any user. Leave it out of release builds and request \
the UserSig from your server. For a release build that you never distribute, define \
USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE."
#endif

#include <cstdint>
#include <string>

// Also to be set from outside: -DGENERATE_TEST_USERSIG_SDKAPPID=1400000000
#ifndef GENERATE_TEST_USERSIG_SDKAPPID
#define GENERATE_TEST_USERSIG_SDKAPPID 0
#endif
#ifndef GENERATE_TEST_USERSIG_SECRETKEY
#define GENERATE_TEST_USERSIG_SECRETKEY ""
#endif
// For mixed streams in the Duilib demo; the other demos do not read them.
#ifndef GENERATE_TEST_USERSIG_APPID
#define GENERATE_TEST_USERSIG_APPID 0
#endif
#ifndef GENERATE_TEST_USERSIG_BIZID
#define GENERATE_TEST_USERSIG_BIZID 0
#endif

class GenerateTestUserSig {
public:
    // The SDKAppID and the key of your application, as the console shows them. getSDKAppID() returns an SDKAppID above
    // 2147483647 too, which an int cannot hold.
    static const int SDKAPPID = static_cast<int>(GENERATE_TEST_USERSIG_SDKAPPID);
    static const std::string SECRETKEY;
    // How long a UserSig is valid, in seconds: 7 days.
    static const int EXPIRETIME = 604800;
    static const int APPID = GENERATE_TEST_USERSIG_APPID;
    static const int BIZID = GENERATE_TEST_USERSIG_BIZID;

    static GenerateTestUserSig &instance();

    GenerateTestUserSig(const GenerateTestUserSig &) = delete;
    GenerateTestUserSig &operator=(const GenerateTestUserSig &) = delete;

    std::uint32_t getSDKAppID() const;

    // Returns the UserSig for this UserID (UTF-8), valid from now on, signed with the constants above. Empty if none can be
    // signed: the arguments and constants are checked in release builds too, one line on the standard error stream says what
    // is wrong, and so does lastError(). Any thread may call it.
    std::string genTestUserSig(const std::string &userId) const;

    // How many results of the function below are kept.
    static const int KEPT_RESULTS = 4096;

    // Returns the UserSig for this UserID, SDKAppID and key; "" if none can be signed, and never a null pointer. The caller
    // does not free it. It is valid until the function has been called KEPT_RESULTS times more, by all threads together:
    // about an hour at one call a second, and to the end of a program that calls it less often than that. So the kept results
    // use no more than about 1 MiB, where the old function lost the memory of each. An SDKAppID above 2147483647 is passed
    // as the int that has the same bits.
    static const char *genTestUserSig(const char *userId, int sdkAppId, const char *secretKey);

    // Returns why the last call on this thread returned nothing; empty after a success. Never holds the key.
    static const std::string &lastError();

private:
    GenerateTestUserSig() = default;
};
