/* Signing: every kind of token, and every input that is rejected. */
#include <stdlib.h>
#include <time.h>

#include "check.h"

/* Whether the token lets `user` in at NOW. */
static usersig_status verified(const struct signed_token *token, const char *user) {
    const usersig_expectation expectation = expectation_of(user, strlen(user));
    return verify_token(token, &expectation, NULL, NULL);
}

void test_sign_kinds(void) {
    usersig_request request = request_for(TEXT("xiaojun"));
    struct signed_token token = sign_request(&request);
    char again[2048];
    usersig_token *read = NULL;
    size_t again_len = 0;

    CHECK(strlen(token.text) == token.len);
    CHECK_STATUS(verified(&token, "xiaojun"), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, again, sizeof again, &again_len, NULL), USERSIG_STATUS_OK);
    CHECK(again_len == token.len && memcmp(token.text, again, again_len) == 0);
    request.contents = USERSIG_CONTENTS_NONE;
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, again, sizeof again, &again_len, NULL), USERSIG_STATUS_OK);
    CHECK(again_len == token.len && memcmp(token.text, again, again_len) == 0);

    set_userbuf(&request, "a\0b", 3);
    token = sign_request(&request);
    CHECK_STATUS(verified(&token, "xiaojun"), USERSIG_STATUS_OK);
    set_userbuf(&request, NULL, 0);
    token = sign_request(&request);
    CHECK_STATUS(usersig_inspect_unverified(token.text, token.len, &read, NULL), USERSIG_STATUS_OK);
    CHECK(read->flags == USERSIG_TOKEN_HAS_USERBUF && read->userbuf_len == 0);
    usersig_token_free(read);

    request = request_for(TEXT("xiaojun"));
    set_room(&request, 4294967294u, USERSIG_PRIVILEGE_ALL);
    token = sign_request(&request);
    CHECK_STATUS(verified(&token, "xiaojun"), USERSIG_STATUS_OK);
    request = request_for(TEXT("xiaojun"));
    set_room_name(&request, TEXT("room {7}"), 0);
    token = sign_request(&request);
    CHECK_STATUS(verified(&token, "xiaojun"), USERSIG_STATUS_OK);
}

