#include "tls_signature.h"

#include <cstdlib>
#include <memory>

namespace {

using Token = std::unique_ptr<usersig_token, void (*)(usersig_token *)>;

uint32_t clamp(uint64_t seconds) { return seconds > UINT32_MAX ? UINT32_MAX : static_cast<uint32_t>(seconds); }

// Verifies a token whose contents are USERSIG_CONTENTS_NONE or _DEFAULT, and copies the userbuf if one is wanted.
int verify(const std::string &sig, const std::string &key, uint32_t sdkappid, const std::string &userid,
           uint32_t contents, uint32_t &expire, uint32_t &init, std::string *userbuf, std::string &errmsg) {
    expire = init = 0;
    usersig_report report = {};
    report.size = sizeof report;
    usersig_expectation expectation = {};
    expectation.size = sizeof expectation;
    expectation.userid = userid.data();
    expectation.userid_len = userid.size();
    expectation.contents = contents;

    const bool pem = key.find("-----BEGIN") != std::string::npos;
    usersig_verifier *verifier = nullptr;
    usersig_token *made = nullptr;
    usersig_status status = (pem ? usersig_verifier_new_from_public_key
                                 : usersig_verifier_new)(sdkappid, key.data(), key.size(), &verifier, &report);
    if (status == USERSIG_STATUS_OK) {
        status = usersig_verifier_verify(verifier, sig.data(), sig.size(), &expectation, &made, &report);
        usersig_verifier_free(verifier);
    }
    // What comes before the expiry in the order of findings is the signature: so these numbers were signed.
    if (status == USERSIG_STATUS_EXPIRED &&
        usersig_inspect_unverified(sig.data(), sig.size(), &made, nullptr) != USERSIG_STATUS_OK) {
        made = nullptr;
    }
    const Token token(made, usersig_token_free);
    if (token) {
        expire = clamp(token->expire);
        init = clamp(token->issued_at);
    }
    if (status != USERSIG_STATUS_OK) {
        errmsg = report.detail;
        return usersig_tls::check_err(status, report.detail);
    }
    if (userbuf != nullptr) {
        if (token->userbuf == nullptr && token->version != USERSIG_TOKEN_V2) {
            expire = init = 0;
            errmsg = "the token has no userbuf; expected one";
            return CHECK_ERR15;
        }
        userbuf->assign(reinterpret_cast<const char *>(token->userbuf), token->userbuf_len);
    }
    return 0;
}

int sign(uint32_t sdkappid, const std::string &userid, long long expire, const std::string &key, std::string &sig,
         std::string &errmsg) {
    return usersig_tls::sign(usersig_signer_new_from_private_key, sdkappid, key.data(), key.size(),
                             usersig_tls::request(userid, expire), sig, errmsg);
}

std::string text(const char *data, uint32_t length) { return data == nullptr ? "" : std::string(data, length); }

} // namespace

int tls_gen_signature_ex(uint32_t dwExpire, const std::string &, uint32_t dwSdkAppid, const std::string &strIdentifier,
                         uint32_t, std::string &strSig, const char *pPriKey, uint32_t uPriKeyLen,
                         std::string &strErrMsg) {
    return sign(dwSdkAppid, strIdentifier, dwExpire, text(pPriKey, uPriKeyLen), strSig, strErrMsg);
}

int tls_gen_signature_ex2_with_expire(uint32_t dwSdkAppid, const std::string &strIdentifier, uint32_t dwExpire,
                                      std::string &strSig, const std::string &strPriKey, std::string &strErrMsg) {
    return sign(dwSdkAppid, strIdentifier, dwExpire, strPriKey, strSig, strErrMsg);
}

int tls_gen_signature_ex2(uint32_t dwSdkAppid, const std::string &strIdentifier, std::string &strSig,
                          const std::string &strPriKey, std::string &strErrMsg) {
    return sign(dwSdkAppid, strIdentifier, USERSIG_VALIDITY_SERVER, strPriKey, strSig, strErrMsg);
}

