/* A program that was compiled against a newer header, whose structs end in a field `later`: scripts/stages/abi edits the
 * header. Usage: newer_header today|grown, the library that is loaded. Ends with `N passed, N failed`. */
#include <stdio.h>
#include <string.h>

#include <usersig.h>

static int passed, failed;

static void check(int good, const char *what) {
    good ? ++passed : ++failed;
    if (!good) printf("FAILED  %s\n", what);
}

int main(int argc, char **argv) {
    const int grown = argc == 2 && strcmp(argv[1], "grown") == 0;
    usersig_request request = {.size = sizeof request};
    usersig_expectation expectation = {.size = sizeof expectation};
    usersig_report report = {.size = sizeof report};
    usersig_token *token = NULL;
    usersig_notes *notes = NULL;
    uint32_t i;
    char text[512];
    size_t len = 0;

    if (argc != 2) return 2;
    request.userid = expectation.userid = "bob";
    request.userid_len = expectation.userid_len = 3;
    request.validity = 60;
    report.later = 7;
    check(usersig_sign(1400000000u, "k", 1, &request, text, sizeof text, &len, &report) == USERSIG_STATUS_OK, "signs");
    check(report.ok == 1, "the report is filled in");
    check(report.later == (grown ? UINT64_MAX : 0), "the library sets what it does not know to 0");
    check(usersig_verify(1400000000u, "k", 1, text, len, &expectation, &token, &report) == USERSIG_STATUS_OK,
          "verifies");
    check(token != NULL && strcmp(token->userid, "bob") == 0, "the token is read");
    /* The library's size says whether the field is there at all. */
    if (token != NULL) {
        check((token->size >= sizeof *token) == grown, "the size of the token is the library's");
        if (token->size >= sizeof *token) check(token->later == UINT64_MAX, "the new field of the token");
    }
    usersig_token_free(token);
    check(usersig_explain("70101", 5, &notes, &report) == USERSIG_STATUS_OK && notes->count == 2, "explains a code");
    if (notes != NULL) {
        check((notes->size >= sizeof *notes) == grown, "the size of the notes is the library's");
        if (notes->size >= sizeof *notes) check(notes->later == UINT64_MAX, "the new field of the notes");
    }
    for (i = 0; notes != NULL && i < notes->count; ++i) {
        const usersig_note *note = notes->notes[i];
        check(note->code == 70101 && note->layer[0] != '\0', "a note is read");
        check((note->size >= sizeof *note) == grown, "the size of a note is the library's");
        if (note->size >= sizeof *note) check(note->later == UINT64_MAX, "the new field of a note");
    }
    usersig_notes_free(notes);
    check(usersig_verify(1400000000u, "other", 5, text, len, &expectation, NULL, &report) ==
                  USERSIG_STATUS_BAD_SIGNATURE &&
              report.service_code == 70009,
          "another key is 70009");

    /* What the library does not know it cannot obey. */
    request.later = 1;
    check(usersig_sign(1400000000u, "k", 1, &request, text, sizeof text, &len, &report) ==
              (grown ? USERSIG_STATUS_OK : USERSIG_STATUS_BAD_STRUCT_SIZE),
          "a new field of the request that is set");
    expectation.later = 1;
    check(usersig_verify(1400000000u, "k", 1, text, len, &expectation, NULL, &report) ==
              (grown ? USERSIG_STATUS_OK : USERSIG_STATUS_BAD_STRUCT_SIZE),
          "a new field of the expectation that is set");
    check(grown || (report.ok == 0 && strstr(report.detail, "library") != NULL), "the report says so");
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
