/* A program for a Mac that needs the library: signs one token. */
#include <stdio.h>
#include <string.h>
#include <usersig.h>

int main(int argc, char **argv) {
    char token[2048];
    size_t length;
    if (argc != 3) return 2;
    if (usersig_sign(1400000000, argv[1], strlen(argv[1]), argv[2], strlen(argv[2]), 604800, token, sizeof token,
                     &length, NULL) != USERSIG_STATUS_OK)
        return 1;
    puts(token);
    return 0;
}
