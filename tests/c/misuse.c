/* NULLs everywhere, short buffers, impossible lengths, structs of another size. */
#include <stdlib.h>

#include "check.h"

static void test_nulls(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    const uint8_t userbuf[1] = {0};
    char token[2048], text[16];
    uint8_t bytes[16];
    usersig_token info;
    usersig_report report;
    uint64_t left = 0;
    size_t len = 77;

    info.size = sizeof info;
    report.size = sizeof report;
    usersig_signer_free(NULL);
    usersig_verifier_free(NULL);

#define IS_NULL(call, argument)                               \
    do {                                                      \
        CHECK_STATUS(call, USERSIG_STATUS_NULL_ARGUMENT);     \
        CHECK(strstr(report.detail, argument " is NULL"));    \
        CHECK(report.status == USERSIG_STATUS_NULL_ARGUMENT); \
    } while (0)
#define OUT token, sizeof token, &len, &report
    IS_NULL(usersig_signer_new(APP, NULL, 1, &signer, &report), "secret_key");
    IS_NULL(usersig_signer_new(APP, TEXT(KEY), NULL, &report), "signer");
    IS_NULL(usersig_signer_new_from_private_key(APP, NULL, 1, &signer, &report), "pem");
    IS_NULL(usersig_signer_new_from_private_key(APP, TEXT("x"), NULL, &report), "signer");
    IS_NULL(usersig_signer_sign_at(NULL, TEXT("bob"), WEEK, NOW, 0, OUT), "signer");
    IS_NULL(usersig_signer_sign_at(signer, NULL, 3, WEEK, NOW, 0, OUT), "userid");
    IS_NULL(usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, token, sizeof token, NULL, &report), "len");
    IS_NULL(usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, NULL, 0, NULL, &report), "len");
    IS_NULL(usersig_signer_sign(NULL, TEXT("bob"), WEEK, 0, OUT), "signer");
    IS_NULL(usersig_signer_sign(signer, NULL, 3, WEEK, 0, OUT), "userid");
    IS_NULL(usersig_signer_sign_with_userbuf_at(NULL, TEXT("bob"), WEEK, userbuf, 1, NOW, 0, OUT), "signer");
    IS_NULL(usersig_signer_sign_with_userbuf_at(signer, TEXT("bob"), WEEK, NULL, 1, NOW, 0, OUT), "userbuf");
    IS_NULL(usersig_signer_sign_with_userbuf(NULL, TEXT("bob"), WEEK, userbuf, 1, 0, OUT), "signer");
    IS_NULL(usersig_signer_sign_with_userbuf(signer, TEXT("bob"), WEEK, NULL, 1, 0, OUT), "userbuf");
    IS_NULL(usersig_signer_private_map_key_at(NULL, TEXT("bob"), WEEK, 7, 42, NOW, 0, OUT), "signer");
    IS_NULL(usersig_signer_private_map_key(signer, NULL, 3, WEEK, 7, 42, 0, OUT), "userid");
    IS_NULL(usersig_signer_private_map_key_string_room_at(signer, TEXT("bob"), WEEK, NULL, 1, 42, NOW, 0, OUT), "room");
    IS_NULL(usersig_signer_private_map_key_string_room(signer, TEXT("bob"), WEEK, NULL, 1, 42, 0, OUT), "room");
    IS_NULL(usersig_sign_at(APP, NULL, 1, TEXT("bob"), WEEK, NOW, OUT), "secret_key");
    IS_NULL(usersig_sign_at(APP, TEXT(KEY), NULL, 1, WEEK, NOW, OUT), "userid");
    IS_NULL(usersig_sign(APP, TEXT(KEY), TEXT("bob"), WEEK, NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_verifier_new(APP, NULL, 1, 0, &verifier, &report), "secret_key");
    IS_NULL(usersig_verifier_new(APP, TEXT(KEY), 0, NULL, &report), "verifier");
    IS_NULL(usersig_verifier_new_from_public_key(APP, NULL, 1, 0, &verifier, &report), "pem");
    IS_NULL(usersig_verifier_new_from_public_key(APP, TEXT("x"), 0, NULL, &report), "verifier");
    IS_NULL(usersig_verifier_verify_at(NULL, TEXT("t"), TEXT("bob"), NOW, &report), "verifier");
    IS_NULL(usersig_verifier_verify_at(verifier, NULL, 1, TEXT("bob"), NOW, &report), "token");
    IS_NULL(usersig_verifier_verify_at(verifier, TEXT("t"), NULL, 1, NOW, &report), "userid");
    IS_NULL(usersig_verifier_verify(NULL, TEXT("t"), TEXT("bob"), &report), "verifier");
    IS_NULL(usersig_verify_at(APP, NULL, 1, TEXT("t"), TEXT("bob"), NOW, &report), "secret_key");
    IS_NULL(usersig_verify(APP, TEXT(KEY), NULL, 1, TEXT("bob"), &report), "token");
    IS_NULL(usersig_inspect_unverified(NULL, 1, &info, &report), "token");
    IS_NULL(usersig_inspect_unverified(TEXT("t"), NULL, &report), "info");
    IS_NULL(usersig_unverified_userid(NULL, 1, text, sizeof text, &len, &report), "token");
    IS_NULL(usersig_unverified_userid(TEXT("t"), NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_unverified_userid(TEXT("t"), text, sizeof text, NULL, &report), "len");
    IS_NULL(usersig_unverified_userbuf(TEXT("t"), NULL, 1, &len, &report), "buf");
    IS_NULL(usersig_unverified_account(NULL, 1, bytes, sizeof bytes, &len, &report), "token");
    IS_NULL(usersig_unverified_room_name(TEXT("t"), text, sizeof text, NULL, &report), "len");
    IS_NULL(usersig_unverified_time_left_at(TEXT("t"), NOW, NULL, &report), "seconds");
    IS_NULL(usersig_unverified_time_left(NULL, 1, &left, &report), "token");
#undef OUT
#undef IS_NULL
    CHECK(len == 77);

    usersig_signer_free(signer);
    usersig_verifier_free(verifier);
}

static void test_lengths(void) {
    usersig_signer *signer = new_signer();
    usersig_report report;
    char token[2048];
    size_t len = 77;

    report.size = sizeof report;
    CHECK_STATUS(usersig_signer_sign_at(signer, "bob", (size_t)-1, WEEK, NOW, 0, token, sizeof token, &len, &report),
                 USERSIG_STATUS_BAD_LENGTH);
    CHECK(strstr(report.detail, "userid") != NULL);
    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, token, (size_t)-1, &len, &report),
                 USERSIG_STATUS_BAD_LENGTH);
    CHECK_STATUS(usersig_signer_sign_at(signer, "bob", (size_t)PTRDIFF_MAX + 1, WEEK, NOW, 0, token, sizeof token, &len,
                                        NULL),
                 USERSIG_STATUS_BAD_LENGTH);
    CHECK(len == 77);
    usersig_signer_free(signer);
}

