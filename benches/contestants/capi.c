/* A contestant of scripts/bench: usersig through its C ABI. The lines are explained in compare/src/main.rs. */
#define _POSIX_C_SOURCE 200809L
#include "contestant.h"
#include <usersig.h>

/* By the system clock, and at a fixed time. */
static usersig_request by_clock = {.size = sizeof by_clock}, at_now, for_room;
static usersig_expectation valid_by_clock = {.size = sizeof valid_by_clock}, valid_at_now;
static char buf[4096];
static size_t len;

/* Time of COUNT times CALL, which must be OK. */
#define TIME(CALL)                                                                                                     \
    do {                                                                                                               \
        const uint64_t start = nanoseconds();                                                                          \
        for (uint64_t i = 0; i < count; i++) must((CALL) == USERSIG_STATUS_OK, line->operation);                       \
        took = nanoseconds() - start;                                                                                  \
    } while (0)

static usersig_signer *private_signer(uint32_t sdkappid, const char *pem) {
    usersig_signer *signer = NULL;
    must(usersig_signer_new_from_private_key(sdkappid, pem, strlen(pem), &signer, NULL) == USERSIG_STATUS_OK, "key");
    return signer;
}

static usersig_verifier *public_verifier(uint32_t sdkappid, const char *pem) {
    usersig_verifier *verifier = NULL;
    must(usersig_verifier_new_from_public_key(sdkappid, pem, strlen(pem), &verifier, NULL) == USERSIG_STATUS_OK, "key");
    return verifier;
}

/* "P256" if the operation is `sign-p256` or `verify-p256`, by its `verb`; NULL if it is neither curve's. */
static const char *curve(const char *operation, const char *verb) {
    const size_t verb_len = strlen(verb);
    if (strncmp(operation, verb, verb_len) != 0) return NULL;
    if (strcmp(operation + verb_len, "-p256") == 0) return "P256";
    return strcmp(operation + verb_len, "-secp256k1") == 0 ? "SECP256K1" : NULL;
}

static const char *pem(const char *of_curve, const char *part) {
    char name[64];
    snprintf(name, sizeof name, "BENCH_%s_%s", of_curve, part);
    return variable(name);
}

static void run(const struct line *line, uint32_t sdkappid, const usersig_signer *signer,
                const usersig_verifier *verifier) {
    const uint64_t count = strtoull(line->argument, NULL, 10);
    const size_t token_len = strlen(line->token);
    uint64_t took = 0;
    len = 0;
    if (strcmp(line->operation, "sign") == 0) {
        TIME(usersig_signer_sign(signer, &by_clock, buf, sizeof buf, &len, NULL));
    } else if (strcmp(line->operation, "sign-into") == 0) {
        TIME(usersig_signer_sign(signer, &at_now, buf, sizeof buf, &len, NULL));
    } else if (strcmp(line->operation, "room") == 0) {
        TIME(usersig_signer_sign(signer, &for_room, buf, sizeof buf, &len, NULL));
    } else if (strcmp(line->operation, "verify") == 0) {
        TIME(usersig_verifier_verify(verifier, line->token, token_len, &valid_at_now, NULL, NULL));
    } else if (strcmp(line->operation, "empty") == 0) {
        TIME((usersig_status)usersig_abi_version());
    } else if (curve(line->operation, "sign") != NULL) {
        usersig_signer *own = private_signer(sdkappid, pem(curve(line->operation, "sign"), "PRIVATE"));
        TIME(usersig_signer_sign(own, &by_clock, buf, sizeof buf, &len, NULL));
        usersig_signer_free(own);
    } else if (curve(line->operation, "verify") != NULL) {
        usersig_verifier *own = public_verifier(sdkappid, pem(curve(line->operation, "verify"), "PUBLIC"));
        TIME(usersig_verifier_verify(own, line->token, token_len, &valid_by_clock, NULL, NULL));
        usersig_verifier_free(own);
    } else {
        puts("-");
        return;
    }
    printf("%llu - %s\n", (unsigned long long)took, len == 0 ? "-" : buf);
}

int main(void) {
    const uint32_t sdkappid = (uint32_t)number("BENCH_SDKAPPID");
    const char *key = variable("BENCH_KEY");
    struct line line;
    usersig_signer *signer = NULL;
    usersig_verifier *verifier = NULL;
    must(usersig_signer_new(sdkappid, key, strlen(key), &signer, NULL) == USERSIG_STATUS_OK, "signer");
    must(usersig_verifier_new(sdkappid, key, strlen(key), &verifier, NULL) == USERSIG_STATUS_OK, "verifier");
    by_clock.userid = valid_by_clock.userid = variable("BENCH_USERID");
    by_clock.userid_len = valid_by_clock.userid_len = strlen(by_clock.userid);
    by_clock.validity = number("BENCH_EXPIRE");
    at_now = for_room = by_clock;
    at_now.flags = USERSIG_FLAG_FIXED_TIME;
    at_now.issued_at = number("BENCH_NOW");
    for_room.contents = USERSIG_CONTENTS_ROOM_NUMBER;
    for_room.room = 10000;
    for_room.privileges = USERSIG_PRIVILEGE_ALL;
    valid_at_now = valid_by_clock;
    valid_at_now.flags = USERSIG_FLAG_FIXED_TIME;
    valid_at_now.now = at_now.issued_at;
    while (next_line(&line)) {
        if (strcmp(line.operation, "token") == 0) {
            usersig_request request = by_clock;
            request.userid = line.argument;
            request.userid_len = strlen(line.argument);
            must(usersig_signer_sign(signer, &request, buf, sizeof buf, &len, NULL) == USERSIG_STATUS_OK, "token");
            puts(buf);
        } else {
            run(&line, sdkappid, signer, verifier);
        }
        fflush(stdout);
    }
    usersig_signer_free(signer);
    usersig_verifier_free(verifier);
    return 0;
}
