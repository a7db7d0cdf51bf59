/* Eight threads on one signer, one verifier and one token. */
#include <pthread.h>

#include "check.h"

#define THREADS 8

struct work {
    const usersig_signer *signer;
    const usersig_verifier *verifier;
    const usersig_token *shared;
    const char *expected;
    int number;
    int rounds;
    int valid;
    int wrong;
};

static void *run(void *argument) {
    struct work *work = argument;
    char user[32], token[1024];
    usersig_report report = {.size = sizeof report};
    size_t len = 0;
    int i;

    for (i = 0; i < work->rounds; ++i) {
        usersig_request request;
        usersig_expectation expectation;
        usersig_token *read = NULL;
        snprintf(user, sizeof user, "user_%d_%d", work->number, i);
        request = request_for(user, strlen(user));
        expectation = expectation_of(user, strlen(user));
        work->wrong +=
            usersig_signer_sign(work->signer, &request, token, sizeof token, &len, &report) != USERSIG_STATUS_OK;
        work->valid +=
            usersig_verifier_verify(work->verifier, token, len, &expectation, &read, &report) == USERSIG_STATUS_OK;
        work->wrong += read == NULL || strcmp(read->userid, user) != 0;
        usersig_token_free(read);
        expectation = expectation_of(TEXT("mallory"));
        work->wrong += usersig_verifier_verify(work->verifier, token, len, &expectation, NULL, &report) !=
                       USERSIG_STATUS_USERID_MISMATCH;
        work->wrong += strstr(report.detail, user) == NULL;
        /* Everyone's token for the same user is the same. */
        request = request_for(TEXT("everyone"));
        work->wrong +=
            usersig_signer_sign(work->signer, &request, token, sizeof token, &len, NULL) != USERSIG_STATUS_OK;
        work->wrong += strcmp(token, work->expected) != 0;
        work->wrong += strcmp(work->shared->userid, "everyone") != 0 || work->shared->expires_at != NOW + WEEK;
    }
    return NULL;
}

void test_threads(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    const usersig_request request = request_for(TEXT("everyone"));
    const struct signed_token expected = sign_request(&request);
    usersig_token *shared = NULL;
    struct work work[THREADS];
    pthread_t threads[THREADS];
    int i;

    CHECK_STATUS(usersig_inspect_unverified(expected.text, expected.len, &shared, NULL), USERSIG_STATUS_OK);
    for (i = 0; i < THREADS; ++i) {
        work[i].signer = signer;
        work[i].verifier = verifier;
        work[i].shared = shared;
        work[i].expected = expected.text;
        work[i].number = i;
        work[i].rounds = check_rounds(500);
        work[i].valid = work[i].wrong = 0;
        CHECK(pthread_create(&threads[i], NULL, run, &work[i]) == 0);
    }
    for (i = 0; i < THREADS; ++i) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(work[i].valid == work[i].rounds);
        CHECK(work[i].wrong == 0);
    }
    usersig_token_free(shared);
    usersig_verifier_free(verifier);
    usersig_signer_free(signer);
}