int gen_sig(uint32_t sdkappid, const std::string &identifier, const std::string &priKey, std::string &sig) {
    std::string ignored;
    return sign(sdkappid, identifier, USERSIG_VALIDITY_SERVER, priKey, sig, ignored);
}

int tls_gen_userbuf_ticket(uint32_t dwSdkAppid, const std::string &strIdentifier, uint32_t dwExpire,
                           const std::string &strPriKey, const std::string &strUserbuf, std::string &strTicket,
                           std::string &strErrMsg) {
    return usersig_tls::sign(usersig_signer_new_from_private_key, dwSdkAppid, strPriKey.data(), strPriKey.size(),
                             usersig_tls::request(strIdentifier, dwExpire, strUserbuf), strTicket, strErrMsg);
}

int tls_gen_signature(const std::string &strJson, std::string &strSig, const char *pPriKey, uint32_t uPriKeyLen,
                      std::string &strErrMsg, uint32_t) {
    strSig.clear();
    // The caller's object with a time and a signature is a token of the oldest form, so the library can read it.
    const std::size_t brace = strJson.find_first_not_of(" \t\r\n");
    if (brace == std::string::npos || strJson[brace] != '{') {
        strErrMsg = "JSON: expected an object";
        return CHECK_ERR4;
    }
    const std::string plain =
        R"({"TLS.time":"2020-01-01T00:00:00-08:00","TLS.sig":"AA==",)" + strJson.substr(brace + 1);
    usersig_report report = {};
    report.size = sizeof report;
    usersig_token *made = nullptr;
    const usersig_status status = usersig_inspect_unverified(plain.data(), plain.size(), &made, &report);
    const Token token(made, usersig_token_free);
    if (status != USERSIG_STATUS_OK) {
        strErrMsg = report.detail;
        return CHECK_ERR4;
    }
    return sign(token->sdkappid, std::string(token->userid, token->userid_len), clamp(token->expire),
                text(pPriKey, uPriKeyLen), strSig, strErrMsg);
}

int gen_sig_v2(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire, std::string &sig,
               std::string &errMsg) {
    return usersig_tls::sign(usersig_signer_new, sdkappid, key.data(), key.size(),
                             usersig_tls::request(identifier, expire), sig, errMsg);
}

int gen_sig_v2_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire,
                            const std::string &userBuf, std::string &sig, std::string &errMsg) {
    return usersig_tls::sign(usersig_signer_new, sdkappid, key.data(), key.size(),
                             usersig_tls::request(identifier, expire, userBuf), sig, errMsg);
}

int tls_check_signature_ex(const std::string &strSig, const char *pPubKey, uint32_t uPubKeyLen,
                           const SigInfo &stSigInfo, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                           std::string &strErrMsg) {
    // 0, which no token is for, if it is not a number of 32 bits.
    char *end = nullptr;
    const unsigned long long sdkappid = std::strtoull(stSigInfo.strAppid.c_str(), &end, 10);
    return verify(strSig, text(pPubKey, uPubKeyLen),
                  *end != '\0' || sdkappid > UINT32_MAX ? 0 : static_cast<uint32_t>(sdkappid), stSigInfo.strIdentify,
                  USERSIG_CONTENTS_NONE, dwExpireTime, dwInitTime, nullptr, strErrMsg);
}

int tls_check_signature_ex2(const std::string &strSig, const std::string &strPubKey, uint32_t dwSdkAppid,
                            const std::string &strIdentifier, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                            std::string &strErrMsg) {
    return verify(strSig, strPubKey, dwSdkAppid, strIdentifier, USERSIG_CONTENTS_NONE, dwExpireTime, dwInitTime,
                  nullptr, strErrMsg);
}

int tls_check_userbuf_ticket(const std::string &strTicket, const std::string &strPubKey, uint32_t dwSdkAppid,
                             const std::string &strIdentifier, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                             std::string &strUserbuf, std::string &strErrMsg) {
    strUserbuf.clear();
    return verify(strTicket, strPubKey, dwSdkAppid, strIdentifier, USERSIG_CONTENTS_DEFAULT, dwExpireTime, dwInitTime,
                  &strUserbuf, strErrMsg);
}
