#include "GenerateTestUserSig.h"

#include <usersig.h>

#include <cstring>
#include <memory>

namespace {

std::string& last_error() {
    static thread_local std::string text;
    return text;
}

}  // namespace

GenerateTestUserSig& GenerateTestUserSig::instance() {
    static GenerateTestUserSig the_instance;
    return the_instance;
}

std::uint32_t GenerateTestUserSig::getSDKAppID() const { return SDKAPPID; }

std::string GenerateTestUserSig::genTestUserSig(const std::string& userId) const {
    usersig_report report = {};
    report.size = sizeof report;
    std::string token;

    usersig_signer* made = nullptr;
    usersig_status status = usersig_signer_new(SDKAPPID, SECRETKEY, std::strlen(SECRETKEY), &made, &report);
    const std::unique_ptr<usersig_signer, decltype(&usersig_signer_free)> signer(made, usersig_signer_free);
    if (status == USERSIG_STATUS_OK) {
        // Enough for most UserIDs; for the others the call says how much it takes, which a clock that ticks in
        // between may change once more.
        std::size_t length = 255;
        do {
            token.resize(length + 1);  // And a NUL.
            status = usersig_signer_sign(signer.get(), userId.data(), userId.size(), EXPIRETIME, USERSIG_FLAG_ANY_USERID,
                                         &token[0], token.size(), &length, &report);
        } while (status == USERSIG_STATUS_BUFFER_TOO_SMALL);
        token.resize(status == USERSIG_STATUS_OK ? length : 0);
    }

    last_error() = status == USERSIG_STATUS_OK ? "" : report.detail;
    return token;
}

const std::string& GenerateTestUserSig::lastError() { return last_error(); }
