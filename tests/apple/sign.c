/* A program for a Mac that needs the library: signs one token. */
#include <stdio.h>
#include <string.h>
#include <usersig.h>

int main(int argc, char **argv) {
    usersig_request request = {.size = sizeof request};
    char token[2048];
    size_t length;
    if (argc != 3) return 2;
    request.userid = argv[2];
    request.userid_len = strlen(argv[2]);
    request.validity = USERSIG_VALIDITY_CLIENT;
    if (usersig_sign(1400000000, argv[1], strlen(argv[1]), &request, token, sizeof token, &length, NULL) !=
        USERSIG_STATUS_OK)
        return 1;
    puts(token);
    return 0;
}
