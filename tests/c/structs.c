/* The structs of the caller: their sizes, fields that are not used, and what a report keeps. The same program also runs
 * with a library whose structs have a field more (scripts/stages/abi). */
#include <stdlib.h>

#include "check.h"

/* Bytes that a newer header could have behind each struct, and how many of them the loaded library may know. */
enum { LATER = 64, KNOWN_TO_A_GROWN_LIBRARY = 16 };

static size_t known_later(void) {
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    usersig_token *read = NULL;
    size_t known;
    if (usersig_inspect_unverified(token.text, token.len, &read, NULL) != USERSIG_STATUS_OK) abort();
    known = read->size == sizeof *read ? 0 : KNOWN_TO_A_GROWN_LIBRARY;
    usersig_token_free(read);
    return known;
}

static int all_bytes_are(const void *memory, size_t len, int byte) {
    const unsigned char *bytes = memory;
    size_t i;
    for (i = 0; i < len; ++i)
        if (bytes[i] != byte) return 0;
    return 1;
}

/* Whether only zeroes follow the text. */
static int nothing_behind(const char *text, size_t size) {
    const size_t len = strlen(text);
    return len < size && all_bytes_are(text + len, size - len, 0);
}

/* The `size` of a report was forgotten, so it is any number: nothing is written at all, and the caller learns of it. */
void test_structs_report_size_forgotten(void) {
    const uint32_t wrong[] = {0,     1,     3,     8,           2064,      sizeof(usersig_report) - 1, 4097, 8192,
                              65535, 65536, 65537, 0x55555555u, UINT32_MAX};
    const usersig_request request = request_for(TEXT("bob")), bad_request = request_for(TEXT(""));
    const usersig_expectation expectation = expectation_of(TEXT("bob"));
    usersig_signer *signer = new_signer(), *made = NULL;
    usersig_verifier *verifier = new_verifier();
    /* On the heap, so that a sanitizer sees a byte written behind it. */
    usersig_report *report = malloc(sizeof *report);
    char token[1024];
    size_t i, len = 77;

    if (report == NULL) abort();
    for (i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        memset(report, 0x55, sizeof *report);
        report->size = wrong[i];
        token[0] = 0x55;
        CHECK_STATUS(usersig_signer_sign(signer, &request, token, sizeof token, &len, report),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &bad_request, token, sizeof token, &len, report),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK_STATUS(usersig_verifier_verify(verifier, TEXT("t"), &expectation, NULL, report),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK_STATUS(usersig_verify(APP, TEXT(KEY), TEXT("t"), &expectation, NULL, report),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK_STATUS(usersig_signer_new(APP, TEXT(KEY), &made, report), USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK(token[0] == 0x55 && len == 77 && made == NULL && report->size == wrong[i]);
        CHECK(all_bytes_are((const char *)report + sizeof report->size, sizeof *report - sizeof report->size, 0x55));
    }
    free(report);
    usersig_verifier_free(verifier);
    usersig_signer_free(signer);
}

/* A report that is used again shows nothing of an earlier call: no text behind a shorter one, not even after a success. */
void test_structs_report_keeps_nothing(void) {
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    usersig_expectation expectation;
    usersig_report report;
    char long_user[1024];

    memset(long_user, 'x', sizeof long_user);
    memset(&report, 0x55, sizeof report);
    report.size = sizeof report;
#define KEEPS_NOTHING()                                                                                                \
    CHECK(nothing_behind(report.detail, sizeof report.detail) && nothing_behind(report.hint, sizeof report.hint))

    expectation = expectation_of(long_user, sizeof long_user);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_USERID_MISMATCH);
    CHECK(strlen(report.detail) > 60 && report.ok == 0);
    KEEPS_NOTHING();
    expectation = expectation_of(TEXT("bob"));
    CHECK_STATUS(usersig_verify(APP, TEXT(KEY), NULL, 0, &expectation, NULL, &report), USERSIG_STATUS_EMPTY);
    CHECK(strlen(report.detail) < 60 && report.ok == 0);
    KEEPS_NOTHING();
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_OK);
    CHECK(report.ok == 1 && report.findings == 0 && report.service_code == 0);
    CHECK(all_bytes_are(report.detail, sizeof report.detail, 0) && all_bytes_are(report.hint, sizeof report.hint, 0));
    expectation.leeway = UINT64_MAX;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_BAD_LEEWAY);
    CHECK(report.ok == 0 && report.findings == 0);
    KEEPS_NOTHING();
#undef KEEPS_NOTHING
}

