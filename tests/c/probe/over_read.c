/* Lies about the length of a UserID: AddressSanitizer must stop the library when it reads past the end. */
#include <stdlib.h>
#include <string.h>

#include <usersig.h>

int main(void) {
    usersig_request request = {.size = sizeof request};
    char token[2048];
    size_t len = 0;
    char *userid = malloc(4);
    usersig_status status;

    if (userid == NULL) return 1;
    memcpy(userid, "bobb", 4);
    request.userid = userid;
    request.userid_len = 5;
    request.validity = 604800;
    status = usersig_sign(1400000000u, "k", 1, &request, token, sizeof token, &len, NULL);
    free(userid);
    return status == USERSIG_STATUS_OK ? 2 : 3;
}
