// Replaces the file of the same name in TRTC's plugin for Unreal Engine, with the .cpp beside it and GenerateTestUserSig.{h,cpp}.
// For demos and tests only: GenerateTestUserSig.h says why. Unreal defines NDEBUG in all but debug builds: the module that
// compiles these files also has to define USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE in its Build.cs.
#pragma once

#include <string>

// Unreal's build defines it in the plugin and in what uses the plugin.
#ifndef TRTCPLUGIN_API
#define TRTCPLUGIN_API
#endif

namespace liteav {
namespace ue {

class TRTCPLUGIN_API TestUserSigGenerator {
public:
    // Returns the UserSig for this UserID (UTF-8), SDKAppID and key, valid for 7 days; empty if none can be signed.
    static std::string gen(const char *userId, int sdkAppId, const char *secretKey);
};

} // namespace ue
} // namespace liteav
