// The files as they come, with no constant filled in.
#include "GenerateTestUserSig.h"

#include <gtest/gtest.h>

TEST(UnsetConstants, no_token_and_a_reason) {
    EXPECT_EQ(GenerateTestUserSig::instance().getSDKAppID(), 0u);
    EXPECT_EQ(GenerateTestUserSig::APPID + GenerateTestUserSig::BIZID, 0);
    EXPECT_TRUE(GenerateTestUserSig::SECRETKEY.empty());
    testing::internal::CaptureStderr();
    EXPECT_EQ(GenerateTestUserSig::instance().genTestUserSig("xiaojun"), "");
    EXPECT_NE(GenerateTestUserSig::lastError().find("SDKAppID"), std::string::npos) << GenerateTestUserSig::lastError();
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "GenerateTestUserSig: " + GenerateTestUserSig::lastError() + "\n");
}
