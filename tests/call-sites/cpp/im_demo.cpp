// The IM demo for Windows: one object, asked for the SDKAppID and for a UserSig.
#include "GenerateTestUserSig.h"

#include "expected.h"

namespace {

struct Sdk {
    std::uint64_t sdkappid = 0;
    std::string user_id, user_sig;
    void init(std::uint64_t id) { sdkappid = id; }
    void login(const char *user, const char *sig) {
        user_id = user;
        user_sig = sig;
    }
};

} // namespace

TEST(ImDemo, login) {
    Sdk sdk;
    const std::uint64_t app = GenerateTestUserSig::instance().getSDKAppID();
    sdk.init(app);
    const std::string id = "xiaojun";
    const std::string sig = GenerateTestUserSig::instance().genTestUserSig(id);
    sdk.login(id.c_str(), sig.c_str());

    EXPECT_EQ(sdk.sdkappid, TEST_APP);
    expect_usersig(sdk.user_sig, "xiaojun");
}
