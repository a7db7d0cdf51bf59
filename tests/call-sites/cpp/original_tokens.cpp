// Tokens that the old libraries made, those for C++ among them (tests/vectors/reference-tokens.json), through the functions that
// verify. They are of one day, so the clock decides whether a token is still valid.
#include "tls_signature.h"

extern "C" {
#include "vectors.h"
}

#include "expected.h"

#include <ctime>

namespace {

int check(const struct vector &v, const std::string &key, const std::string &token, uint32_t &expire, uint32_t &init,
          std::string &userbuf, std::string &err_msg) {
    const std::string userid(v.userid, v.userid_len);
    if (v.userbuf != nullptr)
        return tls_check_userbuf_ticket(token, key, v.sdkappid, userid, expire, init, userbuf, err_msg);
    return tls_check_signature_ex2(token, key, v.sdkappid, userid, expire, init, err_msg);
}

} // namespace

TEST(OriginalTokens, verify) {
    int valid = 0, userbufs = 0;
    for (std::size_t i = 0; i < vector_count; ++i) {
        const struct vector &v = vectors[i];
        if (v.expect != USERSIG_STATUS_OK || v.issued_at == 0) continue;
        SCOPED_TRACE(v.id);
        const std::string key(v.key, v.key_len), token(v.token, v.token_len);
        uint32_t expire, init;
        std::string userbuf, err_msg;
        const bool expired = static_cast<uint64_t>(std::time(nullptr)) > v.issued_at + v.expire;
        EXPECT_EQ(check(v, key, token, expire, init, userbuf, err_msg), expired ? CHECK_ERR9 : 0) << err_msg;
        EXPECT_EQ(expire, v.expire);
        EXPECT_EQ(init, v.issued_at);
        ++valid;
        if (v.userbuf != nullptr) {
            ++userbufs;
            // That of an expired token is not returned, and the last of them expire on 2027-05-21.
            if (!expired) {
                EXPECT_EQ(userbuf, std::string(v.userbuf, v.userbuf_len));
            }
        }
        // Another key of the same kind, another user.
        std::string other = "A" + key;
        if (!v.has_secret_key) {
            other = key;
            char &changed = other[other.size() / 2];
            changed = changed == 'A' ? 'B' : 'A';
        }
        EXPECT_EQ(check(v, other, token, expire, init, userbuf, err_msg), CHECK_ERR8);
        EXPECT_EQ(expire + init, 0u);
        EXPECT_EQ(tls_check_signature_ex2(token, key, v.sdkappid, "nobody", expire, init, err_msg), CHECK_ERR13);
    }
    EXPECT_GT(valid, 100);
    EXPECT_GT(userbufs, 10);
}

TEST(OriginalTokens, those_with_bugs) {
    int seen = 0;
    for (std::size_t i = 0; i < vector_count; ++i) {
        const struct vector &v = vectors[i];
        if (v.expect == USERSIG_STATUS_OK) continue;
        SCOPED_TRACE(v.id);
        uint32_t expire, init;
        std::string userbuf, err_msg;
        EXPECT_NE(
            check(v, std::string(v.key, v.key_len), std::string(v.token, v.token_len), expire, init, userbuf, err_msg),
            0);
        EXPECT_EQ(userbuf, "");
        ++seen;
    }
    EXPECT_GT(seen, 5);
}
