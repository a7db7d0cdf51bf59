/* The cases of search.py over the C ABI. What is called, and how, is in the functions up to `run`. */
#include "usersig.h"

#include "program.h"

static char token[8192];
static size_t token_len;
static usersig_report report = {.size = sizeof(usersig_report)};

static usersig_signer *new_signer(uint32_t app, const char *key, size_t key_len) {
    usersig_signer *signer = NULL;
    usersig_signer_new(app, key, key_len, &signer, &report);
    return signer;
}

static usersig_signer *new_private_signer(uint32_t app, const char *pem, size_t pem_len) {
    usersig_signer *signer = NULL;
    usersig_signer_new_from_private_key(app, pem, pem_len, &signer, &report);
    return signer;
}

static usersig_verifier *new_verifier(uint32_t app, const char *key, size_t key_len) {
    usersig_verifier *verifier = NULL;
    usersig_verifier_new(app, key, key_len, &verifier, &report);
    return verifier;
}

static usersig_request request_for(const char *user) {
    usersig_request request = {.size = sizeof request, .flags = USERSIG_FLAG_FIXED_TIME};
    request.userid = user;
    request.userid_len = strlen(user);
    request.validity = WEEK;
    request.issued_at = NOW;
    return request;
}

static usersig_expectation expectation_of(const char *user) {
    usersig_expectation expectation = {.size = sizeof expectation, .flags = USERSIG_FLAG_FIXED_TIME};
    expectation.userid = user;
    expectation.userid_len = strlen(user);
    expectation.now = NOW;
    return expectation;
}

static usersig_status sign(const usersig_signer *signer, const char *user) {
    const usersig_request request = request_for(user);
    return usersig_signer_sign(signer, &request, token, sizeof token, &token_len, &report);
}

static usersig_status sign_long(const usersig_signer *signer) {
    static const uint8_t userbuf[3000];
    usersig_request request = request_for(USER);
    request.contents = USERSIG_CONTENTS_USERBUF;
    request.userbuf = userbuf;
    request.userbuf_len = sizeof userbuf;
    return usersig_signer_sign(signer, &request, token, sizeof token, &token_len, &report);
}

static usersig_status sign_once(const char *key, size_t key_len, uint32_t app, const char *user) {
    const usersig_request request = request_for(user);
    return usersig_sign(app, key, key_len, &request, token, sizeof token, &token_len, &report);
}

static usersig_status verify(const usersig_verifier *verifier, const char *user) {
    const usersig_expectation expectation = expectation_of(user);
    return usersig_verifier_verify(verifier, token, token_len, &expectation, NULL, &report);
}

static usersig_status verify_once(const char *key, size_t key_len, uint32_t app, const char *user) {
    const usersig_expectation expectation = expectation_of(user);
    return usersig_verify(app, key, key_len, token, token_len, &expectation, NULL, &report);
}

static usersig_status diagnose(const usersig_verifier *verifier, const char *key, size_t key_len, const char *cause) {
    const usersig_expectation expectation = expectation_of(USER);
    usersig_notes *notes = NULL;
    usersig_status status =
        usersig_verifier_diagnose(verifier, token, token_len, &expectation, key, key_len, &notes, &report);
    int found = *cause == '\0';
    CHECK(notes != NULL);
    for (uint32_t i = 0; i < notes->count; i++) found |= strcmp(notes->notes[i]->name, cause) == 0;
    CHECK(found);
    usersig_notes_free(notes);
    return status;
}

static void diagnose_key(const char *key, size_t key_len) {
    usersig_notes *notes = NULL;
    usersig_status status = usersig_diagnose_key(key, key_len, &notes, &report);
    /* A PEM key is looked at as well, though it is no secret key. */
    CHECK(notes != NULL && status == (memchr(key, '\n', key_len) ? USERSIG_STATUS_BAD_KEY : USERSIG_STATUS_OK));
    usersig_notes_free(notes);
}

/* A signer with the key in quotation marks. Byte by byte, since memcpy would leave some of the key in registers. */
static usersig_signer *new_quoted_signer(uint32_t app, const char *key, size_t key_len) {
    static volatile char quoted[256];
    usersig_signer *signer;
    CHECK(key_len + 2 <= sizeof quoted);
    quoted[0] = quoted[key_len + 1] = '"';
    for (size_t i = 0; i < key_len; i++) quoted[i + 1] = key[i];
    signer = new_signer(app, (const char *)quoted, key_len + 2);
    for (size_t i = 0; i < sizeof quoted; i++) quoted[i] = 0;
    return signer;
}

static void set_token(const char *text) {
    token_len = strlen(text);
    memcpy(token, text, token_len);
}

static int is(const char *name, const char *other) { return strcmp(name, other) == 0; }

