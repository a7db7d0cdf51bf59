/* Somebody else's program in C: signs, verifies, reads a refusal. Says nothing and ends with 0 when all is well. */
#include <usersig.h>

#include <stdio.h>
#include <string.h>

#define KEY "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

static int wrong(const char *what, usersig_status status, const char *detail) {
    fprintf(stderr, "%s: status %d, %s\n", what, (int) status, detail);
    return 1;
}

int main(void) {
    char token[1024];
    size_t length = 0;
    usersig_report report;
    memset(&report, 0, sizeof report);
    report.size = sizeof report;

    if (usersig_abi_version() != USERSIG_ABI_VERSION) return wrong("another ABI", 0, usersig_version());
    usersig_status status = usersig_sign_at(1400000000, KEY, strlen(KEY), "xiaojun", 7, USERSIG_VALIDITY_CLIENT, 1700000000,
                                            token, sizeof token, &length, &report);
    if (status != USERSIG_STATUS_OK) return wrong("sign", status, report.detail);
    status = usersig_verify_at(1400000000, KEY, strlen(KEY), token, length, "xiaojun", 7, 1700000000, &report);
    if (status != USERSIG_STATUS_OK) return wrong("verify", status, report.detail);
    status = usersig_verify_at(1400000000, KEY, strlen(KEY), token, length, "xiaojun", 7, 1700604801, &report);
    if (status != USERSIG_STATUS_EXPIRED || report.service_code != 70001) return wrong("expiry", status, report.detail);
    return 0;
}
