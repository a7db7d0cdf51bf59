// TRTC's plugin and demo for Unreal Engine: an object for one call.
#include "TRTCTestTool.h"

#include "expected.h"

namespace {

const int SDKAppID = 1400000000;
const char *SECRETKEY = TEST_KEY;

} // namespace

TEST(UnrealDemo, enter_room) {
    TRTCParams params;
    std::string user = "xiaojun";
    params.userId = user.c_str();
    params.sdkAppId = SDKAppID;
    std::string sig = liteav::ue::TestUserSigGenerator().gen(params.userId, SDKAppID, SECRETKEY);
    params.userSig = sig.c_str();
    expect_usersig(params.userSig, "xiaojun");
}

TEST(UnrealDemo, member_of_params) {
    TRTCParams params;
    params.sdkAppId = TEST_APP;
    params.userId = "user1";
    std::string sig =
        liteav::ue::TestUserSigGenerator().gen(params.userId, static_cast<int>(params.sdkAppId), TEST_KEY);
    expect_usersig(sig, "user1");
}

TEST(UnrealDemo, failure_is_the_empty_text) {
    EXPECT_EQ(liteav::ue::TestUserSigGenerator().gen(nullptr, SDKAppID, SECRETKEY), "");
    EXPECT_EQ(liteav::ue::TestUserSigGenerator().gen("user1", 0, SECRETKEY), "");
}
