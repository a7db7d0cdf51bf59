// A server over release 1.1 of the library of version 1.0, which signs and verifies tokens of version 2.0 too. Both headers fit
// in one file, which those of the old libraries did not.
#include "tls_signature.h"

#include "tls_sig_api_v2.h"

#include "expected.h"

#include <cstring>

TEST(ServerV1WithV2, gen_sig_v2) {
    std::string sig, errMsg;
    ASSERT_EQ(0, gen_sig_v2(1400000000, "xiaojun", TEST_KEY, 300, sig, errMsg)) << errMsg;
    expect_usersig(sig, "xiaojun", 300);

    uint32_t expire, init;
    EXPECT_EQ(0, tls_check_signature_ex2(sig, TEST_KEY, 1400000000, "xiaojun", expire, init, errMsg)) << errMsg;
    EXPECT_EQ(expire, 300u);
    SigInfo info;
    info.strAppid = "1400000000";
    info.strIdentify = "xiaojun";
    EXPECT_EQ(
        0, tls_check_signature_ex(sig, TEST_KEY, static_cast<uint32_t>(strlen(TEST_KEY)), info, expire, init, errMsg));
    EXPECT_EQ(CHECK_ERR13, tls_check_signature_ex2(sig, TEST_KEY, 1400000000, "xiaoming", expire, init, errMsg));
    EXPECT_EQ(CHECK_ERR14, tls_check_signature_ex2(sig, TEST_KEY, 1400000001, "xiaojun", expire, init, errMsg));
    std::string other = TEST_KEY;
    other[0] = '0';
    EXPECT_EQ(CHECK_ERR8, tls_check_signature_ex2(sig, other, 1400000000, "xiaojun", expire, init, errMsg));
}

TEST(ServerV1WithV2, gen_sig_v2_with_userbuf) {
    std::string sig, errMsg, userbuf;
    uint32_t expire, init;
    ASSERT_EQ(0, gen_sig_v2_with_userbuf(1400000000, "xiaojun", TEST_KEY, 300, std::string("a\0b", 3), sig, errMsg))
        << errMsg;
    EXPECT_EQ(0, tls_check_userbuf_ticket(sig, TEST_KEY, 1400000000, "xiaojun", expire, init, userbuf, errMsg))
        << errMsg;
    EXPECT_EQ(userbuf, std::string("a\0b", 3));
    // The old library took no notice of a userbuf that it was not asked for.
    EXPECT_EQ(CHECK_ERR15, tls_check_signature_ex2(sig, TEST_KEY, 1400000000, "xiaojun", expire, init, errMsg));
    ASSERT_EQ(0, gen_sig_v2(1400000000, "xiaojun", TEST_KEY, 300, sig, errMsg));
    EXPECT_EQ(0, tls_check_userbuf_ticket(sig, TEST_KEY, 1400000000, "xiaojun", expire, init, userbuf, errMsg))
        << errMsg;
    EXPECT_EQ(userbuf, "");
}

// In the old library whoever had the public key could sign: the token chose how its key was used.
TEST(ServerV1WithV2, a_public_key_is_no_secret_key) {
    // Signed with HMAC-SHA256, the text of the public key as the key; valid until 2073.
    const std::string sig =
        "eNqrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwhWZiflZpXlQqeKU7MSCgswUJStDEwMogMiUZOamAkXNUUVTKw"
        "oyi0DipuZmFkjixZnpQLMN8pzL3Ys8sv08oiISzfLNUp2jqpIrTCKMDRJDUvzT04O1nUMyinILsnI8bZVqAfigMtw_";
    std::string errMsg;
    uint32_t expire = 1, init = 1;
    EXPECT_EQ(CHECK_ERR8, tls_check_signature_ex2(sig, public_key_p256, 1400000000, "xiaojun", expire, init, errMsg));
    EXPECT_EQ(expire + init, 0u);
}

TEST(ServerV1WithV2, the_names_of_both) {
    std::string v1, v2, errMsg;
    EXPECT_EQ(0, gen_sig(1400000000, "xiaojun", private_key_p256, v1));
    EXPECT_EQ(0, gen_sig(1400000000, "xiaojun", TEST_KEY, 300, v2, errMsg));
    expect_usersig(v1, "xiaojun", HALF_A_YEAR, public_key_p256);
    expect_usersig(v2, "xiaojun", 300);
    EXPECT_EQ(static_cast<int>(CHECK_ERR08), static_cast<int>(CHECK_ERR8));
}
