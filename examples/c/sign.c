/* Signs a UserSig with a signer that a program makes once and keeps.
 *
 *     cc examples/c/sign.c $(pkg-config --cflags --libs usersig) -o sign && ./sign xiaojun
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <usersig.h>

int main(int argc, char **argv) {
    /* The published sample key: the service accepts no token of it. A server reads its own from its secrets. */
    const char *key = getenv("USERSIG_SECRET_KEY");
    if (key == NULL) key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    const char *userid = argc > 1 ? argv[1] : "xiaojun";

    usersig_report report = {.size = sizeof report};
    usersig_signer *signer;
    if (usersig_signer_new(1400000000, key, strlen(key), &signer, &report) != USERSIG_STATUS_OK) {
        fprintf(stderr, "%s\n%s\n", report.detail, report.hint);
        return 1;
    }

    usersig_request request = {.size = sizeof request};
    request.userid = userid;
    request.userid_len = strlen(userid);
    request.validity = USERSIG_VALIDITY_CLIENT;
    char token[512];
    size_t len;
    usersig_status status = usersig_signer_sign(signer, &request, token, sizeof token, &len, &report);
    usersig_signer_free(signer);
    if (status != USERSIG_STATUS_OK) {
        fprintf(stderr, "%s\n%s\n", report.detail, report.hint);
        return 1;
    }
    puts(token);
    return 0;
}
