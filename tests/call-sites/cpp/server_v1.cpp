// A server over the library of version 1.0: every function of tls_signature.h, as its tool and its documents call them.
#include "tls_signature.h"

#include "expected.h"

#include <cstring>
#include <iostream>
#include <sstream>

namespace {

const char *const PRIVATE = private_key_p256;
const char *const PUBLIC = public_key_p256;

SigInfo info(const std::string &app, const std::string &user) {
    SigInfo result;
    result.strAccountType = "0";
    result.strAppid3Rd = "0";
    result.strAppid = app;
    result.strIdentify = user;
    return result;
}

} // namespace

TEST(ServerV1, sign_and_check_with_everything) {
    std::string sig, err_msg;
    int ret = tls_gen_signature_ex(60, "123", 1234, "12345", 6, sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)),
                                   err_msg);
    ASSERT_EQ(0, ret) << err_msg;
    expect_usersig(sig, "12345", 60, PUBLIC, 1234);

    SigInfo siginfo = info("1234", "12345");
    uint32_t expire, init;
    ret = tls_check_signature_ex(sig, PUBLIC, static_cast<uint32_t>(strlen(PUBLIC)), siginfo, expire, init, err_msg);
    EXPECT_EQ(0, ret) << err_msg;
    EXPECT_EQ(expire, 60u);
    EXPECT_GT(init, 1600000000u);
    // Not compared.
    siginfo.strAccountType = "5";
    siginfo.strAppid3Rd = "12";
    EXPECT_EQ(
        0, tls_check_signature_ex(sig, PUBLIC, static_cast<uint32_t>(strlen(PUBLIC)), siginfo, expire, init, err_msg));
    siginfo.strIdentify = "1";
    EXPECT_EQ(CHECK_ERR13, tls_check_signature_ex(sig, PUBLIC, static_cast<uint32_t>(strlen(PUBLIC)), siginfo, expire,
                                                  init, err_msg));
    EXPECT_EQ(expire, 0u);
    EXPECT_EQ(init, 0u);
    for (const char *app : {"12345", "", "1234x", "4294968530", "-4294966062", "x"}) {
        siginfo = info(app, "12345");
        EXPECT_EQ(CHECK_ERR14, tls_check_signature_ex(sig, PUBLIC, static_cast<uint32_t>(strlen(PUBLIC)), siginfo,
                                                      expire, init, err_msg))
            << app;
    }
}

TEST(ServerV1, sign_and_check) {
    std::string sig, err_msg, pri_key(PRIVATE), pub_key(PUBLIC);
    uint32_t expire_time, init_time;
    ASSERT_EQ(0, tls_gen_signature_ex2(1400001052, "xiaojun", sig, pri_key, err_msg)) << err_msg;
    EXPECT_EQ(0, tls_check_signature_ex2(sig, pub_key, 1400001052, "xiaojun", expire_time, init_time, err_msg))
        << err_msg;
    EXPECT_EQ(expire_time, HALF_A_YEAR);
    ASSERT_EQ(0, tls_gen_signature_ex2_with_expire(1400001052, "xiaojun", 31536000, sig, pri_key, err_msg)) << err_msg;
    EXPECT_EQ(0, tls_check_signature_ex2(sig, pub_key, 1400001052, "xiaojun", expire_time, init_time, err_msg));
    EXPECT_EQ(expire_time, 31536000u);
    EXPECT_EQ(CHECK_ERR14, tls_check_signature_ex2(sig, pub_key, 123, "xiaojun", expire_time, init_time, err_msg));
    EXPECT_EQ(CHECK_ERR13,
              tls_check_signature_ex2(sig, pub_key, 1400001052, "xiaojun1", expire_time, init_time, err_msg));
}

TEST(ServerV1, gen_sig) {
    std::string sig;
    int ret = gen_sig(140000000, "xiaojun", PRIVATE, sig);
    ASSERT_EQ(0, ret);
    expect_usersig(sig, "xiaojun", HALF_A_YEAR, PUBLIC, 140000000);
    EXPECT_EQ(CHECK_ERR17, gen_sig(140000000, "xiaojun", PUBLIC, sig));
    EXPECT_EQ(sig, "");
}

