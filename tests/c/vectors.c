/* Every token of the reference implementations has the expected result, through C. */
#include "check.h"
#include "vectors.h"

static usersig_verifier *verifier_for(const struct vector *v) {
    usersig_verifier *verifier = NULL;
    if (v->has_secret_key) {
        CHECK_STATUS(usersig_verifier_new(v->sdkappid, v->key, v->key_len, &verifier, NULL), USERSIG_STATUS_OK);
    } else {
        CHECK_STATUS(usersig_verifier_new_from_public_key(v->sdkappid, v->key, v->key_len, &verifier, NULL),
                     USERSIG_STATUS_OK);
    }
    return verifier;
}

static int same_bytes(const void *found, size_t found_len, const char *expected, size_t expected_len) {
    return found != NULL && found_len == expected_len && memcmp(found, expected, expected_len) == 0;
}

static void check_fields(const struct vector *v, const usersig_token *read) {
    CHECK(read->version == v->version && read->expire == v->expire);
    CHECK(read->issued_at == v->issued_at || v->issued_at == 0);
    CHECK(((read->flags & USERSIG_TOKEN_TIME_APPROXIMATE) != 0) == (v->version == USERSIG_TOKEN_V1_PLAIN));
    CHECK(same_bytes(read->userid, read->userid_len, v->userid, v->userid_len) && read->userid[v->userid_len] == '\0');
    CHECK(((read->flags & USERSIG_TOKEN_HAS_USERBUF) != 0) == (v->userbuf != NULL));
    CHECK(v->userbuf == NULL || same_bytes(read->userbuf, read->userbuf_len, v->userbuf, v->userbuf_len));
    if (v->has_record) {
        CHECK((read->flags & USERSIG_TOKEN_HAS_RECORD) != 0);
        CHECK(read->record_privileges == v->privileges && read->record_room == v->room);
        CHECK(read->record_sdkappid == read->sdkappid && read->record_expires_at == read->expires_at);
        CHECK(same_bytes(read->record_account, read->record_account_len, v->userid, v->userid_len));
        CHECK(v->room_name == NULL ||
              same_bytes(read->record_room_name, read->record_room_name_len, v->room_name, v->room_name_len));
    }
}

static void test_vector(const struct vector *v) {
    usersig_verifier *verifier = verifier_for(v);
    usersig_expectation expectation = expectation_of(v->userid, v->userid_len);
    usersig_report report = {.size = sizeof report};
    usersig_token *read = NULL;

#define VERIFY usersig_verifier_verify(verifier, v->token, v->token_len, &expectation, NULL, &report)
    if (v->expect == USERSIG_STATUS_MALFORMED) {
        CHECK_STATUS(usersig_inspect_unverified(v->token, v->token_len, &read, NULL), v->expect);
        CHECK(read == NULL);
        expectation.now = 0;
        CHECK_STATUS(VERIFY, v->expect);
        usersig_verifier_free(verifier);
        return;
    }
    CHECK_STATUS(usersig_inspect_unverified(v->token, v->token_len, &read, NULL), USERSIG_STATUS_OK);
    check_fields(v, read);
    expectation.now = read->issued_at;
    CHECK_STATUS(VERIFY, v->expect);
    expectation.now = read->issued_at + v->expire;
    CHECK_STATUS(VERIFY, v->expect);
    expectation.now = read->issued_at + v->expire + 1;
    CHECK(VERIFY != USERSIG_STATUS_OK);
    CHECK((report.findings & USERSIG_FINDING_EXPIRED) != 0);
#undef VERIFY
    usersig_token_free(read);
    usersig_verifier_free(verifier);
}

/* A token of version 1.0 is not verified with a secret key, whatever it says of itself. */
static void test_wrong_kind(const struct vector *v) {
    usersig_verifier *verifier = NULL;
    const usersig_expectation expectation = expectation_of(v->userid, v->userid_len);
    CHECK_STATUS(usersig_verifier_new(v->sdkappid, TEXT(KEY), &verifier, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify(verifier, v->token, v->token_len, &expectation, NULL, NULL),
                 USERSIG_STATUS_WRONG_KEY_KIND);
    usersig_verifier_free(verifier);
}

void test_vectors(void) {
    size_t i, of_version_2 = 0;
    for (i = 0; i < vector_count; ++i) {
        const struct vector *v = &vectors[i];
        const int failed = check_failed;
        of_version_2 += (size_t)v->has_secret_key;
        if (!v->has_secret_key) test_wrong_kind(v);
#ifdef EXPECT_MINIMAL
        if (v->has_secret_key) test_vector(v);
#else
        test_vector(v);
#endif
        if (check_failed != failed) fprintf(stderr, "        in the reference token %s\n", v->id);
    }
    CHECK(vector_count == 150 && of_version_2 == 125);
}
