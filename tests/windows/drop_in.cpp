// The calls of Tencent's demos against GenerateTestUserSig. Compiled twice: with the constants filled in, and as
// the file comes. Ends with `N passed, N failed`.
#include "GenerateTestUserSig.h"

#include <usersig.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

int g_passed = 0;
int g_failed = 0;

void check(bool good, const char *what, const std::string &shown = {}) {
    ++(good ? g_passed : g_failed);
    std::printf("%-8s%s%s%s\n", good ? "ok" : "FAILED", what, good ? "" : ": ", good ? "" : shown.c_str());
}

usersig_status verify(const std::string &token, const std::string &userid) {
    usersig_expectation expectation = {};
    expectation.size = sizeof expectation;
    expectation.userid = userid.data();
    expectation.userid_len = userid.size();
    expectation.contents = USERSIG_CONTENTS_NONE;
    return usersig_verify(GenerateTestUserSig::SDKAPPID, GenerateTestUserSig::SECRETKEY,
                          std::strlen(GenerateTestUserSig::SECRETKEY), token.data(), token.size(), &expectation,
                          nullptr, nullptr);
}

void filled_in() {
    GenerateTestUserSig &generator = GenerateTestUserSig::instance();
    check(&generator == &GenerateTestUserSig::instance(), "one instance");
    check(generator.getSDKAppID() == 1400000000, "getSDKAppID");

    const std::string token = generator.genTestUserSig("xiaojun");
    check(verify(token, "xiaojun") == USERSIG_STATUS_OK, "genTestUserSig verifies", GenerateTestUserSig::lastError());
    check(GenerateTestUserSig::lastError().empty(), "and leaves no error");
    usersig_token *read = nullptr;
    check(usersig_inspect_unverified(token.data(), token.size(), &read, nullptr) == USERSIG_STATUS_OK &&
              read->expire == GenerateTestUserSig::EXPIRETIME,
          "its validity is EXPIRETIME");
    usersig_token_free(read);

    // What the old one got wrong: no escaping in the JSON, and a buffer of the input's size.
    for (const char *userid : {"quo\"te\\", "\xe5\xb0\x8f\xe5\x86\x9b", "administrator@TLS#NOT_FOUND"}) {
        check(verify(generator.genTestUserSig(userid), userid) == USERSIG_STATUS_OK, "a UserID of other characters",
              userid);
    }
    std::string noise;
    for (unsigned i = 0, x = 1; i < 900; ++i) {
        x = x * 1103515245 + 12345;
        noise += static_cast<char>('!' + (x >> 16) % 94);
    }
    check(verify(generator.genTestUserSig(noise), noise) == USERSIG_STATUS_OK, "a long UserID that does not compress");

    // Checked in release builds too, this being one.
    check(generator.genTestUserSig("").empty() && !GenerateTestUserSig::lastError().empty(),
          "the empty UserID is rejected");
    check(generator.genTestUserSig("a\nTLS.expire:99999999").empty(), "a line break is rejected");
    check(generator.genTestUserSig("\xff\xfe").empty(), "what is not UTF-8 is rejected");
    check(generator.genTestUserSig(std::string(1025, 'a')).empty(), "a UserID of 1025 bytes is rejected");
    check(GenerateTestUserSig::lastError().find(GenerateTestUserSig::SECRETKEY) == std::string::npos,
          "the reason does not hold the key");

    std::vector<std::thread> threads;
    std::vector<int> good(8, 0);
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([t, &good, &generator] {
            for (int i = 0; i < 50; ++i) {
                const std::string userid = "user_" + std::to_string(t) + "_" + std::to_string(i);
                good[t] += verify(generator.genTestUserSig(userid), userid) == USERSIG_STATUS_OK;
            }
        });
    }
    int sum = 0;
    for (int t = 0; t < 8; ++t) {
        threads[t].join();
        sum += good[t];
    }
    check(sum == 400, "8 threads on the one instance");
}

void as_it_comes() {
    check(GenerateTestUserSig::instance().getSDKAppID() == 0, "the constants are not filled in");
    check(GenerateTestUserSig::instance().genTestUserSig("xiaojun").empty(), "so there is no UserSig");
    check(GenerateTestUserSig::lastError().find("SDKAppID") != std::string::npos, "and the reason names the SDKAppID",
          GenerateTestUserSig::lastError());
}

} // namespace

int main() {
    if (GENERATE_TEST_USERSIG_SDKAPPID == 0) {
        as_it_comes();
    } else {
        filled_in();
    }
    std::printf("%d passed, %d failed\n", g_passed, g_failed);
    return g_failed == 0 ? 0 : 1;
}