void test_sign_userids(void) {
    usersig_signer *signer = new_signer();
    struct signed_token token;
    char longest[1026];
    usersig_report report = {.size = sizeof report};
    usersig_request request = request_for(NULL, 0);

    memset(longest, 'u', sizeof longest);
#define SIGN(user, user_len, rule)                                                                                     \
    (request.userid = (user), request.userid_len = (user_len), request.userid_rule = USERSIG_USERID_RULE_##rule,       \
     usersig_signer_sign(signer, &request, token.text, sizeof token.text, &token.len, &report))
    CHECK_STATUS(SIGN(longest, 32, IM), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(longest, 33, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN(longest, 32, TRTC), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(longest, 33, TRTC), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("", 0, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN(NULL, 0, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN(NULL, 0, ANY), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("a b", 3, TRTC), USERSIG_STATUS_BAD_USERID);
    CHECK(strstr(report.detail, "' ' at byte 1") != NULL);
    CHECK_STATUS(SIGN("a b", 3, IM), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN("@TLS#~", 6, IM), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN("a b", 3, ANY), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN("\xe5\xbc\xa0\xe4\xb8\x89", 6, TRTC), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("\xe5\xbc\xa0\xe4\xb8\x89", 6, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("\xe5\xbc\xa0\xe4\xb8\x89", 6, ANY), USERSIG_STATUS_OK);
    CHECK_STATUS(verified(&token, "\xe5\xbc\xa0\xe4\xb8\x89"), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(longest, 1024, ANY), USERSIG_STATUS_OK);
    CHECK(token.len < 4096);
    CHECK_STATUS(SIGN(longest, 1025, ANY), USERSIG_STATUS_BAD_USERID);

    /* What would forge another document, or end a C string early, is rejected by every rule. */
    CHECK_STATUS(SIGN("bob\nTLS.sdkappid:1", 18, TRTC), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\nTLS.sdkappid:1", 18, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\nTLS.sdkappid:1", 18, ANY), USERSIG_STATUS_BAD_USERID);
    CHECK(strstr(report.detail, "U+000A") != NULL);
    CHECK_STATUS(SIGN("bob\0eve", 7, TRTC), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\0eve", 7, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\0eve", 7, ANY), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\x7f", 4, IM), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(SIGN("bob\x7f", 4, ANY), USERSIG_STATUS_BAD_USERID);

    CHECK_STATUS(SIGN("bob\xff", 4, ANY), USERSIG_STATUS_NOT_UTF8);
    CHECK(strstr(report.detail, "userid is not UTF-8 at byte 3") != NULL);
    CHECK_STATUS(SIGN("bob\xe5\xbc", 5, IM), USERSIG_STATUS_NOT_UTF8);
#undef SIGN
    usersig_signer_free(signer);
}

void test_sign_rejected_inputs(void) {
    usersig_signer *signer = new_signer(), *none = NULL;
    static char userbuf[32769];
    const size_t large_size = 131072;
    char name[65], *large = malloc(large_size);
    usersig_report report = {.size = sizeof report};
    usersig_request request = request_for(TEXT("bob"));
    size_t len = 0;

    memset(name, 'r', sizeof name);
    if (large == NULL) abort();
#define SIGNED usersig_signer_sign(signer, &request, large, large_size, &len, &report)

#define SIGN(length, time) (request.validity = (length), request.issued_at = (time), SIGNED)
    CHECK_STATUS(SIGN(0, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(1, NOW), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_MAX, NOW), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_MAX + 1, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(UINT64_MAX, NOW), USERSIG_STATUS_BAD_VALIDITY);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_SERVER, 0), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(USERSIG_VALIDITY_SERVER, UINT64_MAX), USERSIG_STATUS_OK);
#undef SIGN

    request = request_for(TEXT("bob"));
    set_userbuf(&request, userbuf, 32768);
    CHECK_STATUS(SIGNED, USERSIG_STATUS_OK);
    set_userbuf(&request, userbuf, 32769);
    CHECK_STATUS(SIGNED, USERSIG_STATUS_BAD_USERBUF);

    request = request_for(TEXT("bob"));
#define SIGN(room, privileges, time) (set_room(&request, room, privileges), request.issued_at = (time), SIGNED)
    CHECK_STATUS(SIGN(0, 255, NOW), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(UINT32_MAX, 255, NOW), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(7, 256, NOW), USERSIG_STATUS_BAD_PRIVILEGES);
    CHECK_STATUS(SIGN(7, 255, UINT64_MAX), USERSIG_STATUS_BAD_EXPIRY);
    CHECK_STATUS(SIGN(7, 255, UINT32_MAX), USERSIG_STATUS_BAD_EXPIRY);
    CHECK_STATUS(SIGN(7, 255, UINT32_MAX - WEEK), USERSIG_STATUS_OK);
#undef SIGN

    request = request_for(TEXT("bob"));
#define SIGN(room, room_len) (set_room_name(&request, room, room_len, 42), SIGNED)
    CHECK_STATUS(SIGN(name, 64), USERSIG_STATUS_OK);
    CHECK_STATUS(SIGN(name, 65), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN(NULL, 0), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN("a/b", 3), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(SIGN("a\xff", 2), USERSIG_STATUS_NOT_UTF8);
#undef SIGN
#undef SIGNED

    CHECK_STATUS(usersig_signer_new(0, TEXT(KEY), &none, &report), USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_signer_new(APP, NULL, 0, &none, &report), USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_signer_new(APP, TEXT(KEY "\n"), &none, &report), USERSIG_STATUS_BAD_KEY);
    CHECK(strstr(report.detail, "5bd2850f") == NULL);
    CHECK_STATUS(usersig_signer_new(APP, TEXT("\xff"), &none, &report), USERSIG_STATUS_NOT_UTF8);
    request = request_for(TEXT("bob"));
    CHECK_STATUS(usersig_sign(0, TEXT(KEY), &request, large, large_size, &len, NULL), USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_sign(APP, TEXT(" "), &request, large, large_size, &len, NULL), USERSIG_STATUS_BAD_KEY);
    request = request_for(TEXT("bob\t"));
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, large, large_size, &len, NULL), USERSIG_STATUS_BAD_USERID);
    CHECK(none == NULL);

    free(large);
    usersig_signer_free(signer);
}

