/* Every token of the reference implementations is answered as expected, through C. */
#include "check.h"
#include "vectors.h"

static usersig_verifier *verifier_for(const struct vector *v) {
    usersig_verifier *verifier = NULL;
    if (v->has_secret_key) {
        CHECK_STATUS(usersig_verifier_new(v->sdkappid, v->key, v->key_len, 0, &verifier, NULL), USERSIG_STATUS_OK);
    } else {
        CHECK_STATUS(usersig_verifier_new_from_public_key(v->sdkappid, v->key, v->key_len, 0, &verifier, NULL),
                     USERSIG_STATUS_OK);
    }
    return verifier;
}

static void test_vector(const struct vector *v) {
    usersig_verifier *verifier = verifier_for(v);
    usersig_report report;
    usersig_token info;
    char text[1024];
    uint8_t bytes[1024];
    uint64_t issued_at;
    size_t len = 0;

    report.size = sizeof report;
    info.size = sizeof info;
    if (v->expect == USERSIG_STATUS_MALFORMED) {
        CHECK_STATUS(usersig_inspect_unverified(v->token, v->token_len, &info, NULL), v->expect);
        CHECK_STATUS(usersig_verifier_verify_at(verifier, v->token, v->token_len, v->userid, v->userid_len, 0, NULL),
                     v->expect);
        usersig_verifier_free(verifier);
        return;
    }
    CHECK_STATUS(usersig_inspect_unverified(v->token, v->token_len, &info, NULL), USERSIG_STATUS_OK);
    CHECK(info.version == v->version && info.expire == v->expire);
    CHECK(info.issued_at == v->issued_at || v->issued_at == 0);
    CHECK(((info.flags & USERSIG_TOKEN_TIME_APPROXIMATE) != 0) == (v->version == USERSIG_TOKEN_V1_PLAIN));
    CHECK_STATUS(usersig_unverified_userid(v->token, v->token_len, text, sizeof text, &len, NULL), USERSIG_STATUS_OK);
    CHECK(len == v->userid_len && memcmp(text, v->userid, len) == 0);
    CHECK(((info.flags & USERSIG_TOKEN_HAS_USERBUF) != 0) == (v->userbuf != NULL));
    if (v->userbuf != NULL) {
        CHECK_STATUS(usersig_unverified_userbuf(v->token, v->token_len, bytes, sizeof bytes, &len, NULL),
                     USERSIG_STATUS_OK);
        CHECK(len == v->userbuf_len && memcmp(bytes, v->userbuf, len) == 0);
    }
    if (v->has_record) {
        CHECK((info.flags & USERSIG_TOKEN_HAS_RECORD) != 0);
        CHECK(info.record_privileges == v->privileges && info.record_room == v->room);
        CHECK(info.record_sdkappid == info.sdkappid && info.record_expires_at == info.expires_at);
        CHECK_STATUS(usersig_unverified_account(v->token, v->token_len, bytes, sizeof bytes, &len, NULL),
                     USERSIG_STATUS_OK);
        CHECK(len == v->userid_len && memcmp(bytes, v->userid, len) == 0);
        if (v->room_name != NULL) {
            CHECK_STATUS(usersig_unverified_room_name(v->token, v->token_len, text, sizeof text, &len, NULL),
                         USERSIG_STATUS_OK);
            CHECK(len == v->room_name_len && memcmp(text, v->room_name, len) == 0);
        }
    }

    issued_at = info.issued_at;
    CHECK_STATUS(usersig_verifier_verify_at(verifier, v->token, v->token_len, v->userid, v->userid_len, issued_at, NULL),
                 v->expect);
    CHECK_STATUS(usersig_verifier_verify_at(verifier, v->token, v->token_len, v->userid, v->userid_len,
                                            issued_at + v->expire, NULL),
                 v->expect);
    CHECK(usersig_verifier_verify_at(verifier, v->token, v->token_len, v->userid, v->userid_len,
                                     issued_at + v->expire + 1, &report) != USERSIG_STATUS_OK);
    CHECK((report.problems & USERSIG_PROBLEM_EXPIRED) != 0);
    usersig_verifier_free(verifier);
}

/* A token of version 1.0 is not verified with a secret key, whatever it says of itself. */
static void test_wrong_kind(const struct vector *v) {
    usersig_verifier *verifier = NULL;
    CHECK_STATUS(usersig_verifier_new(v->sdkappid, TEXT(KEY), 0, &verifier, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_verifier_verify_at(verifier, v->token, v->token_len, v->userid, v->userid_len, NOW, NULL),
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
#ifdef EXPECT_NO_ECDSA
        if (v->has_secret_key) test_vector(v);
#else
        test_vector(v);
#endif
        if (check_failed != failed) fprintf(stderr, "        in the reference token %s\n", v->id);
    }
    CHECK(vector_count == 150 && of_version_2 == 125);
}
