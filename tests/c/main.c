#include <stdlib.h>

#include "check.h"

int check_passed;
int check_failed;

usersig_request request_for(const char *userid, size_t userid_len) {
    usersig_request request = {.size = sizeof request};
    request.flags = USERSIG_FLAG_FIXED_TIME;
    request.userid = userid;
    request.userid_len = userid_len;
    request.validity = WEEK;
    request.issued_at = NOW;
    return request;
}

usersig_expectation expectation_of(const char *userid, size_t userid_len) {
    usersig_expectation expectation = {.size = sizeof expectation};
    expectation.flags = USERSIG_FLAG_FIXED_TIME;
    expectation.userid = userid;
    expectation.userid_len = userid_len;
    expectation.now = NOW;
    return expectation;
}

void set_userbuf(usersig_request *request, const char *userbuf, size_t userbuf_len) {
    request->contents = USERSIG_CONTENTS_USERBUF;
    request->userbuf = (const uint8_t *)userbuf;
    request->userbuf_len = userbuf_len;
}

void set_room(usersig_request *request, uint32_t room, uint32_t privileges) {
    request->contents = USERSIG_CONTENTS_ROOM_NUMBER;
    request->room = room;
    request->privileges = privileges;
}

void set_room_name(usersig_request *request, const char *name, size_t name_len, uint32_t privileges) {
    request->contents = USERSIG_CONTENTS_ROOM_NAME;
    request->room_name = name;
    request->room_name_len = name_len;
    request->privileges = privileges;
}

usersig_signer *new_signer(void) {
    usersig_signer *signer = NULL;
    if (usersig_signer_new(APP, TEXT(KEY), &signer, NULL) != USERSIG_STATUS_OK) abort();
    return signer;
}

usersig_verifier *new_verifier(void) {
    usersig_verifier *verifier = NULL;
    if (usersig_verifier_new(APP, TEXT(KEY), &verifier, NULL) != USERSIG_STATUS_OK) abort();
    return verifier;
}

struct signed_token sign_request(const usersig_request *request) {
    usersig_signer *signer = new_signer();
    struct signed_token token;
    if (usersig_signer_sign(signer, request, token.text, sizeof token.text, &token.len, NULL) != USERSIG_STATUS_OK)
        abort();
    usersig_signer_free(signer);
    return token;
}

usersig_status verify_token(const struct signed_token *token, const usersig_expectation *expectation,
                            usersig_token **out, usersig_report *report) {
    usersig_verifier *verifier = new_verifier();
    const usersig_status status = usersig_verifier_verify(verifier, token->text, token->len, expectation, out, report);
    usersig_verifier_free(verifier);
    return status;
}

int is_chinese(const char *text) {
    /* The first byte of U+4000 to U+9FFF in UTF-8. */
    for (; *text != '\0'; ++text)
        if ((unsigned char)*text >= 0xe4 && (unsigned char)*text <= 0xe9) return 1;
    return 0;
}

int check_rounds(int most) {
    const char *rounds = getenv("USERSIG_TEST_ROUNDS");
    const int wanted = rounds == NULL ? most : atoi(rounds);
    return wanted > 0 && wanted < most ? wanted : most;
}

static const struct test {
    const char *name;
    void (*run)(void);
} tests[] = {
#define TEST(name) {#name, test_##name},
#include "tests.h"
#undef TEST
};
static const size_t test_count = sizeof tests / sizeof *tests;

void check_run_all_but(const char *name) {
    size_t i;
    for (i = 0; i < test_count; ++i)
        if (strcmp(tests[i].name, name) != 0) tests[i].run();
}

/* Runs one test, and returns whether it has passed. */
static int passes(const struct test *test) {
    int passed;
    check_passed = check_failed = 0;
    test->run();
    passed = check_failed == 0 && check_passed > 0;
    printf("%s  %s\n", passed ? "ok    " : "FAILED", test->name);
    return passed;
}

/* Runs the tests whose names are given, or all; `--list` prints their names. */
int main(int argc, char **argv) {
    int passed = 0, failed = 0, at;
    size_t i;

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (i = 0; i < test_count; ++i) puts(tests[i].name);
        return 0;
    }
    for (i = 0; argc < 2 && i < test_count; ++i) passes(&tests[i]) ? ++passed : ++failed;
    for (at = 1; at < argc; ++at) {
        for (i = 0; i < test_count && strcmp(tests[i].name, argv[at]) != 0;) ++i;
        if (i == test_count) {
            fprintf(stderr, "no test %s\n", argv[at]);
            return 2;
        }
        passes(&tests[i]) ? ++passed : ++failed;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}
