// sigcheck.h: the functions over buffers, which C# called through a DLL.
#include "sigcheck.h"

#include "expected.h"

#include <cstring>

extern "C" int sigcheck_from_c(const char *pri_key, const char *pub_key, unsigned int *expire);

namespace {

const char *const PRIVATE = private_key_p256;
const char *const PUBLIC = public_key_p256;
const unsigned PRIVATE_LEN = static_cast<unsigned>(std::strlen(PRIVATE));
const unsigned PUBLIC_LEN = static_cast<unsigned>(std::strlen(PUBLIC));

} // namespace

TEST(Sigcheck, sign_and_verify) {
    char sig[4096], err_msg[4096];
    unsigned int expire_time, init_time;
    ASSERT_EQ(0,
              tls_gen_sig(60, "123", 1234, "12345", 6, sig, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg))
        << err_msg;
    expect_usersig(sig, "12345", 60, PUBLIC, 1234);
    EXPECT_EQ(0, tls_vri_sig(sig, PUBLIC, PUBLIC_LEN, 6, "123", 1234, "12345", err_msg, sizeof err_msg)) << err_msg;
    EXPECT_EQ(13, tls_vri_sig(sig, PUBLIC, PUBLIC_LEN, 6, "123", 1234, "1234", err_msg, sizeof err_msg));
    EXPECT_NE(std::strstr(err_msg, "12345"), nullptr) << err_msg;

    ASSERT_EQ(0, tls_gen_sig_ex(1234, "12345", sig, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg));
    expect_usersig(sig, "12345", HALF_A_YEAR, PUBLIC, 1234);
    ASSERT_EQ(0, tls_gen_sig_ex_with_expire(1234, "12345", 300, sig, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg,
                                            sizeof err_msg));
    EXPECT_EQ(0,
              tls_vri_sig_ex(sig, PUBLIC, PUBLIC_LEN, 1234, "12345", expire_time, init_time, err_msg, sizeof err_msg));
    EXPECT_EQ(expire_time, 300u);
    EXPECT_GT(init_time, 1600000000u);
    EXPECT_EQ(14,
              tls_vri_sig_ex(sig, PUBLIC, PUBLIC_LEN, 1235, "12345", expire_time, init_time, err_msg, sizeof err_msg));
    EXPECT_EQ(expire_time + init_time, 0u);
}

TEST(Sigcheck, from_c) {
    unsigned int expire = 0;
    EXPECT_EQ(0, sigcheck_from_c(PRIVATE, PUBLIC, &expire));
    EXPECT_EQ(expire, 300u);
}

TEST(Sigcheck, buffers_of_every_size) {
    char sig[4096], err_msg[4096];
    ASSERT_EQ(0, tls_gen_sig_ex(1234, "12345", sig, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg));
    // A signature of version 1.0 has one of a few lengths, and so has its token.
    const unsigned longest = static_cast<unsigned>(std::strlen(sig)) + 16;
    for (unsigned size = 0; size <= longest; ++size) {
        std::memset(sig, 'x', sizeof sig);
        std::memset(err_msg, 'x', sizeof err_msg);
        const int ret = tls_gen_sig_ex(1234, "12345", sig, size, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg);
        EXPECT_EQ(sig[size], 'x');
        if (ret == 0) {
            EXPECT_LT(std::strlen(sig), size);
        } else {
            EXPECT_EQ(ret, -1);
            EXPECT_STREQ(err_msg, "sig length out of range");
            EXPECT_EQ(sig[0], size > 0 ? '\0' : 'x');
        }
    }
    for (unsigned size = 0; size <= 64; ++size) {
        std::memset(err_msg, 'x', sizeof err_msg);
        EXPECT_EQ(2, tls_vri_sig("no token", PUBLIC, PUBLIC_LEN, 0, "0", 1234, "12345", err_msg, size));
        EXPECT_EQ(err_msg[size], 'x');
        if (size > 0) {
            EXPECT_EQ(std::strlen(err_msg), size - 1);
        }
    }
}

TEST(Sigcheck, null_pointers) {
    char sig[4096] = "", err_msg[4096] = "";
    unsigned int expire, init;
    EXPECT_EQ(16, tls_gen_sig_ex(1234, nullptr, sig, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg));
    EXPECT_EQ(17, tls_gen_sig_ex(1234, "12345", sig, sizeof sig, nullptr, PRIVATE_LEN, err_msg, sizeof err_msg));
    EXPECT_EQ(-1, tls_gen_sig_ex(1234, "12345", nullptr, sizeof sig, PRIVATE, PRIVATE_LEN, err_msg, sizeof err_msg));
    EXPECT_EQ(-1, tls_gen_sig(60, nullptr, 1234, "12345", 0, nullptr, 0, PRIVATE, PRIVATE_LEN, nullptr, 4096));
    EXPECT_EQ(1, tls_vri_sig(nullptr, PUBLIC, PUBLIC_LEN, 0, nullptr, 1234, "12345", nullptr, 4096));
    EXPECT_EQ(8, tls_vri_sig_ex("abcd", nullptr, 7, 1234, "12345", expire, init, err_msg, sizeof err_msg));
    EXPECT_EQ(13, tls_vri_sig_ex("abcd", PUBLIC, PUBLIC_LEN, 1234, nullptr, expire, init, err_msg, sizeof err_msg));
}
