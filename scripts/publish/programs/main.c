#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <usersig.h>

static const char *verdict(const char *key, const char *token, size_t length, const char *user) {
    usersig_report report = {.size = sizeof report};
    usersig_expectation expectation = {.size = sizeof expectation, .userid = user, .userid_len = strlen(user)};
    return usersig_verify(1400000000, key, strlen(key), token, length, &expectation, NULL, &report) == USERSIG_STATUS_OK
               ? "valid"
               : "rejected";
}

int main(void) {
    const char *key = getenv("USERSIG_SECRET_KEY");
    usersig_report report = {.size = sizeof report};
    usersig_request request = {
        .size = sizeof request, .userid = "xiaojun", .userid_len = 7, .validity = USERSIG_VALIDITY_CLIENT};
    char token[512];
    size_t length;
    if (usersig_sign(1400000000, key, strlen(key), &request, token, sizeof token, &length, &report) !=
        USERSIG_STATUS_OK)
        return puts(report.detail), 1;
    printf("xiaojun: %s, mallory: %s\n", verdict(key, token, length, "xiaojun"),
           verdict(key, token, length, "mallory"));
    return 0;
}
