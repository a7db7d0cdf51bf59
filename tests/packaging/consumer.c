/* Somebody else's program in C: signs, verifies, reads a report. Prints nothing and ends with 0 when all is well. */
#include <usersig.h>

#include <stdio.h>
#include <string.h>

#define KEY "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

static int wrong(const char *what, usersig_status status, const char *detail) {
    fprintf(stderr, "%s: status %d, %s\n", what, (int)status, detail);
    return 1;
}

int main(void) {
    char token[1024];
    size_t length = 0;
    usersig_request request = {.size = sizeof request};
    usersig_expectation expectation = {.size = sizeof expectation};
    usersig_report report = {.size = sizeof report};
    usersig_token *read = NULL;

    if (usersig_abi_version() != USERSIG_ABI_VERSION) return wrong("another ABI", 0, usersig_version());
    request.flags = expectation.flags = USERSIG_FLAG_FIXED_TIME;
    request.userid = expectation.userid = "xiaojun";
    request.userid_len = expectation.userid_len = 7;
    request.validity = USERSIG_VALIDITY_CLIENT;
    request.issued_at = expectation.now = 1700000000;
    usersig_status status = usersig_sign(1400000000, KEY, strlen(KEY), &request, token, sizeof token, &length, &report);
    if (status != USERSIG_STATUS_OK) return wrong("sign", status, report.detail);
    status = usersig_verify(1400000000, KEY, strlen(KEY), token, length, &expectation, &read, &report);
    if (status != USERSIG_STATUS_OK) return wrong("verify", status, report.detail);
    if (read->expire != USERSIG_VALIDITY_CLIENT) return wrong("the token", status, read->userid);
    usersig_token_free(read);
    expectation.now = 1700604801;
    status = usersig_verify(1400000000, KEY, strlen(KEY), token, length, &expectation, NULL, &report);
    if (status != USERSIG_STATUS_EXPIRED || report.service_code != 70001) return wrong("expiry", status, report.detail);
    return 0;
}