TEST(ServerV1, userbuf_ticket) {
    std::string sig, err_msg, userbuf;
    uint32_t expire, init;
    ASSERT_EQ(0, tls_gen_userbuf_ticket(1234, "12345", 60, PRIVATE, "abc", sig, err_msg)) << err_msg;
    ASSERT_EQ(0, tls_check_userbuf_ticket(sig, PUBLIC, 1234, "12345", expire, init, userbuf, err_msg)) << err_msg;
    EXPECT_EQ(expire, 60u);
    EXPECT_EQ(userbuf, "abc");
    EXPECT_EQ(CHECK_ERR13, tls_check_userbuf_ticket(sig, PUBLIC, 1234, "1345", expire, init, userbuf, err_msg));
    EXPECT_EQ(userbuf, "");
    EXPECT_EQ(CHECK_ERR14, tls_check_userbuf_ticket(sig, PUBLIC, 123, "12345", expire, init, userbuf, err_msg));
    // A ticket is no UserSig, and a UserSig is no ticket.
    EXPECT_EQ(CHECK_ERR15, tls_check_signature_ex2(sig, PUBLIC, 1234, "12345", expire, init, err_msg));
    ASSERT_EQ(0, tls_gen_signature_ex2(1234, "12345", sig, PRIVATE, err_msg));
    EXPECT_EQ(CHECK_ERR15, tls_check_userbuf_ticket(sig, PUBLIC, 1234, "12345", expire, init, userbuf, err_msg));
    EXPECT_EQ(expire, 0u);
}

TEST(ServerV1, from_json) {
    const std::string json = R"( { "TLS.account_type": "107", "TLS.appid_at_3rd": "150000000",
        "TLS.identifier": "xxx_\"openid\u0041", "TLS.sdk_appid": "150000000", "TLS.expire_after": "86400" })";
    std::string sig, err_msg;
    for (uint32_t form : {0u, 1u}) {
        ASSERT_EQ(0, tls_gen_signature(json, sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)), err_msg, form))
            << err_msg;
        expect_usersig(sig, "xxx_\"openidA", 86400, PUBLIC, 150000000);
    }
    ASSERT_EQ(0, tls_gen_signature(json, sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)), err_msg));
    for (const char *wrong :
         {"", "   ", "{}", "null", "[]", "x{\"TLS.identifier\":\"a\"}", R"({"TLS.identifier":"a"})",
          R"({"TLS.account_type":"0","TLS.identifier":"a","TLS.sdk_appid":"1","TLS.expire_after":"1","TLS.time":"1"})",
          R"({"TLS.account_type":"0","TLS.identifier":"a\nb","TLS.sdk_appid":"1","TLS.expire_after":"1"})",
          R"({"TLS.account_type":"0","TLS.identifier":"a","TLS.sdk_appid":"1","TLS.expire_after":"1"} and more)"}) {
        err_msg.clear();
        EXPECT_EQ(CHECK_ERR4, tls_gen_signature(wrong, sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)), err_msg))
            << wrong;
        EXPECT_NE(err_msg, "") << wrong;
        EXPECT_EQ(sig, "");
    }
    // An SDKAppID that is none, and a validity above the limit.
    EXPECT_EQ(
        CHECK_ERR16,
        tls_gen_signature(R"({"TLS.account_type":"0","TLS.identifier":"a","TLS.sdk_appid":"0","TLS.expire_after":"1"})",
                          sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)), err_msg));
    EXPECT_EQ(
        CHECK_ERR16,
        tls_gen_signature(
            R"({"TLS.account_type":"0","TLS.identifier":"a","TLS.sdk_appid":"1","TLS.expire_after":"99999999999"})",
            sig, PRIVATE, static_cast<uint32_t>(strlen(PRIVATE)), err_msg));
}

