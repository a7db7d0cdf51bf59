/* What a usersig_token holds, read with a key and without one. */
#include <stdlib.h>

#include "check.h"

static usersig_token *inspect(const usersig_request *request) {
    const struct signed_token token = sign_request(request);
    usersig_token *read = NULL;
    if (usersig_inspect_unverified(token.text, token.len, &read, NULL) != USERSIG_STATUS_OK) abort();
    return read;
}

void test_inspect_fields(void) {
    usersig_request request = request_for(TEXT("xiaojun"));
    usersig_token *read = inspect(&request);

    CHECK(read->size >= sizeof *read && read->version == USERSIG_TOKEN_V2 && read->flags == 0);
    CHECK(read->warnings == 0 && read->sdkappid == APP);
    CHECK(read->issued_at == NOW && read->expire == WEEK && read->expires_at == NOW + WEEK);
    CHECK(read->userid_len == 7 && strcmp(read->userid, "xiaojun") == 0);
    CHECK(read->sdkappid_text_len == 10 && strcmp(read->sdkappid_text, "1400000000") == 0);
    CHECK(read->userbuf == NULL && read->userbuf_len == 0);
    CHECK(read->record_account == NULL && read->record_account_len == 0 && read->record_sdkappid == 0);
    CHECK(read->record_room == 0 && read->record_room_name == NULL && read->record_room_name_len == 0);
    CHECK(read->record_privileges == 0 && read->record_expires_at == 0);
    usersig_token_free(read);

    request = request_for(TEXT("bob"));
    set_userbuf(&request, "a\0b", 3);
    read = inspect(&request);
    CHECK(read->flags == USERSIG_TOKEN_HAS_USERBUF);
    CHECK(read->userbuf_len == 3 && memcmp(read->userbuf, "a\0b", 3) == 0 && read->record_account == NULL);
    usersig_token_free(read);

    set_userbuf(&request, NULL, 0);
    read = inspect(&request);
    CHECK(read->flags == USERSIG_TOKEN_HAS_USERBUF && read->userbuf != NULL && read->userbuf_len == 0);
    usersig_token_free(read);

    request = request_for(TEXT("bob"));
    set_room(&request, 4294967294u, 42);
    read = inspect(&request);
    CHECK(read->flags == (USERSIG_TOKEN_HAS_USERBUF | USERSIG_TOKEN_HAS_RECORD));
    CHECK(read->record_account_len == 3 && memcmp(read->record_account, "bob", 3) == 0);
    CHECK(read->record_sdkappid == APP && read->record_room == 4294967294u && read->record_room_name == NULL);
    CHECK(read->record_privileges ==
          (USERSIG_PRIVILEGE_ENTER_ROOM | USERSIG_PRIVILEGE_RECEIVE_AUDIO | USERSIG_PRIVILEGE_RECEIVE_VIDEO));
    CHECK(read->record_expires_at == NOW + WEEK);
    usersig_token_free(read);

    request = request_for(TEXT("bob"));
    set_room_name(&request, TEXT("room {7}"), 255);
    read = inspect(&request);
    CHECK((read->flags & USERSIG_TOKEN_HAS_ROOM_NAME) != 0 && read->record_room == 0);
    CHECK(read->record_room_name_len == 8 && strcmp(read->record_room_name, "room {7}") == 0);
    usersig_token_free(read);
}

/* A verified token is the one that inspection reads; it outlives the verifier, the text and the report. */
void test_inspect_verified_token(void) {
    usersig_request request = request_for(TEXT("bob"));
    const usersig_expectation expectation = expectation_of(TEXT("bob"));
    struct signed_token *token = malloc(sizeof *token);
    usersig_token *read = NULL;

    if (token == NULL) abort();
    set_room_name(&request, TEXT("room {7}"), 255);
    *token = sign_request(&request);
    CHECK_STATUS(verify_token(token, &expectation, &read, NULL), USERSIG_STATUS_OK);
    memset(token, 0x55, sizeof *token);
    free(token);
    CHECK(strcmp(read->userid, "bob") == 0 && strcmp(read->record_room_name, "room {7}") == 0);
    CHECK(read->userbuf_len > 3 && memcmp(read->record_account, "bob", 3) == 0);
    usersig_token_free(read);
}