/* Signs into a heap buffer of each size, so that one byte too many is seen by the sanitizer and valgrind. */
static void test_short_buffers(void) {
    usersig_signer *signer = new_signer();
    usersig_report report;
    size_t needed = 0, len, cap, i;
    char *buffer;
    uint8_t bytes[3];

    report.size = sizeof report;
    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, NULL, 0, &needed, &report),
                 USERSIG_STATUS_BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed < 512);
    for (cap = 0; cap <= needed + 2; ++cap) {
        usersig_status status;
        int untouched = 1;
        buffer = malloc(cap == 0 ? 1 : cap);
        if (buffer == NULL) abort();
        memset(buffer, 0x55, cap == 0 ? 1 : cap);
        len = 77;
        status = usersig_signer_sign_at(signer, TEXT("bob"), WEEK, NOW, 0, buffer, cap, &len, &report);
        if (cap <= needed) {
            CHECK_STATUS(status, USERSIG_STATUS_BUFFER_TOO_SMALL);
            for (i = 0; i < cap; ++i) untouched &= buffer[i] == 0x55;
            CHECK(untouched && len == needed && report.problems == 0);
        } else {
            CHECK_STATUS(status, USERSIG_STATUS_OK);
            CHECK(len == needed && buffer[needed] == '\0' && strlen(buffer) == needed);
        }
        free(buffer);
    }

    buffer = malloc(1024);
    if (buffer == NULL) abort();
    CHECK_STATUS(usersig_signer_sign_with_userbuf_at(signer, TEXT("bob"), WEEK, (const uint8_t *)"abc", 3, NOW, 0, buffer,
                                                     1024, &needed, NULL),
                 USERSIG_STATUS_OK);
    memset(bytes, 0x55, sizeof bytes);
    CHECK_STATUS(usersig_unverified_userbuf(buffer, needed, bytes, 2, &len, NULL), USERSIG_STATUS_BUFFER_TOO_SMALL);
    CHECK(len == 3 && bytes[0] == 0x55);
    CHECK_STATUS(usersig_unverified_userbuf(buffer, needed, NULL, 0, &len, NULL), USERSIG_STATUS_BUFFER_TOO_SMALL);
    CHECK(len == 3);
    {
        /* Text needs room for its NUL, bytes do not. */
        char text[3];
        CHECK_STATUS(usersig_unverified_userid(buffer, needed, text, 3, &len, NULL), USERSIG_STATUS_BUFFER_TOO_SMALL);
        CHECK(len == 3);
        CHECK_STATUS(usersig_unverified_userbuf(buffer, needed, bytes, 3, &len, NULL), USERSIG_STATUS_OK);
    }
    free(buffer);
    usersig_signer_free(signer);
}