/* A report that no call has filled in is not ok. */
void test_structs_report_without_a_call(void) {
    usersig_report report = {.size = sizeof report};
    const usersig_expectation expectation = expectation_of(TEXT("bob"));

    CHECK(report.ok == 0 && report.detail[0] == '\0');
    report.size = sizeof report - 1;
    CHECK_STATUS(usersig_verify(APP, TEXT(KEY), TEXT("t"), &expectation, NULL, &report),
                 USERSIG_STATUS_BAD_STRUCT_SIZE);
    CHECK(report.ok == 0);
}

/* What a program has that was compiled with a later, larger header. */
void test_structs_larger_report(void) {
    struct {
        usersig_report report;
        char later[LATER];
    } *larger = malloc(sizeof *larger);
    usersig_request request = request_for(TEXT(""));
    const size_t known = known_later();
    char token[1024];
    size_t len = 0;

    if (larger == NULL) abort();
    memset(larger, 0x55, sizeof *larger);
    larger->report.size = sizeof larger->report;
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, &len, &larger->report),
                 USERSIG_STATUS_BAD_USERID);
    CHECK(all_bytes_are(larger->later, LATER, 0x55));
    larger->report.size = sizeof *larger;
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, &len, &larger->report),
                 USERSIG_STATUS_BAD_USERID);
    CHECK(larger->report.size == sizeof *larger && larger->report.detail[0] != '\0');
    CHECK(all_bytes_are(larger->later + known, LATER - known, 0));
    memset(larger->later, 0x55, LATER);
    request = request_for(TEXT("bob"));
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, &len, &larger->report), USERSIG_STATUS_OK);
    CHECK(larger->report.ok == 1 && all_bytes_are(larger->later + known, LATER - known, 0));
    free(larger);
}

void test_structs_request_size(void) {
    struct {
        usersig_request request;
        char later[LATER];
    } larger;
    const size_t known = known_later();
    usersig_signer *signer = new_signer();
    usersig_report report = {.size = sizeof report};
    const uint32_t wrong[] = {0, 1, 3, sizeof(usersig_request) - 1, 4097, 65536, UINT32_MAX};
    char token[1024];
    size_t i, len = 77;

    memset(&larger, 0, sizeof larger);
    larger.request = request_for(TEXT("bob"));
#define SIGN usersig_signer_sign(signer, &larger.request, token, sizeof token, &len, &report)
    for (i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        larger.request.size = wrong[i];
        CHECK_STATUS(SIGN, USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK(strstr(report.detail, "request") != NULL && report.ok == 0 && len == 77);
        CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &larger.request, token, sizeof token, &len, NULL),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
    }
    larger.request.size = sizeof larger;
    CHECK_STATUS(SIGN, USERSIG_STATUS_OK);
    /* An option that the library does not know cannot be obeyed. */
    for (i = known; i < LATER; ++i) {
        larger.later[i] = 1;
        CHECK_STATUS(SIGN, USERSIG_STATUS_BAD_STRUCT_SIZE);
        larger.later[i] = 0;
    }
    /* What is behind the size is not read. */
    larger.later[LATER - 1] = 1;
    larger.request.size = sizeof larger.request;
    CHECK_STATUS(SIGN, USERSIG_STATUS_OK);
#undef SIGN
    usersig_signer_free(signer);
}

