// A server over the library of version 2.0 as it is today.
#include "tls_sig_api_v2.h"

#include "expected.h"

#include <ctime>

TEST(ServerV2, user_sig) {
    std::string sig, err_msg;
    int ret = genUserSig(1400000000, "xiaojun", TEST_KEY, 180 * 86400, sig, err_msg);
    ASSERT_EQ(0, ret) << err_msg;
    expect_usersig(sig, "xiaojun", HALF_A_YEAR);
    EXPECT_EQ(err_msg, "");
}

TEST(ServerV2, room_before_validity) {
    std::string sig, err_msg;
    ASSERT_EQ(0, genPrivateMapKey(TEST_APP, "xiaojun", TEST_KEY, 10000, 300, 255, sig, err_msg)) << err_msg;
    const Token token = read_valid(sig, "xiaojun", 300);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->record_room, 10000u);
    EXPECT_EQ(token->record_privileges, 255u);
    EXPECT_EQ(token->record_expires_at, token->expires_at);
}

TEST(ServerV2, string_room) {
    std::string sig, err_msg;
    ASSERT_EQ(0, genPrivateMapKeyWithStringRoomID(TEST_APP, "xiaojun", TEST_KEY, "10000657", 86400, 42, sig, err_msg));
    const Token token = read_valid(sig, "xiaojun", 86400);
    ASSERT_TRUE(token);
    EXPECT_STREQ(token->record_room_name, "10000657");
    EXPECT_EQ(token->record_privileges, 42u);
}

// By hand: the record, and a token around it.
TEST(ServerV2, userbuf_by_hand) {
    std::string sig, err_msg;
    for (const std::string &room : {std::string(), std::string("room-1")}) {
        const std::string userbuf = gen_userbuf("xiaojun", TEST_APP, room.empty() ? 1234 : 0, 300, 255, 0, room);
        ASSERT_EQ(0, genSig(TEST_APP, "xiaojun", TEST_KEY, userbuf, 300, sig, err_msg)) << err_msg;
        const Token token = read_valid(sig, "xiaojun", 300);
        ASSERT_TRUE(token);
        EXPECT_EQ(token->flags & USERSIG_TOKEN_HAS_RECORD, static_cast<std::uint32_t>(USERSIG_TOKEN_HAS_RECORD));
        EXPECT_EQ(userbuf_of(token), userbuf);
        EXPECT_STREQ(token->record_room_name, room.empty() ? nullptr : "room-1");
    }
    ASSERT_EQ(0, genSig(TEST_APP, "xiaojun", TEST_KEY, "", 300, sig, err_msg));
    expect_usersig(sig, "xiaojun", 300);
}

// The record's bytes: docs/FORMAT.md has the table.
TEST(ServerV2, record_bytes) {
    const std::uint32_t before = static_cast<std::uint32_t>(std::time(nullptr));
    const std::string record = gen_userbuf("ab", 0x01020304, 0x05060708, 256, 0x0a0b0c0d, 0x0e0f1011, "r");
    const std::uint32_t after = static_cast<std::uint32_t>(std::time(nullptr));
    ASSERT_EQ(record.size(), 28u);
    EXPECT_EQ(record.substr(0, 13), std::string("\1\0\2ab\1\2\3\4\5\6\7\10", 13));
    EXPECT_EQ(record.substr(17), std::string("\12\13\14\15\16\17\20\21\0\1r", 11));
    std::uint32_t expiry = 0;
    for (std::size_t i = 13; i < 17; ++i) expiry = expiry << 8 | static_cast<unsigned char>(record[i]);
    EXPECT_GE(expiry, before + 256);
    EXPECT_LE(expiry, after + 256);
    EXPECT_EQ(gen_userbuf(std::string(0x10000, 'a'), 1, 1, 1, 1, 0, ""), "");
    EXPECT_EQ(gen_userbuf("a", 1, 1, 1, 1, 0, std::string(0x10000, 'a')), "");
}

TEST(ServerV2, input_that_is_not_valid) {
    const std::string key = TEST_KEY;
    const auto fails = [](int expected, int got, std::string &sig, std::string &err_msg) {
        EXPECT_EQ(got, expected) << err_msg;
        EXPECT_EQ(sig, "");
        EXPECT_NE(err_msg, "");
        EXPECT_EQ(err_msg.find(TEST_KEY), std::string::npos);
        sig = "an older token";
        err_msg.clear();
    };
    std::string sig = "an older token", e;
    fails(CHECK_ERR16, genUserSig(0, "xiaojun", key, 300, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, "", key, 300, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, "bob\nTLS.expire:99999999", key, 300, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, std::string("a\0b", 3), key, 300, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, "\xff", key, 300, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, "xiaojun", key, 0, sig, e), sig, e);
    fails(CHECK_ERR16, genUserSig(TEST_APP, "xiaojun", key, -1, sig, e), sig, e);
    fails(CHECK_ERR17, genUserSig(TEST_APP, "xiaojun", "", 300, sig, e), sig, e);
    fails(CHECK_ERR17, genUserSig(TEST_APP, "xiaojun", key + "\n", 300, sig, e), sig, e);
    fails(CHECK_ERR16, genPrivateMapKey(TEST_APP, "xiaojun", key, 0, 300, 255, sig, e), sig, e);
    fails(CHECK_ERR16, genPrivateMapKey(TEST_APP, "xiaojun", key, 1, 300, 256, sig, e), sig, e);
    fails(CHECK_ERR16, genPrivateMapKey(TEST_APP, "xiaojun", key, 1, 300, -1, sig, e), sig, e);
    fails(CHECK_ERR16, genPrivateMapKeyWithStringRoomID(TEST_APP, "xiaojun", key, "", 300, 255, sig, e), sig, e);
    fails(CHECK_ERR16, genPrivateMapKeyWithStringRoomID(TEST_APP, "xiaojun", key, "\n", 300, 255, sig, e), sig, e);
    fails(CHECK_ERR15, genSig(TEST_APP, "xiaojun", key, std::string(32769, 'a'), 300, sig, e), sig, e);
}

// The old library failed for a long token: it retried on another status of zlib than the one that says so.
TEST(ServerV2, token_that_does_not_compress) {
    std::string noise;
    for (unsigned i = 0, x = 1; i < 20000; ++i) {
        x = x * 1103515245 + 12345;
        noise += static_cast<char>(x >> 16);
    }
    std::string sig, err_msg;
    ASSERT_EQ(0, genSig(TEST_APP, "xiaojun", TEST_KEY, noise, 300, sig, err_msg)) << err_msg;
    EXPECT_EQ(userbuf_of(read_valid(sig, "xiaojun", 300)), noise);
}

TEST(ServerV2, numbers_and_threads) {
    EXPECT_EQ(CHECK_ERR01, 1);
    EXPECT_EQ(CHECK_ERR09, 9);
    EXPECT_EQ(CHECK_ERR10, 10);
    EXPECT_EQ(CHECK_ERR17, 17);
    EXPECT_EQ(CHECK_ERR_MAX, 18);
    EXPECT_EQ(thread_setup(), 0);
    thread_cleanup();
}