TEST(ServerV1, dump) {
    std::string sig, json, errmsg;
    ASSERT_EQ(0, gen_sig(140000000, "xiaojun", PRIVATE, sig));
    ASSERT_EQ(0, tls_signature_inner::SigToJson(sig, json, errmsg)) << errmsg;
    const Token token = read_valid(sig, "xiaojun", HALF_A_YEAR, PUBLIC, 140000000);
    ASSERT_TRUE(token);
    EXPECT_EQ(json, R"({"TLS.identifier":"xiaojun","TLS.sdk_appid":"140000000","TLS.time":")" +
                        std::to_string(token->issued_at) + R"(","TLS.expire_after":"15552000"})");
    EXPECT_EQ(CHECK_ERR2, tls_signature_inner::SigToJson("no token", json, errmsg));
    EXPECT_EQ(json, "");
}

TEST(ServerV1, numbers_of_findings) {
    std::string sig, err_msg;
    uint32_t expire, init;
    ASSERT_EQ(0, gen_sig(TEST_APP, "xiaojun", PRIVATE, sig));
    const auto check_with = [&](const std::string &token, const std::string &key) {
        err_msg.clear();
        const int ret = tls_check_signature_ex2(token, key, TEST_APP, "xiaojun", expire, init, err_msg);
        EXPECT_EQ(ret == 0, err_msg.empty());
        EXPECT_TRUE(key.empty() || err_msg.find(key) == std::string::npos);
        return ret;
    };
    const auto check = [&](const std::string &token) { return check_with(token, PUBLIC); };
    EXPECT_EQ(check(sig), 0);
    EXPECT_EQ(check(""), CHECK_ERR1);
    EXPECT_EQ(check("not base64!"), CHECK_ERR2);
    EXPECT_EQ(check("abcd"), CHECK_ERR3);
    EXPECT_EQ(check(sig.substr(0, 40)), CHECK_ERR3);
    EXPECT_EQ(check("{\"a\":"), CHECK_ERR4);
    EXPECT_EQ(check("{}"), CHECK_ERR7);
    const std::string plain = R"({"TLS.account_type":"0","TLS.identifier":"xiaojun","TLS.sdk_appid":"1400000000",)"
                              R"("TLS.expire_after":"1","TLS.time":"2020-01-01T00:00:00-08:00","TLS.sig":)";
    EXPECT_EQ(check(plain + "\"?\"}"), CHECK_ERR6);
    EXPECT_EQ(check(plain + "7}"), CHECK_ERR7);
    EXPECT_EQ(check(plain + "\"AA==\"}"), CHECK_ERR8);
    EXPECT_EQ(check_with(sig, PRIVATE), CHECK_ERR8);
    EXPECT_EQ(check_with(sig, "-----BEGIN nothing"), CHECK_ERR8);
    EXPECT_EQ(check_with(sig, TEST_KEY), CHECK_ERR8);
    EXPECT_EQ(check_with(sig, ""), CHECK_ERR8);
    // A null pointer is the empty key, and the length is not used.
    EXPECT_EQ(CHECK_ERR8,
              tls_check_signature_ex(sig, nullptr, 178, info("1400000000", "xiaojun"), expire, init, err_msg));
    EXPECT_EQ(CHECK_ERR17, tls_gen_signature_ex(60, "0", 1234, "12345", 0, sig, nullptr, 1024, err_msg));
    EXPECT_EQ(sig, "");
}

TEST(ServerV1, numbers_of_the_header) {
    EXPECT_EQ(CHECK_ERR1, 1);
    EXPECT_EQ(CHECK_ERR9, 9);
    EXPECT_EQ(CHECK_ERR17, 17);
    EXPECT_EQ(CHECK_ERR_MAX, 18);
    std::ostringstream usage;
    usage << "current version: " << API_VERSION << std::endl;
    EXPECT_EQ(usage.str(), "current version: 201803230000\n");
}
