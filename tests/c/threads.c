/* Eight threads on one signer and one verifier. */
#include <pthread.h>

#include "check.h"

#define THREADS 8
#ifndef ROUNDS
#define ROUNDS 500
#endif

struct work {
    const usersig_signer *signer;
    const usersig_verifier *verifier;
    const char *expected;
    int number;
    int wrong;
};

static void *run(void *argument) {
    struct work *work = argument;
    char user[32], token[1024];
    usersig_report report;
    size_t len = 0;
    int i;

    report.size = sizeof report;
    for (i = 0; i < ROUNDS; ++i) {
        snprintf(user, sizeof user, "user_%d_%d", work->number, i);
        work->wrong += usersig_signer_sign_at(work->signer, user, strlen(user), WEEK, NOW, 0, token, sizeof token, &len,
                                              &report) != USERSIG_STATUS_OK;
        work->wrong += usersig_verifier_verify_at(work->verifier, token, len, user, strlen(user), NOW, &report) !=
                       USERSIG_STATUS_OK;
        work->wrong += usersig_verifier_verify_at(work->verifier, token, len, TEXT("mallory"), NOW, &report) !=
                       USERSIG_STATUS_USERID_MISMATCH;
        work->wrong += strstr(report.detail, user) == NULL;
        /* Everyone's token for the same user is the same. */
        work->wrong += usersig_signer_sign_at(work->signer, TEXT("everyone"), WEEK, NOW, 0, token, sizeof token, &len,
                                              NULL) != USERSIG_STATUS_OK;
        work->wrong += strcmp(token, work->expected) != 0;
    }
    return NULL;
}

void test_threads(void) {
    usersig_signer *signer = new_signer();
    usersig_verifier *verifier = new_verifier();
    struct work work[THREADS];
    pthread_t threads[THREADS];
    char expected[1024];
    size_t len = 0;
    int i;

    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("everyone"), WEEK, NOW, 0, expected, sizeof expected, &len, NULL),
                 USERSIG_STATUS_OK);
    for (i = 0; i < THREADS; ++i) {
        work[i].signer = signer;
        work[i].verifier = verifier;
        work[i].expected = expected;
        work[i].number = i;
        work[i].wrong = 0;
        CHECK(pthread_create(&threads[i], NULL, run, &work[i]) == 0);
    }
    for (i = 0; i < THREADS; ++i) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(work[i].wrong == 0);
    }
    usersig_verifier_free(verifier);
    usersig_signer_free(signer);
}
