// A server over the first releases of version 2.0, whose functions are named in small letters; and the shape of May 2020, in
// which gen_sig_with_userbuf is for a room.
#include "tls_sig_api_v2.h"

#include "expected.h"

TEST(ServerV2First, gen_sig) {
    int ret = 0;
    std::string sig, errmsg;
    ret = gen_sig(1400000000, "xiaojun", TEST_KEY, 180 * 86400, sig, errmsg);
    ASSERT_EQ(0, ret) << errmsg;
    expect_usersig(sig, "xiaojun", HALF_A_YEAR);
}

TEST(ServerV2First, gen_sig_with_userbuf) {
    std::string sig, errmsg;
    ASSERT_EQ(0, gen_sig_with_userbuf(1400000000, "xiaojun", TEST_KEY, 180 * 86400, "abc", sig, errmsg)) << errmsg;
    EXPECT_EQ(userbuf_of(read_valid(sig, "xiaojun", HALF_A_YEAR)), "abc");
}

TEST(ServerV2First, sig_to_json) {
    std::string sig, json, errmsg;
    ASSERT_EQ(0, gen_sig_with_userbuf(1400000000, "a \"b\" \\c", TEST_KEY, 60, "abcd", sig, errmsg));
    ASSERT_EQ(0, tls_signature_inner::SigToJson(sig, json, errmsg)) << errmsg;
    const Token token = read_valid(sig, "a \"b\" \\c", 60);
    ASSERT_TRUE(token);
    EXPECT_EQ(json, R"({"TLS.ver":"2.0","TLS.identifier":"a \"b\" \\c","TLS.sdkappid":1400000000,"TLS.time":)" +
                        std::to_string(token->issued_at) + R"(,"TLS.expire":60,"TLS.userbuf":"YWJjZA=="})");
}

TEST(ServerV2May2020, room) {
    std::string sig, errmsg;
    ASSERT_EQ(0, gen_sig_with_userbuf(1400000000, "xiaojun", TEST_KEY, 10000, 300, 255, sig, errmsg)) << errmsg;
    const Token token = read_valid(sig, "xiaojun", 300);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->record_room, 10000u);
    EXPECT_EQ(token->record_privileges, 255u);
}

TEST(ServerV2May2020, userbuf_without_a_string_room) {
    const std::string userbuf = gen_userbuf("xiaojun", 1400000000, 10000, 300, 255, 0);
    EXPECT_EQ(userbuf.size(), 1u + 2 + 7 + 20);
    EXPECT_EQ(userbuf[0], '\0');
}
