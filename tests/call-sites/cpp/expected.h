// What a call site's result has to be, for GoogleTest. And what the call sites have of the SDK.
#pragma once

#include <usersig.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

// The application of the tests.
static const std::uint32_t TEST_APP = 1400000000;
static const char *const TEST_KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
static const std::uint64_t WEEK = 604800;
static const std::uint64_t HALF_A_YEAR = 15552000;
// Keys of version 1.0, from tests/vectors.
extern "C" const char *const private_key_p256;
extern "C" const char *const public_key_p256;

using Token = std::unique_ptr<usersig_token, void (*)(usersig_token *)>;

// Reads a valid token; null if it is not valid, and the test fails. A key in PEM is a public key.
inline Token read_valid(const std::string &token, const std::string &userid, std::uint64_t validity,
                        const std::string &key = TEST_KEY, std::uint32_t app = TEST_APP) {
    usersig_report report = {};
    report.size = sizeof report;
    usersig_expectation expectation = {};
    expectation.size = sizeof expectation;
    expectation.userid = userid.data();
    expectation.userid_len = userid.size();
    usersig_verifier *verifier = nullptr;
    const auto make =
        key.find("BEGIN") == std::string::npos ? usersig_verifier_new : usersig_verifier_new_from_public_key;
    usersig_token *read = nullptr;
    usersig_status status = make(app, key.data(), key.size(), &verifier, &report);
    if (status == USERSIG_STATUS_OK) {
        status = usersig_verifier_verify(verifier, token.data(), token.size(), &expectation, &read, &report);
        usersig_verifier_free(verifier);
    }
    EXPECT_EQ(status, USERSIG_STATUS_OK) << report.detail << "\n" << token;
    if (read != nullptr) {
        EXPECT_EQ(read->expire, validity);
    }
    return Token(read, usersig_token_free);
}

// A UserSig: valid, and no PrivateMapKey.
inline void expect_usersig(const std::string &token, const std::string &userid, std::uint64_t validity = WEEK,
                           const std::string &key = TEST_KEY, std::uint32_t app = TEST_APP) {
    const Token read = read_valid(token, userid, validity, key, app);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->flags & USERSIG_TOKEN_HAS_USERBUF, 0u);
}

inline std::string userbuf_of(const Token &token) {
    return token && token->userbuf != nullptr
               ? std::string(reinterpret_cast<const char *>(token->userbuf), token->userbuf_len)
               : "";
}

struct TRTCParams {
    std::uint32_t sdkAppId;
    const char *userId;
    const char *userSig;
};
