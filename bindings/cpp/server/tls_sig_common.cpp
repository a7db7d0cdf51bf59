#include "tls_sig_common.h"

#include <cstring>
#include <memory>

namespace usersig_tls {

usersig_request request(const std::string &userid, long long expire) {
    usersig_request result = {};
    result.size = sizeof result;
    result.userid = userid.data();
    result.userid_len = userid.size();
    result.userid_rule = USERSIG_USERID_RULE_ANY;
    result.validity = expire > 0 ? static_cast<uint64_t>(expire) : 0;
    return result;
}

int sign(decltype(&usersig_signer_new) new_signer, uint32_t sdkappid, const char *key, std::size_t key_len,
         const usersig_request &request, std::string &sig, std::string &errmsg) {
    sig.clear();
    usersig_report report = {};
    report.size = sizeof report;
    usersig_signer *made = nullptr;
    usersig_status status = new_signer(sdkappid, key, key_len, &made, &report);
    const std::unique_ptr<usersig_signer, void (*)(usersig_signer *)> signer(made, usersig_signer_free);
    std::string token;
    if (status == USERSIG_STATUS_OK) {
        // Enough for most tokens; for the others the call returns the length that it needs, which a clock that ticks in
        // between may change once more.
        std::size_t length = 511;
        do {
            token.resize(length + 1); // And a NUL.
            status = usersig_signer_sign(signer.get(), &request, &token[0], token.size(), &length, &report);
        } while (status == USERSIG_STATUS_BUFFER_TOO_SMALL);
        token.resize(length);
    }
    switch (status) {
    case USERSIG_STATUS_OK:
        sig.swap(token);
        return 0;
    case USERSIG_STATUS_BAD_KEY:
        errmsg = report.detail;
        return CHECK_ERR17;
    case USERSIG_STATUS_BAD_USERBUF:
        errmsg = report.detail;
        return CHECK_ERR15;
    default:
        errmsg = report.detail;
        return CHECK_ERR16;
    }
}

usersig_request request(const std::string &userid, long long expire, const std::string &userbuf) {
    usersig_request result = request(userid, expire);
    result.contents = USERSIG_CONTENTS_USERBUF;
    result.userbuf = reinterpret_cast<const uint8_t *>(userbuf.data());
    result.userbuf_len = userbuf.size();
    return result;
}

int check_err(usersig_status status, const char *detail) {
    const auto begins = [detail](const char *with) { return std::strncmp(detail, with, std::strlen(with)) == 0; };
    switch (status) {
    case USERSIG_STATUS_OK:
        return 0;
    case USERSIG_STATUS_EMPTY:
        return CHECK_ERR1;
    case USERSIG_STATUS_MALFORMED:
        // The detail begins with the layer that cannot be read.
        if (begins("base64:")) return CHECK_ERR2;
        if (begins("zlib:")) return CHECK_ERR3;
        if (begins("JSON:")) return CHECK_ERR4;
        return begins("field: TLS.sig is not canonical base64") ? CHECK_ERR6 : CHECK_ERR7;
    case USERSIG_STATUS_BAD_KEY:
    case USERSIG_STATUS_WRONG_KEY_KIND:
    case USERSIG_STATUS_BAD_SIGNATURE:
        return CHECK_ERR8;
    case USERSIG_STATUS_EXPIRED:
        return CHECK_ERR9;
    case USERSIG_STATUS_BAD_USERID:
    case USERSIG_STATUS_USERID_MISMATCH:
        return CHECK_ERR13;
    case USERSIG_STATUS_BAD_SDKAPPID:
    case USERSIG_STATUS_SDKAPPID_MISMATCH:
        return CHECK_ERR14;
    case USERSIG_STATUS_USERBUF_MISMATCH:
    case USERSIG_STATUS_RECORD_MISMATCH:
        return CHECK_ERR15;
    default:
        return CHECK_ERR16;
    }
}

} // namespace usersig_tls

namespace {

std::string base64(const uint8_t *data, std::size_t length) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < length; i += 3) {
        const std::size_t left = length - i;
        const uint32_t bits =
            static_cast<uint32_t>(data[i] << 16 | (left > 1 ? data[i + 1] << 8 : 0) | (left > 2 ? data[i + 2] : 0));
        text += alphabet[bits >> 18];
        text += alphabet[bits >> 12 & 63];
        text += left > 1 ? alphabet[bits >> 6 & 63] : '=';
        text += left > 2 ? alphabet[bits & 63] : '=';
    }
    return text;
}

// A text that the library has read has no control character.
std::string quoted(const std::string &text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        json += c;
    }
    return json + '"';
}

} // namespace

int tls_signature_inner::SigToJson(const std::string &sig, std::string &json, std::string &errmsg) {
    json.clear();
    usersig_report report = {};
    report.size = sizeof report;
    usersig_token *token = nullptr;
    const usersig_status status = usersig_inspect_unverified(sig.data(), sig.size(), &token, &report);
    if (status != USERSIG_STATUS_OK) {
        errmsg = report.detail;
        return usersig_tls::check_err(status, report.detail);
    }
    const std::unique_ptr<usersig_token, void (*)(usersig_token *)> owner(token, usersig_token_free);
    // Numbers are texts in version 1.0.
    const bool v2 = token->version == USERSIG_TOKEN_V2;
    const auto number = [v2](const std::string &digits) { return v2 ? digits : quoted(digits); };
    json = v2 ? R"({"TLS.ver":"2.0",)" : "{";
    json += R"("TLS.identifier":)" + quoted(std::string(token->userid, token->userid_len));
    json += (v2 ? R"(,"TLS.sdkappid":)" : R"(,"TLS.sdk_appid":)") + number(token->sdkappid_text);
    json += R"(,"TLS.time":)" + number(std::to_string(token->issued_at));
    json += (v2 ? R"(,"TLS.expire":)" : R"(,"TLS.expire_after":)") + number(std::to_string(token->expire));
    if (token->userbuf != nullptr) json += R"(,"TLS.userbuf":)" + quoted(base64(token->userbuf, token->userbuf_len));
    json += '}';
    return 0;
}