/* *out is NULL after every failure, whatever was in it before: also where the report itself is wrong. */
void test_inspect_out_is_null_on_failure(void) {
    usersig_verifier *verifier = new_verifier();
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    usersig_expectation expectation = expectation_of(TEXT("bob"));
    usersig_report report = {.size = sizeof report};
    usersig_token poison, *out;

#define IS_NULL_AFTER(call, expected)                                                                                  \
    do {                                                                                                               \
        out = &poison;                                                                                                 \
        CHECK_STATUS(call, expected);                                                                                  \
        CHECK(out == NULL);                                                                                            \
    } while (0)
#define VERIFY usersig_verifier_verify(verifier, token.text, token.len, &expectation, &out, &report)
    IS_NULL_AFTER(usersig_inspect_unverified("eJ", 2, &out, &report), USERSIG_STATUS_MALFORMED);
    CHECK(report.findings == USERSIG_FINDING_MALFORMED && report.service_code == 70004 && report.hint[0] != '\0');
    IS_NULL_AFTER(usersig_inspect_unverified(NULL, 0, &out, &report), USERSIG_STATUS_EMPTY);
    IS_NULL_AFTER(usersig_inspect_unverified(NULL, 1, &out, &report), USERSIG_STATUS_NULL_ARGUMENT);
    IS_NULL_AFTER(usersig_inspect_unverified("t", (size_t)-1, &out, &report), USERSIG_STATUS_BAD_LENGTH);
    IS_NULL_AFTER(usersig_verifier_verify(NULL, token.text, token.len, &expectation, &out, &report),
                  USERSIG_STATUS_NULL_ARGUMENT);
    IS_NULL_AFTER(usersig_verifier_verify(verifier, token.text, token.len, NULL, &out, &report),
                  USERSIG_STATUS_NULL_ARGUMENT);
    IS_NULL_AFTER(usersig_verifier_verify(verifier, token.text, token.len - 1, &expectation, &out, &report),
                  USERSIG_STATUS_MALFORMED);
    IS_NULL_AFTER(usersig_verify(0, TEXT(KEY), token.text, token.len, &expectation, &out, &report),
                  USERSIG_STATUS_BAD_SDKAPPID);
    IS_NULL_AFTER(usersig_verify(APP, TEXT("k"), token.text, token.len, &expectation, &out, &report),
                  USERSIG_STATUS_BAD_SIGNATURE);
    expectation.now = NOW + WEEK + 1;
    IS_NULL_AFTER(VERIFY, USERSIG_STATUS_EXPIRED);
    expectation.now = NOW;
    expectation.leeway = UINT64_MAX;
    IS_NULL_AFTER(VERIFY, USERSIG_STATUS_BAD_LEEWAY);
    expectation.leeway = 0;
    expectation.room = 7;
    IS_NULL_AFTER(VERIFY, USERSIG_STATUS_BAD_STRUCT);
    expectation.room = 0;
    expectation.size = 3;
    IS_NULL_AFTER(VERIFY, USERSIG_STATUS_BAD_STRUCT_SIZE);
    expectation.size = sizeof expectation;
    report.size = 3;
    IS_NULL_AFTER(VERIFY, USERSIG_STATUS_BAD_STRUCT_SIZE);
    IS_NULL_AFTER(usersig_verify(APP, TEXT(KEY), token.text, token.len, &expectation, &out, &report),
                  USERSIG_STATUS_BAD_STRUCT_SIZE);
    IS_NULL_AFTER(usersig_inspect_unverified(token.text, token.len, &out, &report), USERSIG_STATUS_BAD_STRUCT_SIZE);
#undef VERIFY
#undef IS_NULL_AFTER
    usersig_token_free(NULL);
    usersig_verifier_free(verifier);
}
