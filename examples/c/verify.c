/* Verifies a token, and names the mistake in the code that made it.
 *
 *     cc examples/c/verify.c $(pkg-config --cflags --libs usersig) -o verify && ./verify xiaojun TOKEN
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <usersig.h>

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: verify USERID TOKEN\n");
        return 2;
    }
    const char *key = getenv("USERSIG_SECRET_KEY");
    if (key == NULL) key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

    usersig_report report = {.size = sizeof report};
    usersig_verifier *verifier;
    if (usersig_verifier_new(1400000000, key, strlen(key), &verifier, &report) != USERSIG_STATUS_OK) {
        fprintf(stderr, "%s\n%s\n", report.detail, report.hint);
        return 2;
    }

    usersig_expectation expectation = {.size = sizeof expectation};
    expectation.userid = argv[1];
    expectation.userid_len = strlen(argv[1]);
    expectation.contents = USERSIG_CONTENTS_NONE; /* a UserSig, and no PrivateMapKey in its place */

    /* A server calls usersig_verifier_verify. This returns the same status, and says more to a person. */
    usersig_notes *notes = NULL;
    usersig_status status =
        usersig_verifier_diagnose(verifier, argv[2], strlen(argv[2]), &expectation, key, strlen(key), &notes, &report);
    puts(status == USERSIG_STATUS_OK ? "valid" : "not valid");
    for (uint32_t i = 0; notes != NULL && i < notes->count; i++) {
        const usersig_note *note = notes->notes[i];
        printf("%s: %s\n    %s\n", note->name, note->detail, note->fix);
    }
    usersig_notes_free(notes);
    usersig_verifier_free(verifier);
    return status == USERSIG_STATUS_OK ? 0 : 1;
}
