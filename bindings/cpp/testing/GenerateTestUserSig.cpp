#include "GenerateTestUserSig.h"

#include <usersig.h>

#include <cstring>

namespace {

std::string &last_error() {
    static thread_local std::string text;
    return text;
}

} // namespace

GenerateTestUserSig &GenerateTestUserSig::instance() {
    static GenerateTestUserSig the_instance;
    return the_instance;
}

std::uint32_t GenerateTestUserSig::getSDKAppID() const { return SDKAPPID; }

std::string GenerateTestUserSig::genTestUserSig(const std::string &userId) const {
    usersig_report report = {};
    report.size = sizeof report;
    usersig_request request = {};
    request.size = sizeof request;
    request.userid = userId.data();
    request.userid_len = userId.size();
    request.userid_rule = USERSIG_USERID_RULE_ANY;
    request.validity = EXPIRETIME;

    std::string token;
    usersig_status status;
    // Enough for most UserIDs; for the others the call returns the length that it needs, which a clock that ticks in
    // between may change once more.
    std::size_t length = 255;
    do {
        token.resize(length + 1); // And a NUL.
        status = usersig_sign(SDKAPPID, SECRETKEY, std::strlen(SECRETKEY), &request, &token[0], token.size(), &length,
                              &report);
    } while (status == USERSIG_STATUS_BUFFER_TOO_SMALL);
    token.resize(status == USERSIG_STATUS_OK ? length : 0);

    last_error() = status == USERSIG_STATUS_OK ? "" : report.detail;
    return token;
}

const std::string &GenerateTestUserSig::lastError() { return last_error(); }
