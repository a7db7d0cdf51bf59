/* The cases of search.py over the functions that the Kotlin and Swift sources call, called as they call them. */
#define _Nonnull
#define _Nullable
#include "UserSigFFI.h"

#include "program.h"

#define CALL(name) uniffi_usersig_uniffi_fn_##name

static RustCallStatus status;

static int failed(void) {
    int code = status.code;
    if (code) ffi_usersig_uniffi_rustbuffer_free(status.errorBuf, &status);
    memset(&status, 0, sizeof status);
    return code;
}

static RustBuffer lower(const char *text, size_t len) {
    RustBuffer buffer = ffi_usersig_uniffi_rustbuffer_alloc(len, &status);
    /* Not memcpy, which would leave some of the text in registers. */
    for (size_t i = 0; i < len; i++) ((volatile uint8_t *)buffer.data)[i] = (uint8_t)text[i];
    buffer.len = len;
    return buffer;
}

/* A call consumes the handles that it is called with, so the callers clone them. */
static uint64_t new_signer(uint32_t app, uint64_t key) {
    return CALL(constructor_signer_new)(app, CALL(clone_secretkey)(key, &status), &status);
}

static uint64_t new_private_signer(uint32_t app, uint64_t key) {
    return CALL(constructor_signer_with_private_key)(app, CALL(clone_privatekey)(key, &status), &status);
}

static uint64_t new_verifier(uint32_t app, uint64_t key) {
    return CALL(constructor_verifier_new)(app, CALL(clone_secretkey)(key, &status), &status);
}

/* A record as UniFFI serializes it: its fields in their order, numbers big-endian. */
struct record {
    uint8_t bytes[512];
    size_t len;
};

static void put(struct record *record, uint64_t number, size_t width) {
    for (size_t at = width; at-- > 0;) record->bytes[record->len++] = (uint8_t)(number >> (8 * at));
}

static void put_text(struct record *record, const char *text) {
    put(record, strlen(text), 4);
    while (*text) put(record, (uint8_t)*text++, 1);
}

static RustBuffer sign(uint64_t signer, const char *user) {
    struct record request = {.len = 0};
    put_text(&request, user);
    put(&request, 1, 4); /* the first rule: IM's */
    put(&request, WEEK, 8);
    put(&request, 1, 1); /* a time of issue follows */
    put(&request, NOW, 8);
    put(&request, 1, 4); /* the first contents: none */
    return CALL(method_signer_sign)(CALL(clone_signer)(signer, &status),
                                    lower((const char *)request.bytes, request.len), &status);
}

static RustBuffer expected(void) {
    struct record expectation = {.len = 0};
    put_text(&expectation, USER);
    put(&expectation, 1, 1); /* a time follows */
    put(&expectation, NOW, 8);
    put(&expectation, 0, 8); /* no leeway */
    put(&expectation, 0, 1); /* any validity */
    put(&expectation, 1, 4); /* the first contents: any */
    return lower((const char *)expectation.bytes, expectation.len);
}

static RustBuffer english(void) {
    struct record language = {.len = 0};
    put(&language, 1, 4); /* the first language */
    return lower((const char *)language.bytes, language.len);
}

static void verify(uint64_t verifier, RustBuffer token) {
    RustBuffer found =
        CALL(method_verifier_verify)(CALL(clone_verifier)(verifier, &status), token, expected(), &status);
    CHECK(!failed());
    ffi_usersig_uniffi_rustbuffer_free(found, &status);
}

static int is(const char *name, const char *other) { return strcmp(name, other) == 0; }

static void run_secret(const char *name, const char *text, size_t len) {
    uint64_t key = CALL(constructor_secretkey_new)(lower(text, len), &status);
    if (is(name, "bad key")) {
        CHECK(failed());
        return;
    }
    CHECK(!failed());
    uint64_t signer = 0, verifier = 0;
    if (is(name, "alive") || is(name, "signer")) {
        signer = new_signer(APP, key);
        CHECK(!failed());
    } else if (is(name, "sign")) {
        signer = new_signer(APP, key);
        RustBuffer token = sign(signer, USER);
        CHECK(!failed());
        ffi_usersig_uniffi_rustbuffer_free(token, &status);
    } else if (is(name, "verifier")) {
        verifier = new_verifier(APP, key);
        CHECK(!failed());
    } else if (is(name, "verify")) {
        signer = new_signer(APP, key);
        verifier = new_verifier(APP, key);
        verify(verifier, sign(signer, USER));
    } else if (is(name, "verify malformed")) {
        verifier = new_verifier(APP, key);
        verify(verifier, lower("eJw", 3));
    } else if (is(name, "diagnose")) {
        /* A token of another key, which no mistake explains: all of them are tried. */
        uint64_t other = CALL(constructor_secretkey_new)(lower("another key", 11), &status);
        signer = new_signer(APP, other);
        verifier = new_verifier(APP, key);
        RustBuffer token = sign(signer, USER);
        RustBuffer found = CALL(method_verifier_diagnose_with_key_text)(
            CALL(clone_verifier)(verifier, &status), token, expected(), lower(text, len), english(), &status);
        CHECK(!failed());
        ffi_usersig_uniffi_rustbuffer_free(found, &status);
        CALL(free_secretkey)(other, &status);
    } else if (is(name, "diagnose key")) {
        RustBuffer found = CALL(func_diagnose_key)(lower(text, len), english(), &status);
        CHECK(!failed());
        ffi_usersig_uniffi_rustbuffer_free(found, &status);
    } else if (is(name, "bad sdkappid")) {
        new_signer(0, key);
        CHECK(failed());
    } else if (is(name, "bad userid")) {
        signer = new_signer(APP, key);
        sign(signer, "\n");
        CHECK(failed());
    } else {
        CHECK(is(name, "key"));
    }
    CALL(free_secretkey)(key, &status);
    if (verifier) CALL(free_verifier)(verifier, &status);
    if (signer && !is(name, "alive")) CALL(free_signer)(signer, &status);
}

static void run_private(const char *name, const char *pem, size_t len) {
    uint64_t key = CALL(constructor_privatekey_from_pem)(lower(pem, len), &status);
    if (is(name, "bad private key")) {
        CHECK(failed());
        return;
    }
    CHECK(!failed());
    uint64_t signer = 0;
    if (is(name, "private alive")) {
        signer = new_private_signer(APP, key);
        CHECK(!failed());
    } else if (is(name, "private sign")) {
        signer = new_private_signer(APP, key);
        RustBuffer token = sign(signer, USER);
        CHECK(!failed());
        ffi_usersig_uniffi_rustbuffer_free(token, &status);
    } else if (is(name, "private bad sdkappid")) {
        new_private_signer(0, key);
        CHECK(failed());
    } else {
        CHECK(is(name, "private key"));
    }
    CALL(free_privatekey)(key, &status);
    if (signer && !is(name, "private alive")) CALL(free_signer)(signer, &status);
}

__attribute__((noinline)) static void run(const char *name, const char *key, size_t key_len) {
    if (strstr(name, "private"))
        run_private(name, key, key_len);
    else
        run_secret(name, key, key_len);
}
