/* sigcheck.h is a header for C too. */
#include "sigcheck.h"

#include <string.h>

int sigcheck_from_c(const char *pri_key, const char *pub_key, unsigned int *expire) {
    char sig[4096], err_msg[256];
    unsigned int init;
    int ret = tls_gen_sig_ex_with_expire(1234, "xiaojun", 300, sig, sizeof sig, pri_key, (unsigned int)strlen(pri_key),
                                         err_msg, sizeof err_msg);
    if (ret != 0) return ret;
    return tls_vri_sig_ex(sig, pub_key, (unsigned int)strlen(pub_key), 1234, "xiaojun", expire, &init, err_msg,
                          sizeof err_msg);
}