static void test_struct_sizes(void) {
    /* What a program sees that was compiled with a later, larger header. */
    struct {
        usersig_report known;
        char later[64];
    } *report = malloc(sizeof *report);
    struct {
        usersig_token known;
        uint64_t later[4];
    } info;
    usersig_signer *signer = new_signer();
    char token[1024];
    size_t len = 0;
    uint32_t wrong[] = {0, 1, sizeof(usersig_report) - 1, 65537, UINT32_MAX};
    size_t i;

    if (report == NULL) abort();
    for (i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
        memset(report, 0x55, sizeof *report);
        report->known.size = wrong[i];
        CHECK_STATUS(usersig_sign_at(APP, TEXT(KEY), TEXT("bob"), WEEK, NOW, token, sizeof token, &len, &report->known),
                     USERSIG_STATUS_BAD_STRUCT_SIZE);
        CHECK(report->known.status == 0x55555555 && report->known.detail[0] == 0x55 && len == 0);
    }
    memset(report, 0x55, sizeof *report);
    report->known.size = sizeof report->known;
    CHECK_STATUS(usersig_sign_at(APP, TEXT(KEY), TEXT("@"), WEEK, NOW, token, sizeof token, &len, &report->known),
                 USERSIG_STATUS_BAD_USERID);
    CHECK(report->known.status == USERSIG_STATUS_BAD_USERID && report->later[0] == 0x55);
    report->known.size = sizeof *report;
    CHECK_STATUS(usersig_sign_at(APP, TEXT(KEY), TEXT("bob"), WEEK, NOW, token, sizeof token, &len, &report->known),
                 USERSIG_STATUS_OK);
    CHECK(report->known.size == sizeof *report && report->later[0] == 0 && report->later[63] == 0);

    memset(&info, 0x55, sizeof info);
    info.known.size = sizeof info.known;
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info.known, NULL), USERSIG_STATUS_OK);
    CHECK(info.later[0] == 0x5555555555555555u);
    info.known.size = sizeof info;
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info.known, NULL), USERSIG_STATUS_OK);
    CHECK(info.known.size == sizeof info && info.later[0] == 0 && info.later[3] == 0 && info.known.issued_at == NOW);
    info.known.size = sizeof info.known - 1;
    info.known.issued_at = 1;
    report->known.size = sizeof report->known;
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info.known, &report->known), USERSIG_STATUS_BAD_STRUCT_SIZE);
    CHECK(info.known.issued_at == 1 && strstr(report->known.detail, "info") != NULL);

    free(report);
    usersig_signer_free(signer);
}

void test_misuse(void) {
    test_nulls();
    test_lengths();
    test_short_buffers();
    test_struct_sizes();
}
