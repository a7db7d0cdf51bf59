#include <stdlib.h>

#include "check.h"

int check_passed;
int check_failed;

usersig_signer *new_signer(void) {
    usersig_signer *signer = NULL;
    if (usersig_signer_new(APP, TEXT(KEY), &signer, NULL) != USERSIG_STATUS_OK) abort();
    return signer;
}

usersig_verifier *new_verifier(void) {
    usersig_verifier *verifier = NULL;
    if (usersig_verifier_new(APP, TEXT(KEY), 0, &verifier, NULL) != USERSIG_STATUS_OK) abort();
    return verifier;
}

int main(void) {
    test_status();
    test_sign();
    test_verify();
    test_inspect();
    test_misuse();
    test_threads();
    test_vectors();
    test_all_statuses_seen();
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed == 0 && check_passed > 0 ? 0 : 1;
}
