#include "GenerateTestUserSig.h"

#include <usersig.h>

#include <cstdio>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

namespace {

std::string &last_error() {
    static thread_local std::string text;
    return text;
}

std::string sign(std::uint32_t sdkappid, const char *key, const char *userid, std::size_t userid_len) {
    usersig_report report = {};
    report.size = sizeof report;
    usersig_request request = {};
    request.size = sizeof request;
    request.userid = userid;
    request.userid_len = userid_len;
    request.userid_rule = USERSIG_USERID_RULE_ANY;
    request.validity = GenerateTestUserSig::EXPIRETIME;

    std::string token;
    usersig_status status;
    // Enough for most UserIDs; for the others the call returns the length that it needs, which a clock that ticks in
    // between may change once more.
    std::size_t length = 255;
    do {
        token.resize(length + 1); // And a NUL.
        status = usersig_sign(sdkappid, key, std::strlen(key), &request, &token[0], token.size(), &length, &report);
    } while (status == USERSIG_STATUS_BUFFER_TOO_SMALL);
    token.resize(status == USERSIG_STATUS_OK ? length : 0);

    last_error() = status == USERSIG_STATUS_OK ? "" : report.detail;
    if (status != USERSIG_STATUS_OK) {
        std::fprintf(stderr, "GenerateTestUserSig: %s\n", report.detail);
    }
    return token;
}

// Keeps a result until KEPT_RESULTS others have followed it. The ring is never destroyed: a destructor of a static object may
// still read a result.
const char *keep(std::string token) {
    static std::mutex &mutex = *new std::mutex;
    static std::vector<std::string> &ring = *new std::vector<std::string>(GenerateTestUserSig::KEPT_RESULTS);
    static std::size_t next = 0;
    const std::lock_guard<std::mutex> lock(mutex);
    std::string &slot = ring[next];
    next = (next + 1) % ring.size();
    slot.swap(token);
    return slot.c_str();
}

} // namespace

// A constant that is passed by reference needs these.
const int GenerateTestUserSig::SDKAPPID;
const int GenerateTestUserSig::EXPIRETIME;
const int GenerateTestUserSig::APPID;
const int GenerateTestUserSig::BIZID;
const int GenerateTestUserSig::KEPT_RESULTS;
const std::string GenerateTestUserSig::SECRETKEY = GENERATE_TEST_USERSIG_SECRETKEY;

GenerateTestUserSig &GenerateTestUserSig::instance() {
    static GenerateTestUserSig the_instance;
    return the_instance;
}

std::uint32_t GenerateTestUserSig::getSDKAppID() const { return static_cast<std::uint32_t>(SDKAPPID); }

// The key is the macro and not SECRETKEY, which a static object that signs may find not yet initialised.
std::string GenerateTestUserSig::genTestUserSig(const std::string &userId) const {
    return sign(getSDKAppID(), GENERATE_TEST_USERSIG_SECRETKEY, userId.data(), userId.size());
}

const char *GenerateTestUserSig::genTestUserSig(const char *userId, int sdkAppId, const char *secretKey) {
    const char *id = userId == nullptr ? "" : userId;
    std::string token =
        sign(static_cast<std::uint32_t>(sdkAppId), secretKey == nullptr ? "" : secretKey, id, std::strlen(id));
    return token.empty() ? "" : keep(std::move(token));
}

const std::string &GenerateTestUserSig::lastError() { return last_error(); }
