// Replaces the header of the same name in Tencent's server library of version 1.0 (tls-sig-api): compile the .cpp and
// tls_sig_common.cpp with your server in the place of that library, and link usersig. No call changes.
//
// The functions return 0, or one of CHECK_ERR1 to CHECK_ERR17 and say in the last text what is wrong; a token is empty then. A
// UserID is 1 to 1024 bytes of UTF-8 without control characters, a validity 1 second to 50 years, in seconds. A key is the
// text of a PEM file and not its path. No function throws, but for std::bad_alloc. Any thread may call them.
//
// Tokens have the account type 0 and the third-party application 0, whatever is passed: no verifier of version 1.0 compares
// them.
#ifndef CHECK_LICENCE_H
#define CHECK_LICENCE_H

#include "tls_sig_common.h"

// The release of the old library whose functions these are.
#define API_VERSION "201803230000"

// What a token has to be for. strAccountType and strAppid3Rd are not compared.
typedef struct {
    std::string strAccountType;
    std::string strAppid3Rd;
    std::string strAppid; // the SDKAppID in decimal digits
    std::string strIdentify;
} SigInfo;

// --- signing with a private key -------------------------------------------------------------------

TLS_API int tls_gen_signature_ex(uint32_t dwExpire, const std::string &strAppid3Rd, uint32_t dwSdkAppid,
                                 const std::string &strIdentifier, uint32_t dwAccountType, std::string &strSig,
                                 const char *pPriKey, uint32_t uPriKeyLen, std::string &strErrMsg);

TLS_API int tls_gen_signature_ex2_with_expire(uint32_t dwSdkAppid, const std::string &strIdentifier, uint32_t dwExpire,
                                              std::string &strSig, const std::string &strPriKey,
                                              std::string &strErrMsg);

// Valid for 180 days.
TLS_API int tls_gen_signature_ex2(uint32_t dwSdkAppid, const std::string &strIdentifier, std::string &strSig,
                                  const std::string &strPriKey, std::string &strErrMsg);

// Valid for 180 days.
TLS_API int gen_sig(uint32_t sdkappid, const std::string &identifier, const std::string &priKey, std::string &sig);

// With the bytes of `strUserbuf`.
TLS_API int tls_gen_userbuf_ticket(uint32_t dwSdkAppid, const std::string &strIdentifier, uint32_t dwExpire,
                                   const std::string &strPriKey, const std::string &strUserbuf, std::string &strTicket,
                                   std::string &strErrMsg);

// From a JSON object with TLS.identifier, TLS.sdk_appid, TLS.expire_after, TLS.account_type and maybe TLS.appid_at_3rd. `dwFlag`
// chose between this form of a token and an older one, which is no longer written.
TLS_API int tls_gen_signature(const std::string &strJson, std::string &strSig, const char *pPriKey, uint32_t uPriKeyLen,
                              std::string &strErrMsg, uint32_t dwFlag = 0);

// --- signing with a secret key: version 2.0 -------------------------------------------------------

TLS_API int gen_sig_v2(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire,
                       std::string &sig, std::string &errMsg);

TLS_API int gen_sig_v2_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key,
                                    int expire, const std::string &userBuf, std::string &sig, std::string &errMsg);

// --- verifying ------------------------------------------------------------------------------------
// The key decides what is accepted: a public key in PEM tokens of version 1.0, a secret key tokens of version 2.0. In the old
// library the token decided, so that whoever had the public key could make a token of version 2.0 with it. If the token is
// valid or has only expired, the two numbers are its validity in seconds and the Unix time of its issue; otherwise 0.

// A token with a userbuf is not valid here.
TLS_API int tls_check_signature_ex(const std::string &strSig, const char *pPubKey, uint32_t uPubKeyLen,
                                   const SigInfo &stSigInfo, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                                   std::string &strErrMsg);

TLS_API int tls_check_signature_ex2(const std::string &strSig, const std::string &strPubKey, uint32_t dwSdkAppid,
                                    const std::string &strIdentifier, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                                    std::string &strErrMsg);

// Hands out the userbuf, which a token of version 1.0 must have; empty if a token of version 2.0 has none.
TLS_API int tls_check_userbuf_ticket(const std::string &strTicket, const std::string &strPubKey, uint32_t dwSdkAppid,
                                     const std::string &strIdentifier, uint32_t &dwExpireTime, uint32_t &dwInitTime,
                                     std::string &strUserbuf, std::string &strErrMsg);

#endif // CHECK_LICENCE_H
