/* Signing: every kind of token, and every input that is refused. */
#include <stdlib.h>
#include <time.h>

#include "check.h"

/* Whether the token lets `user` in at NOW. */
static usersig_status verified(const char *token, size_t token_len, const char *user) {
    usersig_verifier *verifier = new_verifier();
    usersig_status status =
        usersig_verifier_verify_at(verifier, token, token_len, user, strlen(user), NOW, NULL);
    usersig_verifier_free(verifier);
    return status;
}

static void test_kinds(void) {
    usersig_signer *signer = new_signer();
    char token[2048], again[2048];
    usersig_token info;
    size_t len = 0, again_len = 0;

    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK(strlen(token) == len);
    CHECK_STATUS(verified(token, len, "xiaojun"), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_sign_at(APP, TEXT(KEY), TEXT("xiaojun"), WEEK, NOW, again, sizeof again, &again_len, NULL),
                 USERSIG_STATUS_OK);
    CHECK(again_len == len && memcmp(token, again, len) == 0);

    CHECK_STATUS(usersig_signer_sign_with_userbuf_at(signer, TEXT("xiaojun"), WEEK, (const uint8_t *)"a\0b", 3, NOW,
                                                     0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(verified(token, len, "xiaojun"), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_sign_with_userbuf_at(signer, TEXT("xiaojun"), WEEK, NULL, 0, NOW, 0, token,
                                                     sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    info.size = sizeof info;
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info, NULL), USERSIG_STATUS_OK);
    CHECK(info.flags == USERSIG_TOKEN_HAS_USERBUF && info.userbuf_len == 0);

    CHECK_STATUS(usersig_signer_private_map_key_at(signer, TEXT("xiaojun"), WEEK, 4294967294u,
                                                   USERSIG_PRIVILEGE_ALL, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(verified(token, len, "xiaojun"), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_private_map_key_string_room_at(signer, TEXT("xiaojun"), WEEK, TEXT("room {7}"),
                                                               0, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(verified(token, len, "xiaojun"), USERSIG_STATUS_OK);

    usersig_signer_free(signer);
}

static void test_userids(void) {
    usersig_signer *signer = new_signer();
    char token[4096], longest[1026];
    usersig_report report;
    size_t len = 0;

    memset(longest, 'u', sizeof longest);
    report.size = sizeof report;
#define SIGN(user, user_len, flags) \
    usersig_signer_sign_at(signer, user, user_len, WEEK, NOW, flags, token, sizeof token, &len, &report)
    CHECK_STATUS(SIGN(longest, 32, 0), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(longest, 33, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("", 0, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN(NULL, 0, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("a b", 3, 0), USERSIG_STATUS_BAD_USERID);
    CHECK(strstr(report.detail, "' ' at byte 1") != NULL);
    CHECK_STATUS(SIGN("a b", 3, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN("\xe5\xbc\xa0\xe4\xb8\x89", 6, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("\xe5\xbc\xa0\xe4\xb8\x89", 6, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_OK);
    CHECK_STATUS(verified(token, len, "\xe5\xbc\xa0\xe4\xb8\x89"), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(longest, 1024, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_OK);
    CHECK(len < 4096);
    CHECK_STATUS(SIGN(longest, 1025, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_BAD_USERID);

    /* What would forge another document, or end a C string early, is refused by either rule. */
    CHECK_STATUS(SIGN("bob\nTLS.sdkappid:1", 18, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\nTLS.sdkappid:1", 18, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_BAD_USERID);
    CHECK(strstr(report.detail, "U+000A") != NULL);
    CHECK_STATUS(SIGN("bob\0eve", 7, 0), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\0eve", 7, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\x7f", 4, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_BAD_USERID);

    CHECK_STATUS(SIGN("bob\xff", 4, USERSIG_FLAG_ANY_USERID), USERSIG_STATUS_NOT_UTF8);
    CHECK(strstr(report.detail, "userid is not UTF-8 at byte 3") != NULL);
    CHECK_STATUS(SIGN("bob\xe5\xbc", 5, 0), USERSIG_STATUS_NOT_UTF8);
    CHECK_STATUS(SIGN("bob", 3, 2), USERSIG_STATUS_BAD_FLAGS);
    CHECK_STATUS(SIGN("bob", 3, UINT32_MAX), USERSIG_STATUS_BAD_FLAGS);
#undef SIGN
    usersig_signer_free(signer);
}

static void test_refused_inputs(void) {
    usersig_signer *signer = new_signer(), *none = NULL;
    static uint8_t userbuf[32769];
    char name[65], *large = malloc(131072);
    usersig_report report;
    char token[2048];
    size_t len = 0;

    memset(name, 'r', sizeof name);
    report.size = sizeof report;
    if (large == NULL) abort();

#define SIGN(validity, now) \
    usersig_signer_sign_at(signer, TEXT("bob"), validity, now, 0, token, sizeof token, &len, &report)
    CHECK_STATUS(SIGN(0, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(1, NOW), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_MAX, NOW), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_MAX + 1, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(UINT64_MAX, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_SERVER, 0), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_SERVER, UINT64_MAX), USERSIG_STATUS_OK);
#undef SIGN

#define SIGN(length) \
    usersig_signer_sign_with_userbuf_at(signer, TEXT("bob"), WEEK, userbuf, length, NOW, 0, large, 131072, &len, &report)
    CHECK_STATUS(SIGN(32768), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(32769), USERSIG_STATUS_BAD_USERBUF);
#undef SIGN

#define SIGN(room, privileges, now)                                                                              \
    usersig_signer_private_map_key_at(signer, TEXT("bob"), WEEK, room, privileges, now, 0, token, sizeof token, &len, \
                                      &report)
    CHECK_STATUS(SIGN(0, 255, NOW), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(UINT32_MAX, 255, NOW), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(7, 256, NOW), USERSIG_STATUS_BAD_PRIVILEGES);
    CHECK_STATUS(SIGN(7, 255, UINT64_MAX), USERSIG_STATUS_BAD_EXPIRY);
    CHECK_STATUS(SIGN(7, 255, UINT32_MAX), USERSIG_STATUS_BAD_EXPIRY);
    CHECK_STATUS(SIGN(7, 255, UINT32_MAX - WEEK), USERSIG_STATUS_OK);
#undef SIGN

#define SIGN(room, room_len)                                                                                        \
    usersig_signer_private_map_key_string_room_at(signer, TEXT("bob"), WEEK, room, room_len, 42, NOW, 0, token,     \
                                                  sizeof token, &len, &report)
    CHECK_STATUS(SIGN(name, 64), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(name, 65), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(NULL, 0), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN("a/b", 3), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN("a\xff", 2), USERSIG_STATUS_NOT_UTF8);
#undef SIGN

    CHECK_STATUS(usersig_signer_new(0, TEXT(KEY), &none, &report), USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_signer_new(APP, NULL, 0, &none, &report), USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_signer_new(APP, TEXT(KEY "\n"), &none, &report), USERSIG_STATUS_BAD_KEY);
    CHECK(strstr(report.detail, "5bd2850f") == NULL);
    CHECK_STATUS(usersig_signer_new(APP, TEXT("\xff"), &none, &report), USERSIG_STATUS_NOT_UTF8);
    CHECK_STATUS(usersig_sign_at(0, TEXT(KEY), TEXT("bob"), WEEK, NOW, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_sign_at(APP, TEXT(KEY), TEXT("@bob"), WEEK, NOW, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_BAD_USERID);
    CHECK(none == NULL);

    free(large);
    usersig_signer_free(signer);
}

static void test_private_key(void) {
    usersig_signer *signer = NULL;
    usersig_verifier *verifier = NULL;
    usersig_report report;
    char token[2048];
    size_t len = 0;

    report.size = sizeof report;
#ifdef EXPECT_NO_ECDSA
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, private_key_p256, strlen(private_key_p256), &signer, &report),
                 USERSIG_STATUS_UNSUPPORTED);
    CHECK_STATUS(usersig_verifier_new_from_public_key(APP, public_key_p256, strlen(public_key_p256), 0, &verifier,
                                                      &report),
                 USERSIG_STATUS_UNSUPPORTED);
    CHECK(signer == NULL && verifier == NULL);
    CHECK(strstr(report.detail, "ecdsa") != NULL);
    (void)token;
    (void)len;
#else
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, private_key_p256, strlen(private_key_p256), &signer, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_new_from_public_key(APP, public_key_p256, strlen(public_key_p256), 0, &verifier,
                                                      &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_private_map_key_at(signer, TEXT("xiaojun"), WEEK, 7, 42, NOW, 0, token, sizeof token,
                                                   &len, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify_at(verifier, token, len, TEXT("xiaojun"), NOW, &report), USERSIG_STATUS_OK);
    /* The key decides, never the token. */
    CHECK_STATUS(verified(token, len, "xiaojun"), USERSIG_STATUS_WRONG_KEY_KIND);
    usersig_signer_free(signer);
    usersig_verifier_free(verifier);

    signer = NULL;
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, public_key_p256, strlen(public_key_p256), &signer, &report),
                 USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_signer_new_from_private_key(0, private_key_p256, strlen(private_key_p256), &signer, &report),
                 USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, TEXT("-----BEGIN PRIVATE KEY-----\n"), &signer, &report),
                 USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, NULL, 0, &signer, &report), USERSIG_STATUS_BAD_KEY);
    CHECK(signer == NULL);
#endif
}

static void test_clock(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    char token[2048];
    uint64_t left = 0;
    size_t len = 0;
    const uint64_t before = (uint64_t)time(NULL);
    usersig_token info;

    info.size = sizeof info;
#define SIGNED_NOW(call)                                                                                     \
    do {                                                                                                     \
        CHECK_STATUS(call, USERSIG_STATUS_OK);                                                               \
        CHECK_STATUS(usersig_inspect_unverified(token, len, &info, NULL), USERSIG_STATUS_OK);                \
        CHECK(info.issued_at >= before && info.issued_at <= (uint64_t)time(NULL));                           \
        CHECK_STATUS(usersig_verifier_verify(verifier, token, len, TEXT("bob"), NULL), USERSIG_STATUS_OK);   \
        CHECK_STATUS(usersig_verify(APP, TEXT(KEY), token, len, TEXT("bob"), NULL), USERSIG_STATUS_OK);      \
    } while (0)
    SIGNED_NOW(usersig_sign(APP, TEXT(KEY), TEXT("bob"), WEEK, token, sizeof token, &len, NULL));
    SIGNED_NOW(usersig_signer_sign(signer, TEXT("bob"), WEEK, 0, token, sizeof token, &len, NULL));
    SIGNED_NOW(usersig_signer_sign_with_userbuf(signer, TEXT("bob"), WEEK, NULL, 0, 0, token, sizeof token, &len, NULL));
    SIGNED_NOW(usersig_signer_private_map_key(signer, TEXT("bob"), WEEK, 7, 42, 0, token, sizeof token, &len, NULL));
    SIGNED_NOW(usersig_signer_private_map_key_string_room(signer, TEXT("bob"), WEEK, TEXT("r"), 42, 0, token,
                                                          sizeof token, &len, NULL));
#undef SIGNED_NOW
    CHECK_STATUS(usersig_unverified_time_left(token, len, &left, NULL), USERSIG_STATUS_OK);
    CHECK(left <= WEEK && left + 60 >= WEEK);

    usersig_signer_free(signer);
    usersig_verifier_free(verifier);
}

void test_sign(void) {
    test_kinds();
    test_userids();
    test_refused_inputs();
    test_private_key();
    test_clock();
}