__attribute__((noinline)) static void run(const char *name, const char *key, size_t key_len) {
    static usersig_signer *signer;
    static usersig_verifier *verifier;

    if (is(name, "alive")) {
        CHECK(new_signer(APP, key, key_len));
    } else if (is(name, "signer")) {
        CHECK(signer = new_signer(APP, key, key_len));
    } else if (is(name, "sign")) {
        CHECK(signer = new_signer(APP, key, key_len));
        CHECK(sign(signer, USER) == USERSIG_STATUS_OK);
    } else if (is(name, "sign long")) {
        CHECK(signer = new_signer(APP, key, key_len));
        CHECK(sign_long(signer) == USERSIG_STATUS_OK);
    } else if (is(name, "verifier")) {
        CHECK(verifier = new_verifier(APP, key, key_len));
    } else if (is(name, "verify")) {
        CHECK(signer = new_signer(APP, key, key_len));
        CHECK(verifier = new_verifier(APP, key, key_len));
        CHECK(sign(signer, USER) == USERSIG_STATUS_OK);
        CHECK(verify(verifier, USER) == USERSIG_STATUS_OK);
    } else if (is(name, "verify malformed")) {
        set_token("eJw");
        CHECK(verifier = new_verifier(APP, key, key_len));
        CHECK(verify(verifier, USER) == USERSIG_STATUS_MALFORMED);
    } else if (is(name, "one-shot sign")) {
        CHECK(sign_once(key, key_len, APP, USER) == USERSIG_STATUS_OK);
    } else if (is(name, "one-shot verify")) {
        CHECK(sign_once(key, key_len, APP, USER) == USERSIG_STATUS_OK);
        CHECK(verify_once(key, key_len, APP, USER) == USERSIG_STATUS_OK);
    } else if (is(name, "one-shot verify malformed")) {
        set_token("eJw");
        CHECK(verify_once(key, key_len, APP, USER) == USERSIG_STATUS_MALFORMED);
    } else if (is(name, "bad sdkappid")) {
        CHECK(!new_signer(0, key, key_len));
        CHECK(!new_verifier(0, key, key_len));
        CHECK(sign_once(key, key_len, 0, USER) == USERSIG_STATUS_BAD_SDKAPPID);
        CHECK(verify_once(key, key_len, 0, USER) == USERSIG_STATUS_BAD_SDKAPPID);
    } else if (is(name, "bad userid")) {
        CHECK(signer = new_signer(APP, key, key_len));
        CHECK(sign(signer, "\n") == USERSIG_STATUS_BAD_USERID);
        CHECK(sign_once(key, key_len, APP, "\n") == USERSIG_STATUS_BAD_USERID);
    } else if (is(name, "bad userid under verification")) {
        set_token("eJw");
        CHECK(verifier = new_verifier(APP, key, key_len));
        CHECK(verify(verifier, "\n") == USERSIG_STATUS_BAD_USERID);
        CHECK(verify_once(key, key_len, APP, "\n") == USERSIG_STATUS_BAD_USERID);
    } else if (is(name, "bad key")) {
        CHECK(!new_signer(APP, key, key_len));
        CHECK(!new_verifier(APP, key, key_len));
        CHECK(sign_once(key, key_len, APP, USER) == USERSIG_STATUS_BAD_KEY);
        CHECK(verify_once(key, key_len, APP, USER) == USERSIG_STATUS_BAD_KEY);
    } else if (is(name, "diagnose")) {
        CHECK(verifier = new_verifier(APP, key, key_len));
        CHECK(sign_once("another", 7, APP, USER) == USERSIG_STATUS_OK);
        CHECK(diagnose(verifier, key, key_len, "") == USERSIG_STATUS_BAD_SIGNATURE);
    } else if (is(name, "diagnose quoted")) {
        CHECK(verifier = new_verifier(APP, key, key_len));
        CHECK(signer = new_quoted_signer(APP, key, key_len));
        CHECK(sign(signer, USER) == USERSIG_STATUS_OK);
        CHECK(diagnose(verifier, key, key_len, "key_quoted") == USERSIG_STATUS_BAD_SIGNATURE);
    } else if (is(name, "diagnose key")) {
        diagnose_key(key, key_len);
    } else if (is(name, "private alive")) {
        CHECK(new_private_signer(APP, key, key_len));
    } else if (is(name, "private signer")) {
        CHECK(signer = new_private_signer(APP, key, key_len));
    } else if (is(name, "private sign")) {
        CHECK(signer = new_private_signer(APP, key, key_len));
        CHECK(sign(signer, USER) == USERSIG_STATUS_OK);
    } else if (is(name, "private bad sdkappid")) {
        CHECK(!new_private_signer(0, key, key_len));
    } else if (is(name, "private bad userid")) {
        CHECK(signer = new_private_signer(APP, key, key_len));
        CHECK(sign(signer, "\n") == USERSIG_STATUS_BAD_USERID);
    } else if (is(name, "bad private key")) {
        CHECK(!new_private_signer(APP, key, key_len));
    } else {
        CHECK(!"a case of this name");
    }
    usersig_signer_free(signer);
    usersig_verifier_free(verifier);
}
