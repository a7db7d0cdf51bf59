// What tls_sig_api_v2.h, tls_signature.h and sigcheck.h share. Include those; the second half of this file is their own.
#ifndef USERSIG_TLS_SIG_COMMON_H
#define USERSIG_TLS_SIG_COMMON_H

#include <usersig.h>

#include <stdint.h>

#include <cstddef>
#include <string>

// As in the old files, a DLL that is built from these exports the functions.
#ifndef TLS_API
#ifdef _WIN32
#define TLS_API __declspec(dllexport)
#else
#define TLS_API
#endif
#endif

// What the functions return: 0, or one of these. Version 1.0 has its first nine numbers in one spelling, version 2.0 in the
// other. CHECK_ERR05, 10, 11 and 12 are not returned.
enum {
    CHECK_ERR1 = 1, // the token is empty
    CHECK_ERR2,     // it is not base64
    CHECK_ERR3,     // it is not a zlib stream
    CHECK_ERR4,     // it is not JSON
    CHECK_ERR5,
    CHECK_ERR6, // its signature is not base64
    CHECK_ERR7, // a field is missing or has a wrong form
    CHECK_ERR8, // the signature does not match, the key cannot be used, or it is of the other kind
    CHECK_ERR9, // the token has expired
    CHECK_ERR01 = CHECK_ERR1,
    CHECK_ERR02,
    CHECK_ERR03,
    CHECK_ERR04,
    CHECK_ERR05,
    CHECK_ERR06,
    CHECK_ERR07,
    CHECK_ERR08,
    CHECK_ERR09,
    CHECK_ERR10,
    CHECK_ERR11,
    CHECK_ERR12,
    CHECK_ERR13, // it is for another UserID
    CHECK_ERR14, // it is for another SDKAppID
    CHECK_ERR15, // the userbuf is not the expected one
    CHECK_ERR16, // an argument is not valid, as the message says
    CHECK_ERR17, // the key cannot sign
    CHECK_ERR_MAX
};

// Do nothing: usersig needs no set-up for threads.
inline int thread_setup() { return 0; }
inline void thread_cleanup() {}

namespace tls_signature_inner {
// Writes what is in a token, without verifying it, as JSON: the fields that usersig reads, which are not the signature, the
// account type and the third-party application.
TLS_API int SigToJson(const std::string &sig, std::string &json, std::string &errmsg);
} // namespace tls_signature_inner

namespace usersig_tls {

// A request for a token without contents. It points into `userid`. A validity below 1 second fails when it is signed.
usersig_request request(const std::string &userid, long long expire);
// With a userbuf, into which it points too.
usersig_request request(const std::string &userid, long long expire, const std::string &userbuf);

// Signs with the key that `new_signer` reads. If it fails, `sig` is empty: the caller has no older token in its place.
int sign(decltype(&usersig_signer_new) new_signer, uint32_t sdkappid, const char *key, std::size_t key_len,
         const usersig_request &request, std::string &sig, std::string &errmsg);

// The number for what the library found when it read or verified a token.
int check_err(usersig_status status, const char *detail);

} // namespace usersig_tls

#endif
