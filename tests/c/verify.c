/* Verifying: the report, every finding, their order, leeway, validity, the clock. */
#include <stdlib.h>

#include "check.h"

/* Verifies `token` for xiaojun at `time`; the report is the caller's. */
#define VERIFY(bytes, bytes_len, user, time)                                                                           \
    (expectation = expectation_of(TEXT(user)), expectation.now = (time),                                               \
     usersig_verifier_verify(verifier, bytes, bytes_len, &expectation, NULL, &report))

void test_verify_findings(void) {
    usersig_signer *other_key = NULL, *other_app = NULL;
    usersig_verifier *verifier = new_verifier();
    usersig_request request = request_for(TEXT("xiaojun"));
    usersig_expectation expectation;
    usersig_report report;
    struct signed_token token = sign_request(&request);
    size_t size = 70000;
    char *large = malloc(10u << 20);

    if (large == NULL) abort();
    memset(&report, 0x55, sizeof report);
    report.size = sizeof report;
    CHECK_STATUS(usersig_signer_new(APP, TEXT("another"), &other_key, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_new(APP + 1, TEXT(KEY), &other_app, NULL), USERSIG_STATUS_OK);

    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", NOW), USERSIG_STATUS_OK);
    CHECK(report.ok == 1 && report.findings == 0 && report.warnings == 0 && report.service_code == 0);
    CHECK(report.detail[0] == '\0' && report.hint[0] == '\0');
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", 0), USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", NOW + WEEK), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verify(APP, TEXT(KEY), token.text, token.len, &expectation, NULL, NULL), USERSIG_STATUS_OK);

    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", NOW + WEEK + 1), USERSIG_STATUS_EXPIRED);
    CHECK(report.ok == 0 && report.findings == USERSIG_FINDING_EXPIRED && report.service_code == 70001);
    CHECK(strstr(report.detail, "1 s ago") != NULL && report.hint[0] != '\0');
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", UINT64_MAX), USERSIG_STATUS_EXPIRED);

    CHECK_STATUS(VERIFY(token.text, token.len, "mallory", NOW), USERSIG_STATUS_USERID_MISMATCH);
    CHECK(report.findings == USERSIG_FINDING_USERID_MISMATCH && report.service_code == 70013);
    CHECK(strstr(report.detail, "xiaojun") != NULL && strstr(report.detail, "mallory") != NULL);
    /* The bytes after a NUL are part of the UserID. */
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun\0admin", NOW), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(VERIFY(token.text, token.len, "", NOW), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun\xff", NOW), USERSIG_STATUS_NOT_UTF8);
    CHECK(report.ok == 0 && report.findings == 0 && report.service_code == 0);

    CHECK_STATUS(usersig_signer_sign(other_key, &request, token.text, sizeof token.text, &token.len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token.text, token.len, "xiaojun", NOW), USERSIG_STATUS_BAD_SIGNATURE);
    CHECK(report.findings == USERSIG_FINDING_BAD_SIGNATURE && report.service_code == 70009);

    /* Every finding is in the set; the first in order is the status. */
    CHECK_STATUS(usersig_signer_sign(other_app, &request, token.text, sizeof token.text, &token.len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token.text, token.len, "mallory", UINT64_MAX), USERSIG_STATUS_SDKAPPID_MISMATCH);
    CHECK(report.findings ==
          (USERSIG_FINDING_SDKAPPID_MISMATCH | USERSIG_FINDING_USERID_MISMATCH | USERSIG_FINDING_EXPIRED));
    CHECK(report.service_code == 70014);

    CHECK_STATUS(VERIFY(NULL, 0, "xiaojun", NOW), USERSIG_STATUS_EMPTY);
    CHECK(report.findings == USERSIG_FINDING_EMPTY && report.service_code == 70002);
    CHECK_STATUS(VERIFY("", 0, "xiaojun", NOW), USERSIG_STATUS_EMPTY);

    CHECK_STATUS(VERIFY(token.text, token.len / 2, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK(report.findings == USERSIG_FINDING_MALFORMED && report.service_code == 70004);
    CHECK_STATUS(VERIFY("no token at all!", 16, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK(report.service_code == 70003);
    CHECK_STATUS(VERIFY("\0\0\0\0", 4, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK_STATUS(VERIFY("\xff\xfe\n\r", 4, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    /* A token together with its NUL. */
    CHECK_STATUS(VERIFY(token.text, token.len + 1, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    memset(large, 'A', 10u << 20);
    CHECK_STATUS(VERIFY(large, size, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK_STATUS(VERIFY(large, (size_t)10u << 20, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);

    CHECK_STATUS(usersig_verify(APP, TEXT(KEY "\n"), token.text, token.len, &expectation, NULL, NULL),
                 USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_verify(0, TEXT(KEY), token.text, token.len, &expectation, NULL, NULL),
                 USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_verify(APP, TEXT(KEY), token.text, token.len, &expectation, NULL, &report),
                 USERSIG_STATUS_SDKAPPID_MISMATCH);

    free(large);
    usersig_verifier_free(verifier);
    usersig_signer_free(other_app);
    usersig_signer_free(other_key);
}

/* A leeway of at most one day: a larger one is an error and not an eternity. */
void test_verify_leeway(void) {
    const usersig_request request = request_for(TEXT("xiaojun"));
    const struct signed_token token = sign_request(&request);
    usersig_expectation expectation = expectation_of(TEXT("xiaojun"));
    usersig_report report = {.size = sizeof report};

    expectation.leeway = 60;
    expectation.now = NOW + WEEK + 60;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    expectation.now = NOW + WEEK + 61;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_EXPIRED);
    expectation.leeway = USERSIG_LEEWAY_MAX;
    expectation.now = NOW + WEEK + 86400;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    expectation.now = NOW + WEEK + 86401;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_EXPIRED);

    expectation.now = NOW;
    expectation.leeway = 86401;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_BAD_LEEWAY);
    CHECK(strstr(report.detail, "86401") != NULL && report.findings == 0);
    expectation.leeway = UINT64_MAX;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_BAD_LEEWAY);
}

void test_verify_max_validity(void) {
    const usersig_request request = request_for(TEXT("xiaojun"));
    const struct signed_token token = sign_request(&request);
    usersig_expectation expectation = expectation_of(TEXT("xiaojun"));
    usersig_report report = {.size = sizeof report};

    expectation.max_validity = WEEK;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    expectation.max_validity = WEEK - 1;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_VALIDITY_TOO_LONG);
    CHECK(report.findings == USERSIG_FINDING_VALIDITY_TOO_LONG && report.service_code == 0 && report.hint[0] != '\0');
    expectation.now = NOW + WEEK + 1;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_EXPIRED);
    CHECK(report.findings == (USERSIG_FINDING_EXPIRED | USERSIG_FINDING_VALIDITY_TOO_LONG));
    CHECK(report.service_code == 70001);
    expectation.max_validity = USERSIG_VALIDITY_MAX + 1;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_BAD_VALIDITY);
}

/* The first and the last second that a clock can show, on both sides. */
void test_verify_clocks_at_the_ends(void) {
    usersig_request request = request_for(TEXT("xiaojun"));
    usersig_expectation expectation = expectation_of(TEXT("xiaojun"));
    struct signed_token token;
    usersig_token *read = NULL;

    request.issued_at = 0;
    token = sign_request(&request);
    expectation.now = 0;
    CHECK_STATUS(verify_token(&token, &expectation, &read, NULL), USERSIG_STATUS_OK);
    CHECK(read->issued_at == 0 && read->expires_at == WEEK);
    usersig_token_free(read);
    expectation.now = UINT64_MAX;
    CHECK_STATUS(verify_token(&token, &expectation, &read, NULL), USERSIG_STATUS_EXPIRED);
    CHECK(read == NULL);

    request.issued_at = UINT64_MAX;
    token = sign_request(&request);
    expectation.leeway = USERSIG_LEEWAY_MAX;
    CHECK_STATUS(verify_token(&token, &expectation, &read, NULL), USERSIG_STATUS_OK);
    CHECK(read->issued_at == UINT64_MAX && read->expires_at == UINT64_MAX);
    usersig_token_free(read);
    expectation.now = 0;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
}
