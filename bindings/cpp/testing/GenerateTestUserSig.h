// Replaces the file of the same name in Tencent's demos for Windows: copy it and the .cpp over that file, link usersig,
// fill in the two constants. No call changes.
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

class GenerateTestUserSig {
public:
    // The SDKAppID and the key of your application, as the console shows them.
    static constexpr std::uint32_t SDKAPPID = GENERATE_TEST_USERSIG_SDKAPPID;
    static constexpr const char *SECRETKEY = GENERATE_TEST_USERSIG_SECRETKEY;
    // How long a UserSig is valid, in seconds: 7 days.
    static constexpr std::uint32_t EXPIRETIME = 604800;

    static GenerateTestUserSig &instance();

    GenerateTestUserSig(const GenerateTestUserSig &) = delete;
    GenerateTestUserSig &operator=(const GenerateTestUserSig &) = delete;

    std::uint32_t getSDKAppID() const;

    // Returns the UserSig for this UserID (UTF-8), valid from now on. Empty if none can be signed: the arguments and
    // constants are checked in release builds too, and lastError() says what is wrong. Any thread may call it.
    std::string genTestUserSig(const std::string &userId) const;

    // Returns why the last call on this thread returned nothing; empty after a success. Never holds the key.
    static const std::string &lastError();

private:
    GenerateTestUserSig() = default;
};
