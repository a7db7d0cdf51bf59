// The Qt demos for Windows and macOS: a static function whose result nobody frees, and a header of constants.
#include "defs.h"
#include "GenerateTestUserSig.h"

#include "expected.h"

namespace {

// Keeps the pointers, as the SDK's parameters do.
TRTCParams enter_room(const char *user) {
    TRTCParams params;
    params.sdkAppId = SDKAppID;
    params.userId = user;
    params.userSig = GenerateTestUserSig::genTestUserSig(params.userId, SDKAppID, SDKSECRETKEY);
    return params;
}

} // namespace

TEST(QtDemo, enter_room) {
    const TRTCParams main_room = enter_room("xiaojun");
    const TRTCParams sub_room = enter_room("xiaoming");
    expect_usersig(main_room.userSig, "xiaojun", static_cast<std::uint64_t>(EXPIRETIME));
    expect_usersig(sub_room.userSig, "xiaoming");
}

TEST(QtDemo, older_repository) {
    const char *userSig = GenerateTestUserSig::genTestUserSig("xiaojun", SDKAppID, SECRETKEY);
    expect_usersig(userSig, "xiaojun");
    EXPECT_EQ(APPID + BIZID, 1250008525);
    EXPECT_STREQ(DOMAIN_URL, "example.com");
}

// The documents: constants of the caller with the names that the class has too.
TEST(QtDemo, documents) {
    const int SDKAPPID = 1400000000;
    const char *userSig = GenerateTestUserSig::genTestUserSig("userID", SDKAPPID, SECRETKEY);
    expect_usersig(userSig, "userID");
}