void test_sign_private_key(void) {
    usersig_signer *signer = NULL;
    usersig_verifier *verifier = NULL;
    usersig_report report = {.size = sizeof report};
#ifdef EXPECT_MINIMAL
    CHECK_STATUS(usersig_signer_new_from_private_key(APP, private_key_p256, strlen(private_key_p256), &signer, &report),
                 USERSIG_STATUS_UNSUPPORTED);
    CHECK_STATUS(
        usersig_verifier_new_from_public_key(APP, public_key_p256, strlen(public_key_p256), &verifier, &report),
        USERSIG_STATUS_UNSUPPORTED);
    CHECK(signer == NULL && verifier == NULL);
    CHECK(strstr(report.detail, "ecdsa") != NULL);
#else
    usersig_request request = request_for(TEXT("xiaojun"));
    const usersig_expectation expectation = expectation_of(TEXT("xiaojun"));
    struct signed_token token;

    CHECK_STATUS(usersig_signer_new_from_private_key(APP, private_key_p256, strlen(private_key_p256), &signer, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(
        usersig_verifier_new_from_public_key(APP, public_key_p256, strlen(public_key_p256), &verifier, &report),
        USERSIG_STATUS_OK);
    set_room(&request, 7, 42);
    CHECK_STATUS(usersig_signer_sign(signer, &request, token.text, sizeof token.text, &token.len, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify(verifier, token.text, token.len, &expectation, NULL, &report),
                 USERSIG_STATUS_OK);
    request = request_for(TEXT("xiaojun"));
    CHECK_STATUS(usersig_signer_sign(signer, &request, token.text, sizeof token.text, &token.len, &report),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify(verifier, token.text, token.len, &expectation, NULL, &report),
                 USERSIG_STATUS_OK);
    /* The key decides, never the token. */
    CHECK_STATUS(verified(&token, "xiaojun"), USERSIG_STATUS_WRONG_KEY_KIND);
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

/* Signs the request by the system clock, in both ways, and verifies by it, in both ways. */
static void check_system_clock(usersig_request request) {
    usersig_signer *signer = new_signer();
    usersig_expectation expectation = expectation_of(TEXT("bob"));
    const uint64_t before = (uint64_t)time(NULL);
    struct signed_token token;
    int once;

    request.flags = expectation.flags = 0;
    request.issued_at = expectation.now = 0;
    for (once = 0; once < 2; ++once) {
        usersig_token *read = NULL;
        CHECK_STATUS(once ? usersig_sign(APP, TEXT(KEY), &request, token.text, sizeof token.text, &token.len, NULL)
                          : usersig_signer_sign(signer, &request, token.text, sizeof token.text, &token.len, NULL),
                     USERSIG_STATUS_OK);
        CHECK_STATUS(verify_token(&token, &expectation, &read, NULL), USERSIG_STATUS_OK);
        /* `time` may be a second behind the clock that the library reads: it is that of the last tick. */
        CHECK(read->issued_at >= before && read->issued_at <= (uint64_t)time(NULL) + 1);
        usersig_token_free(read);
        CHECK_STATUS(usersig_verify(APP, TEXT(KEY), token.text, token.len, &expectation, NULL, NULL),
                     USERSIG_STATUS_OK);
    }
    usersig_signer_free(signer);
}

void test_sign_system_clock(void) {
    usersig_request request = request_for(TEXT("bob"));
    check_system_clock(request);
    set_userbuf(&request, NULL, 0);
    check_system_clock(request);
    set_room(&request, 7, 42);
    check_system_clock(request);
    request = request_for(TEXT("bob"));
    set_room_name(&request, TEXT("r"), 42);
    check_system_clock(request);
}
