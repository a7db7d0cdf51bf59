/* With a system clock that was never set nothing is signed by it, and every token has expired: the program brings the
 * clock itself. */
#include <string.h>
#include <time.h>

#include <usersig.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    (void)clock;
    now->tv_sec = -1;
    now->tv_nsec = 0;
    return 0;
}

int main(void) {
    usersig_request request = {.size = sizeof request};
    usersig_expectation expectation = {.size = sizeof expectation};
    usersig_report report = {.size = sizeof report};
    char token[512];
    size_t len = 0;

    request.userid = expectation.userid = "bob";
    request.userid_len = expectation.userid_len = 3;
    request.validity = USERSIG_VALIDITY_MAX;
    if (usersig_sign(1400000000u, "k", 1, &request, token, sizeof token, &len, &report) != USERSIG_STATUS_BAD_TIME)
        return 1;
    if (report.ok != 0 || strstr(report.detail, "1970") == NULL || len != 0) return 2;
    request.flags = USERSIG_FLAG_FIXED_TIME;
    request.issued_at = 1700000000u;
    if (usersig_sign(1400000000u, "k", 1, &request, token, sizeof token, &len, &report) != USERSIG_STATUS_OK) return 3;
    if (usersig_verify(1400000000u, "k", 1, token, len, &expectation, NULL, &report) != USERSIG_STATUS_EXPIRED)
        return 4;
    expectation.flags = USERSIG_FLAG_FIXED_TIME;
    expectation.now = 1700000000u;
    return usersig_verify(1400000000u, "k", 1, token, len, &expectation, NULL, &report) == USERSIG_STATUS_OK ? 0 : 5;
}