void test_structs_expectation_size(void) {
    struct {
        usersig_expectation expectation;
        char later[LATER];
    } larger;
    const size_t known = known_later();
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    usersig_report report = {.size = sizeof report};
    const uint32_t wrong[] = {0, 1, 3, sizeof(usersig_expectation) - 1, 4097, 65536, UINT32_MAX};
    size_t i;

    memset(&larger, 0, sizeof larger);
    larger.expectation = expectation_of(TEXT("bob"));
#define VERIFY verify_token(&token, &larger.expectation, NULL, &report)
    for (i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        larger.expectation.size = wrong[i];
        CHECK_STATUS(VERIFY, USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK(strstr(report.detail, "expectation") != NULL && report.ok == 0);
        CHECK_STATUS(usersig_verify(APP, TEXT(KEY), token.text, token.len, &larger.expectation, NULL, NULL),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
    }
    larger.expectation.size = sizeof larger;
    CHECK_STATUS(VERIFY, USERSIG_STATUS_OK);
    for (i = known; i < LATER; ++i) {
        larger.later[i] = 1;
        CHECK_STATUS(VERIFY, USERSIG_STATUS_BAD_STRUCT_SIZE);
        larger.later[i] = 0;
    }
    larger.later[LATER - 1] = 1;
    larger.expectation.size = sizeof larger.expectation;
    CHECK_STATUS(VERIFY, USERSIG_STATUS_OK);
#undef VERIFY
}

/* A field that nothing uses is an error: a room that was set but not asked for would silently sign a plain UserSig. */
void test_structs_unused_request_fields(void) {
    usersig_signer *signer = new_signer();
    usersig_report report = {.size = sizeof report};
    usersig_request request;
    char token[1024];
    size_t len = 77;

#define REJECTED(named, ...)                                                                                           \
    do {                                                                                                               \
        request = request_for(TEXT("bob"));                                                                            \
        __VA_ARGS__;                                                                                                   \
        CHECK_STATUS(usersig_signer_sign(signer, &request, token, sizeof token, &len, &report),                        \
                     USERSIG_STATUS_BAD_STRUCT);                                                                       \
        CHECK(strstr(report.detail, named) != NULL && len == 77);                                                      \
    } while (0)
    REJECTED("issued_at", request.flags = 0);
    REJECTED("flags", request.flags = 2);
    REJECTED("flags", request.flags = UINT32_MAX);
    REJECTED("userid_rule", request.userid_rule = 3);
    REJECTED("contents", request.contents = 5);
    REJECTED("contents", request.contents = UINT32_MAX);
    REJECTED("room", request.room = 7);
    REJECTED("privileges", request.privileges = 1);
    REJECTED("room_name", request.room_name = "r");
    REJECTED("room_name", request.room_name_len = 1);
    REJECTED("userbuf", request.userbuf = (const uint8_t *)"u");
    REJECTED("userbuf", request.userbuf_len = 1);
    REJECTED("room", request.contents = USERSIG_CONTENTS_NONE; request.room = 7);
    REJECTED("room", set_userbuf(&request, "abc", 3); request.room = 7);
    REJECTED("privileges", set_userbuf(&request, "abc", 3); request.privileges = 1);
    REJECTED("userbuf", set_room(&request, 7, 0); request.userbuf_len = 1);
    REJECTED("room_name", set_room(&request, 7, 0); request.room_name = "7");
    REJECTED("room", set_room_name(&request, "7", 1, 0); request.room = 7);
#undef REJECTED
    usersig_signer_free(signer);
}

void test_structs_unused_expectation_fields(void) {
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    usersig_report report = {.size = sizeof report};
    usersig_expectation expectation;

#define REJECTED(named, ...)                                                                                           \
    do {                                                                                                               \
        expectation = expectation_of(TEXT("bob"));                                                                     \
        __VA_ARGS__;                                                                                                   \
        CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_BAD_STRUCT);                    \
        CHECK(strstr(report.detail, named) != NULL && report.ok == 0 && report.findings == 0);                         \
    } while (0)
    REJECTED("now", expectation.flags = 0);
    REJECTED("flags", expectation.flags = 2);
    REJECTED("contents", expectation.contents = 5);
    REJECTED("room", expectation.room = 7);
    REJECTED("privileges", expectation.privileges = 1);
    REJECTED("room_name", expectation.room_name = "r");
    REJECTED("userbuf", expectation.userbuf_len = 1);
    REJECTED("room", expectation.contents = USERSIG_CONTENTS_NONE; expectation.room = 7);
    REJECTED("userbuf", expectation.contents = USERSIG_CONTENTS_NONE; expectation.userbuf = (const uint8_t *)"u");
    REJECTED("privileges", expectation.contents = USERSIG_CONTENTS_USERBUF; expectation.privileges = 1);
    REJECTED("room_name", expectation.contents = USERSIG_CONTENTS_ROOM_NUMBER; expectation.room_name_len = 1);
    REJECTED("reserved", expectation.reserved = 1);
#undef REJECTED
}

#ifndef EXPECT_MINIMAL
/* What the library makes says how large it is there, and each note is reached by a pointer of its own. */
void test_structs_notes_size(void) {
    const size_t more = known_later() == 0 ? 0 : sizeof(uint64_t);
    usersig_notes *notes = NULL;
    CHECK_STATUS(usersig_explain(TEXT("70101"), &notes, NULL), USERSIG_STATUS_OK);
    CHECK(notes->size == sizeof *notes + more && notes->count == 2);
    CHECK(notes->notes[0]->size == sizeof *notes->notes[0] + more && notes->notes[1]->size == notes->notes[0]->size);
    CHECK(notes->notes[0]->code == 70101 && notes->notes[1]->code == 70101);
    CHECK(notes->notes[1]->remark_zh != NULL && notes->notes[1]->layer[0] != '\0');
    usersig_notes_free(notes);
}
#endif
