/* A small harness: a failed check says where it is and fails its test. And what most tests sign and verify with. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

#include <usersig.h>

/* The checks of the test that runs: a test without any fails too. */
extern int check_passed;
extern int check_failed;
/* Remembers that a call has returned this status. */
void check_seen(usersig_status status);
/* Runs every test but the named one. */
void check_run_all_but(const char *name);
/* Returns how often a test repeats what it does: `most`, or less if the environment's USERSIG_TEST_ROUNDS says so. */
int check_rounds(int most);

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (condition) {                                                                                               \
            ++check_passed;                                                                                            \
        } else {                                                                                                       \
            ++check_failed;                                                                                            \
            fprintf(stderr, "FAILED  %s:%d: %s\n", __FILE__, __LINE__, #condition);                                    \
        }                                                                                                              \
    } while (0)

/* The call is made once; its status is compared by name. */
#define CHECK_STATUS(call, expected)                                                                                   \
    do {                                                                                                               \
        const usersig_status check_got = (call);                                                                       \
        check_seen(check_got);                                                                                         \
        if (check_got == (expected)) {                                                                                 \
            ++check_passed;                                                                                            \
        } else {                                                                                                       \
            ++check_failed;                                                                                            \
            fprintf(stderr, "FAILED  %s:%d: %s is %s; expected %s\n", __FILE__, __LINE__, #call,                       \
                    usersig_status_name(check_got), usersig_status_name(expected));                                    \
        }                                                                                                              \
    } while (0)

/* What most tests sign with. */
#define APP 1400000000u
#define KEY "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
#define NOW ((uint64_t)1700000000u)
#define WEEK USERSIG_VALIDITY_CLIENT

/* A text without its NUL, as two arguments. */
#define TEXT(literal) (literal), (sizeof(literal) - 1)

/* What one call signed. */
struct signed_token {
    char text[4096];
    size_t len;
};

/* A request for a plain UserSig of a week, issued at NOW; tests change what they are about. */
usersig_request request_for(const char *userid, size_t userid_len);
/* An expectation of any contents at NOW. */
usersig_expectation expectation_of(const char *userid, size_t userid_len);
void set_userbuf(usersig_request *request, const char *userbuf, size_t userbuf_len);
void set_room(usersig_request *request, uint32_t room, uint32_t privileges);
void set_room_name(usersig_request *request, const char *name, size_t name_len, uint32_t privileges);

usersig_signer *new_signer(void);
usersig_verifier *new_verifier(void);
/* Signs with a signer of its own, which cannot fail. */
struct signed_token sign_request(const usersig_request *request);
/* Verifies with a verifier of its own. */
usersig_status verify_token(const struct signed_token *token, const usersig_expectation *expectation,
                            usersig_token **out, usersig_report *report);

/* Whether a text has Chinese characters. */
int is_chinese(const char *text);

/* Private and public keys of the reference tokens: "prime256v1" or "secp256k1". */
extern const char *const private_key_p256;
extern const char *const public_key_p256;

#ifdef EXPECT_MINIMAL
#define FEATURE_TEST(name)
#define MINIMAL_TEST(name) TEST(name)
#else
#define FEATURE_TEST(name) TEST(name)
#define MINIMAL_TEST(name)
#endif
#ifdef EXPECT_PANIC_PROBE
#define PANIC_TEST(name) TEST(name)
#else
#define PANIC_TEST(name)
#endif
#define TEST(name) void test_##name(void);
#include "tests.h"
#undef TEST

#endif
