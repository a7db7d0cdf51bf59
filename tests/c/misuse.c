/* NULLs everywhere, short buffers, impossible lengths. */
#include <stdlib.h>

#include "check.h"

void test_misuse_nulls(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    usersig_request request = request_for(TEXT("bob"));
    usersig_expectation expectation = expectation_of(TEXT("bob"));
    char token[2048];
    usersig_token *out = NULL;
    usersig_report report = {.size = sizeof report};
    size_t len = 77;

    usersig_signer_free(NULL);
    usersig_verifier_free(NULL);
    usersig_token_free(NULL);
    usersig_notes_free(NULL);

#define IS_NULL(call, argument)                                                                                        \
    do {                                                                                                               \
        report.ok = 1;                                                                                                 \
        CHECK_STATUS(call, USERSIG_STATUS_NULL_ARGUMENT);                                                              \
        CHECK(strstr(report.detail, argument " is NULL"));                                                             \
        CHECK(report.ok == 0);                                                                                         \
    } while (0)
#define OUT token, sizeof token, &len, &report
#define SIGN usersig_signer_sign(signer, &request, OUT)
#define VERIFY usersig_verifier_verify(verifier, TEXT("t"), &expectation, NULL, &report)
    IS_NULL(usersig_signer_new(APP, NULL, 1, &signer, &report), "secret_key");
    IS_NULL(usersig_signer_new(APP, TEXT(KEY), NULL, &report), "signer");
    IS_NULL(usersig_signer_new_from_private_key(APP, NULL, 1, &signer, &report), "pem");
    IS_NULL(usersig_signer_new_from_private_key(APP, TEXT("x"), NULL, &report), "signer");
    IS_NULL(usersig_signer_sign(NULL, &request, OUT), "signer");
    IS_NULL(usersig_signer_sign(signer, NULL, OUT), "request");
    IS_NULL(usersig_signer_sign(signer, &request, NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_signer_sign(signer, &request, token, sizeof token, NULL, &report), "len");
    IS_NULL(usersig_signer_sign(signer, &request, NULL, 0, NULL, &report), "len");
    IS_NULL(usersig_sign(APP, NULL, 1, &request, OUT), "secret_key");
    IS_NULL(usersig_sign(APP, TEXT(KEY), NULL, OUT), "request");
    IS_NULL(usersig_sign(APP, TEXT(KEY), &request, NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, NULL, &report), "len");
    request.userid = NULL;
    IS_NULL(SIGN, "userid");
    IS_NULL(usersig_sign(APP, TEXT(KEY), &request, OUT), "userid");
    request = request_for(TEXT("bob"));
    set_userbuf(&request, NULL, 1);
    IS_NULL(SIGN, "userbuf");
    request = request_for(TEXT("bob"));
    set_room_name(&request, NULL, 1, 42);
    IS_NULL(SIGN, "room_name");
    IS_NULL(usersig_verifier_new(APP, NULL, 1, &verifier, &report), "secret_key");
    IS_NULL(usersig_verifier_new(APP, TEXT(KEY), NULL, &report), "verifier");
    IS_NULL(usersig_verifier_new_from_public_key(APP, NULL, 1, &verifier, &report), "pem");
    IS_NULL(usersig_verifier_new_from_public_key(APP, TEXT("x"), NULL, &report), "verifier");
    IS_NULL(usersig_verifier_verify(NULL, TEXT("t"), &expectation, NULL, &report), "verifier");
    IS_NULL(usersig_verifier_verify(verifier, NULL, 1, &expectation, NULL, &report), "token");
    IS_NULL(usersig_verifier_verify(verifier, TEXT("t"), NULL, NULL, &report), "expectation");
    IS_NULL(usersig_verify(APP, NULL, 1, TEXT("t"), &expectation, NULL, &report), "secret_key");
    IS_NULL(usersig_verify(APP, TEXT(KEY), NULL, 1, &expectation, NULL, &report), "token");
    IS_NULL(usersig_verify(APP, TEXT(KEY), TEXT("t"), NULL, NULL, &report), "expectation");
    expectation.userid = NULL;
    IS_NULL(VERIFY, "userid");
    expectation = expectation_of(TEXT("bob"));
    expectation.contents = USERSIG_CONTENTS_USERBUF;
    expectation.userbuf_len = 1;
    IS_NULL(VERIFY, "userbuf");
    expectation = expectation_of(TEXT("bob"));
    expectation.contents = USERSIG_CONTENTS_ROOM_NAME;
    expectation.room_name_len = 1;
    IS_NULL(VERIFY, "room_name");
    IS_NULL(usersig_inspect_unverified(NULL, 1, &out, &report), "token");
    IS_NULL(usersig_inspect_unverified(TEXT("t"), NULL, &report), "out");
#undef VERIFY
#undef SIGN
#undef OUT
#undef IS_NULL
    CHECK(len == 77 && out == NULL);

    usersig_signer_free(signer);
    usersig_verifier_free(verifier);
}

void test_misuse_lengths(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    usersig_request request = request_for("bob", (size_t)-1);
    usersig_expectation expectation = expectation_of("bob", (size_t)-1);
    usersig_report report = {.size = sizeof report};
    char token[2048];
    size_t len = 77;

#define SIGN(cap) usersig_signer_sign(signer, &request, token, cap, &len, &report)
    CHECK_STATUS(SIGN(sizeof token), USERSIG_STATUS_BAD_LENGTH);
    CHECK(strstr(report.detail, "userid") != NULL);
    request.userid_len = (size_t)PTRDIFF_MAX + 1;
    CHECK_STATUS(SIGN(sizeof token), USERSIG_STATUS_BAD_LENGTH);
    request = request_for(TEXT("bob"));
    CHECK_STATUS(SIGN((size_t)-1), USERSIG_STATUS_BAD_LENGTH);
    set_userbuf(&request, "abc", (size_t)-1);
    CHECK_STATUS(SIGN(sizeof token), USERSIG_STATUS_BAD_LENGTH);
    CHECK(strstr(report.detail, "userbuf") != NULL);
    request = request_for(TEXT("bob"));
    set_room_name(&request, "abc", (size_t)-1, 0);
    CHECK_STATUS(SIGN(sizeof token), USERSIG_STATUS_BAD_LENGTH);
    CHECK(strstr(report.detail, "room_name") != NULL);
#undef SIGN
    CHECK(len == 77);
    CHECK_STATUS(usersig_verifier_verify(verifier, "t", 1, &expectation, NULL, &report), USERSIG_STATUS_BAD_LENGTH);
    CHECK_STATUS(usersig_verifier_verify(verifier, "t", (size_t)-1, &expectation, NULL, NULL),
                 USERSIG_STATUS_BAD_LENGTH);
    usersig_verifier_free(verifier);
    usersig_signer_free(signer);
}

/* Signs into a heap buffer of each size, so that one byte too many is seen by the sanitizer and valgrind. */
void test_misuse_short_buffers(void) {
    usersig_signer *signer = new_signer();
    const usersig_request request = request_for(TEXT("bob"));
    usersig_report report = {.size = sizeof report};
    size_t needed = 0, len, cap, i;
    char *buffer;

    CHECK_STATUS(usersig_signer_sign(signer, &request, NULL, 0, &needed, &report), USERSIG_STATUS_BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed < 512);
    for (cap = 0; cap <= needed + 2; ++cap) {
        usersig_status status;
        int untouched = 1;
        buffer = malloc(cap == 0 ? 1 : cap);
        if (buffer == NULL) abort();
        memset(buffer, 0x55, cap == 0 ? 1 : cap);
        len = 77;
        status = usersig_signer_sign(signer, &request, buffer, cap, &len, &report);
        if (cap <= needed) {
            CHECK_STATUS(status, USERSIG_STATUS_BUFFER_TOO_SMALL);
            for (i = 0; i < cap; ++i) untouched &= buffer[i] == 0x55;
            CHECK(untouched && len == needed && report.findings == 0);
        } else {
            CHECK_STATUS(status, USERSIG_STATUS_OK);
            CHECK(len == needed && buffer[needed] == '\0' && strlen(buffer) == needed);
        }
        free(buffer);
    }
    usersig_signer_free(signer);
}
