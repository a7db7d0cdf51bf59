// TRTC's Duilib demo: the constants, also those for mixed streams, and the function that has its argument by value.
#include "GenerateTestUserSig.h"

#include "expected.h"

#include <cstdarg>
#include <cstdio>

namespace {

// As their helper: variadic, in the manner of printf.
std::string format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
std::string format(const char *pattern, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, pattern);
    std::vsnprintf(text, sizeof text, pattern, arguments);
    va_end(arguments);
    return text;
}

} // namespace

TEST(DuilibDemo, enter_room) {
    ASSERT_FALSE(GenerateTestUserSig::SDKAPPID == 0);
    const std::string user = "xiaojun";
    const std::string user_sig = GenerateTestUserSig::instance().genTestUserSig(user);
    TRTCParams params;
    params.sdkAppId = GenerateTestUserSig::SDKAPPID;
    params.userId = (char *)user.c_str();
    params.userSig = (char *)user_sig.c_str();

    EXPECT_EQ(params.sdkAppId, TEST_APP);
    expect_usersig(params.userSig, params.userId);
}

TEST(DuilibDemo, mix_streams) {
    int appId = GenerateTestUserSig::APPID;
    int bizId = GenerateTestUserSig::BIZID;
    const std::string stream = format("%d_%d_%s_main", GenerateTestUserSig::SDKAPPID, 7, "xiaojun");
    const std::string url = format("http://%d.example.com/live/%s.flv", GenerateTestUserSig::BIZID, stream.c_str());

    EXPECT_EQ(appId, 1250000000);
    EXPECT_EQ(bizId, 8525);
    EXPECT_EQ(url, "http://8525.example.com/live/1400000000_7_xiaojun_main.flv");
}
