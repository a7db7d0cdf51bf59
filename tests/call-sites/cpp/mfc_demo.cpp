// TRTC's MFC demo: the constants are tested before somebody may enter, and the UserID comes from a text field.
#include "GenerateTestUserSig.h"

#include "expected.h"

TEST(MfcDemo, init_dialog) {
    int sdkAppID = GenerateTestUserSig::SDKAPPID;
    bool can_enter = !(sdkAppID == 0 || GenerateTestUserSig::instance().SECRETKEY.empty());

    EXPECT_TRUE(can_enter);
    EXPECT_EQ(GenerateTestUserSig::SECRETKEY.size(), 64u);
}

TEST(MfcDemo, enter_room) {
    std::string userId = "user_1";
    const std::string userSig = GenerateTestUserSig::instance().genTestUserSig(userId.c_str());
    expect_usersig(userSig, "user_1", static_cast<std::uint64_t>(GenerateTestUserSig::EXPIRETIME));
}

// A text field in the ANSI code page of a Chinese Windows: GBK is not UTF-8, and no token of the service either.
TEST(MfcDemo, user_id_in_gbk) {
    EXPECT_EQ(GenerateTestUserSig::instance().genTestUserSig("\xd0\xa1\xbe\xfc"), "");
    EXPECT_NE(GenerateTestUserSig::lastError(), "");
}

// They are objects as much as constants.
TEST(MfcDemo, constants_by_reference) {
    const int &sdkappid = GenerateTestUserSig::SDKAPPID;
    const int &expire = GenerateTestUserSig::EXPIRETIME;
    const int &appid = GenerateTestUserSig::APPID;
    const int &bizid = GenerateTestUserSig::BIZID;
    EXPECT_EQ(sdkappid, 1400000000);
    EXPECT_EQ(expire, 604800);
    EXPECT_EQ(appid + bizid, 1250008525);
}
