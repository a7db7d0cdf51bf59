/* Verifying: the report, every finding, their order. */
#include <stdlib.h>

#include "check.h"

#define VERIFY(token, token_len, user, now) \
    usersig_verifier_verify_at(verifier, token, token_len, TEXT(user), now, &report)

void test_verify(void) {
    usersig_signer *signer = new_signer(), *other_key = NULL, *other_app = NULL;
    usersig_verifier *verifier = new_verifier(), *patient = NULL;
    usersig_report report;
    char token[2048];
    size_t len = 0, size = 70000;
    char *large = malloc(10u << 20);

    if (large == NULL) abort();
    memset(&report, 0x55, sizeof report);
    report.size = sizeof report;
    CHECK_STATUS(usersig_signer_new(APP, TEXT("another"), &other_key, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_new(APP + 1, TEXT(KEY), &other_app, NULL), USERSIG_STATUS_OK);

    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token, len, "xiaojun", NOW), USERSIG_STATUS_OK);
    CHECK(report.status == USERSIG_STATUS_OK && report.problems == 0 && report.service_code == 0);
    CHECK(report.detail[0] == '\0' && report.hint[0] == '\0');
    CHECK_STATUS(VERIFY(token, len, "xiaojun", 0), USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token, len, "xiaojun", NOW + WEEK), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verify_at(APP, TEXT(KEY), token, len, TEXT("xiaojun"), NOW, NULL), USERSIG_STATUS_OK);

    CHECK_STATUS(VERIFY(token, len, "xiaojun", NOW + WEEK + 1), USERSIG_STATUS_EXPIRED);
    CHECK(report.problems == USERSIG_PROBLEM_EXPIRED && report.service_code == USERSIG_SERVICE_EXPIRED);
    CHECK(strstr(report.detail, "1 s ago") != NULL && report.hint[0] != '\0');
    CHECK_STATUS(VERIFY(token, len, "xiaojun", UINT64_MAX), USERSIG_STATUS_EXPIRED);

    CHECK_STATUS(usersig_verifier_new(APP, TEXT(KEY), 60, &patient, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify_at(patient, token, len, TEXT("xiaojun"), NOW + WEEK + 60, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify_at(patient, token, len, TEXT("xiaojun"), NOW + WEEK + 61, NULL),
                 USERSIG_STATUS_EXPIRED);
    usersig_verifier_free(patient);
    CHECK_STATUS(usersig_verifier_new(APP, TEXT(KEY), UINT64_MAX, &patient, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify_at(patient, token, len, TEXT("xiaojun"), UINT64_MAX, NULL), USERSIG_STATUS_OK);

    CHECK_STATUS(VERIFY(token, len, "mallory", NOW), USERSIG_STATUS_USERID_MISMATCH);
    CHECK(report.problems == USERSIG_PROBLEM_USERID_MISMATCH);
    CHECK(report.service_code == USERSIG_SERVICE_USERID_MISMATCH);
    CHECK(strstr(report.detail, "xiaojun") != NULL && strstr(report.detail, "mallory") != NULL);
    /* The bytes after a NUL are part of the UserID. */
    CHECK_STATUS(VERIFY(token, len, "xiaojun\0admin", NOW), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(VERIFY(token, len, "", NOW), USERSIG_STATUS_BAD_USERID);
    CHECK_STATUS(VERIFY(token, len, "xiaojun\xff", NOW), USERSIG_STATUS_NOT_UTF8);

    CHECK_STATUS(usersig_signer_sign_at(other_key, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token, len, "xiaojun", NOW), USERSIG_STATUS_BAD_SIGNATURE);
    CHECK(report.problems == USERSIG_PROBLEM_BAD_SIGNATURE);
    CHECK(report.service_code == USERSIG_SERVICE_BAD_SIGNATURE);

    /* Every problem is in the set; the first in order is the status. */
    CHECK_STATUS(usersig_signer_sign_at(other_app, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(VERIFY(token, len, "mallory", UINT64_MAX), USERSIG_STATUS_SDKAPPID_MISMATCH);
    CHECK(report.problems == (USERSIG_PROBLEM_SDKAPPID_MISMATCH | USERSIG_PROBLEM_USERID_MISMATCH |
                              USERSIG_PROBLEM_EXPIRED));
    CHECK(report.service_code == USERSIG_SERVICE_SDKAPPID_MISMATCH);

    CHECK_STATUS(VERIFY(NULL, 0, "xiaojun", NOW), USERSIG_STATUS_EMPTY);
    CHECK(report.problems == USERSIG_PROBLEM_EMPTY && report.service_code == USERSIG_SERVICE_EMPTY);
    CHECK_STATUS(VERIFY("", 0, "xiaojun", NOW), USERSIG_STATUS_EMPTY);

    CHECK_STATUS(VERIFY(token, len / 2, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK(report.problems == USERSIG_PROBLEM_MALFORMED);
    CHECK(report.service_code == USERSIG_SERVICE_TRUNCATED);
    CHECK_STATUS(VERIFY("no token at all!", 16, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK(report.service_code == USERSIG_SERVICE_MALFORMED);
    CHECK_STATUS(VERIFY("\0\0\0\0", 4, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK_STATUS(VERIFY("\xff\xfe\n\r", 4, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    /* A token whose NUL terminator is taken along. */
    CHECK_STATUS(VERIFY(token, len + 1, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    memset(large, 'A', 10u << 20);
    CHECK_STATUS(VERIFY(large, size, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);
    CHECK_STATUS(VERIFY(large, (size_t)10u << 20, "xiaojun", NOW), USERSIG_STATUS_MALFORMED);

    CHECK_STATUS(usersig_verify_at(APP, TEXT(KEY "\n"), token, len, TEXT("xiaojun"), NOW, NULL), USERSIG_STATUS_BAD_KEY);
    CHECK_STATUS(usersig_verify_at(0, TEXT(KEY), token, len, TEXT("xiaojun"), NOW, NULL), USERSIG_STATUS_BAD_SDKAPPID);
    CHECK_STATUS(usersig_verify_at(APP, TEXT(KEY), token, len, TEXT("xiaojun"), NOW, &report),
                 USERSIG_STATUS_SDKAPPID_MISMATCH);

    free(large);
    usersig_verifier_free(patient);
    usersig_verifier_free(verifier);
    usersig_signer_free(other_app);
    usersig_signer_free(other_key);
    usersig_signer_free(signer);
}
