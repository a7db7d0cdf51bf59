/* Replaces the header of the same name in Tencent's server library of version 1.0 (tls-sig-api): functions for C, C# and
 * whatever else loads a DLL, over tls_signature.h. Compile sigcheck.cpp, tls_signature.cpp and tls_sig_common.cpp, and link
 * usersig.
 *
 * Texts end in NUL; keys are the text of a PEM file and its length. A result is written to a buffer of the stated size with its
 * NUL, and never in part. The functions return 0, -1 if the buffer for the token is too small, or one of CHECK_ERR1 to
 * CHECK_ERR17, and write what is wrong to `err_msg`, truncated to its buffer. A null pointer is the empty text or a buffer of
 * the size 0. No function throws. */
#ifndef SIGCHECK_H
#define SIGCHECK_H

#ifndef TLS_API
#ifdef _WIN32
#define TLS_API __declspec(dllexport)
#else
#define TLS_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#define TLS_OUT(type) type &
#else
#define TLS_OUT(type) type *
#endif

/* Signs for `expire` seconds. `appid3rd` and `acctype` are not used: the token has 0 for both. */
TLS_API int tls_gen_sig(unsigned int expire, const char *appid3rd, unsigned int sdkappid, const char *identifier,
                        unsigned int acctype, char *sig, unsigned int sig_buff_len, const char *pri_key,
                        unsigned int pri_key_len, char *err_msg, unsigned int err_msg_buff_len);

/* Signs for 180 days. */
TLS_API int tls_gen_sig_ex(unsigned int sdkappid, const char *identifier, char *sig, unsigned int sig_buff_len,
                           const char *pri_key, unsigned int pri_key_len, char *err_msg, unsigned int err_msg_buff_len);

TLS_API int tls_gen_sig_ex_with_expire(unsigned int sdkappid, const char *identifier, unsigned int expire, char *sig,
                                       unsigned int sig_buff_len, const char *pri_key, unsigned int pri_key_len,
                                       char *err_msg, unsigned int err_msg_buff_len);

/* Verifies. `acctype` and `appid3rd` are not compared. */
TLS_API int tls_vri_sig(const char *sig, const char *pub_key, unsigned int pub_key_len, unsigned int acctype,
                        const char *appid3rd, unsigned int sdkappid, const char *identifier, char *err_msg,
                        unsigned int err_msg_buff_len);

/* Verifies; the two numbers are the validity in seconds and the Unix time of issue, or 0 if the token is not valid. */
TLS_API int tls_vri_sig_ex(const char *sig, const char *pub_key, unsigned int pub_key_len, unsigned int sdkappid,
                           const char *identifier, TLS_OUT(unsigned int) expire_time, TLS_OUT(unsigned int) init_time,
                           char *err_msg, unsigned int err_msg_buff_len);

#ifdef __cplusplus
}
#endif

#endif /* SIGCHECK_H */
