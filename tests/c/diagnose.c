/* Diagnosis and explained codes: notes never change a verdict, hold no key, and are in both languages. */
#include <stdlib.h>

#include "check.h"
#include "vectors.h"

/* What a pointer to notes is before a call, so that a test sees that it was written. */
#define UNSET ((usersig_notes *)&check_passed)

#ifndef EXPECT_MINIMAL

/* Whether a text has eight characters of the key in a row. */
static int holds_key(const char *text, const char *key, size_t key_len) {
    char part[9] = {0};
    size_t at;
    for (at = 0; at + 8 <= key_len; ++at) {
        memcpy(part, key + at, 8);
        if (strstr(text, part) != NULL) return 1;
    }
    return 0;
}

/* The names of the notes of a kind, with a space between. */
struct names {
    char text[512];
};

static struct names names_of(const usersig_notes *notes, uint32_t kind) {
    struct names names = {{0}};
    uint32_t i;
    for (i = 0; i < notes->count; ++i) {
        const usersig_note *note = notes->notes[i];
        if (note->kind != kind) continue;
        if (strlen(names.text) + strlen(note->name) + 2 > sizeof names.text) abort();
        if (names.text[0] != '\0') strcat(names.text, " ");
        strcat(names.text, note->name);
    }
    return names;
}

/* Whether both are empty, or the second is the first in Chinese. The first may quote Chinese from a token. */
static int is_pair(const char *english, const char *chinese) {
    return english[0] == '\0' ? chinese[0] == '\0' : strcmp(english, chinese) != 0 && is_chinese(chinese);
}

static int has_no_control_character(const char *text) {
    for (; *text != '\0'; ++text) {
        if ((unsigned char)*text < 0x20) return 0;
    }
    return 1;
}

/* What holds for all notes. */
static void check_notes(const usersig_notes *notes, const char *key, size_t key_len) {
    uint32_t i, kind = USERSIG_NOTE_FINDING;
    CHECK(notes->size >= sizeof *notes);
    CHECK(notes->unwrapped == NULL ? notes->unwrapped_len == 0 : notes->unwrapped[notes->unwrapped_len] == '\0');
    for (i = 0; i < notes->count; ++i) {
        const usersig_note *note = notes->notes[i];
        const char *texts[] = {note->name,  note->detail, note->fix,      note->detail_zh, note->fix_zh,
                               note->layer, note->remark, note->layer_zh, note->remark_zh};
        size_t at;
        CHECK(note->size >= sizeof *note);
        /* In the order of their kinds. */
        CHECK(note->kind >= kind && note->kind <= USERSIG_NOTE_CODE);
        kind = note->kind;
        CHECK(note->detail[0] != '\0' && note->fix[0] != '\0');
        CHECK(is_pair(note->detail, note->detail_zh) && is_pair(note->fix, note->fix_zh));
        CHECK((note->layer[0] != '\0') == (kind == USERSIG_NOTE_CODE));
        CHECK(kind == USERSIG_NOTE_CODE || (note->name[0] != '\0' && note->remark[0] == '\0'));
        CHECK((note->layer[0] == '\0') == (note->layer_zh[0] == '\0'));
        CHECK(is_pair(note->remark, note->remark_zh));
        CHECK(note->code == 0 || kind == USERSIG_NOTE_CODE || kind == USERSIG_NOTE_FINDING);
        for (at = 0; at < sizeof texts / sizeof *texts; ++at) {
            CHECK(!holds_key(texts[at], key, key_len));
            CHECK(has_no_control_character(texts[at]));
        }
    }
}

/* The notes of findings say what the report says. */
static void check_findings(const usersig_notes *notes, const usersig_report *report) {
    uint32_t i, found = 0;
    usersig_status before = USERSIG_STATUS_EMPTY;
    for (i = 0; i < notes->count && notes->notes[i]->kind == USERSIG_NOTE_FINDING; ++i) {
        const usersig_note *note = notes->notes[i];
        usersig_status status = USERSIG_STATUS_EMPTY;
        while (status < USERSIG_STATUS_RECORD_MISMATCH && strcmp(usersig_status_name(status), note->name) != 0)
            ++status;
        CHECK(strcmp(usersig_status_name(status), note->name) == 0 && status >= before);
        before = status;
        found |= 1u << (status - 1);
        if (i == 0) {
            CHECK(strcmp(note->detail, report->detail) == 0 && strcmp(note->fix, report->hint) == 0);
            CHECK(note->code == (int64_t)report->service_code);
        }
    }
    CHECK(found == report->findings);
}

/* Diagnoses as a token is verified, and compares; the caller frees the notes. */
static usersig_notes *diagnose(const usersig_verifier *verifier, const char *token, size_t token_len,
                               const usersig_expectation *expectation, const char *key, size_t key_len) {
    usersig_report verdict = {.size = sizeof verdict}, report = {.size = sizeof report};
    const usersig_status status = usersig_verifier_verify(verifier, token, token_len, expectation, NULL, &verdict);
    usersig_notes *notes = UNSET;

    CHECK_STATUS(usersig_verifier_diagnose(verifier, token, token_len, expectation, key, key_len, &notes, &report),
                 status);
    CHECK(memcmp(&verdict, &report, sizeof report) == 0);
    CHECK(notes != NULL && notes != UNSET);
    check_findings(notes, &report);
    check_notes(notes, key, key_len);
    /* A valid token has no cause. */
    CHECK(status != USERSIG_STATUS_OK || names_of(notes, USERSIG_NOTE_CAUSE).text[0] == '\0');
    CHECK_STATUS(usersig_verifier_verify(verifier, token, token_len, expectation, NULL, NULL), status);
    return notes;
}

/* What can be said without a key; the caller frees the notes. */
static usersig_notes *diagnose_unverified(const char *token, size_t token_len, uint64_t now) {
    usersig_report read_report = {.size = sizeof read_report}, report = {.size = sizeof report};
    usersig_token *read = NULL;
    struct names causes;
    const usersig_status status = usersig_inspect_unverified(token, token_len, &read, &read_report);
    usersig_notes *notes = UNSET;

    CHECK_STATUS(usersig_diagnose_unverified(token, token_len, now, &notes, &report), status);
    CHECK(report.findings == read_report.findings && report.ok == read_report.ok);
    CHECK(report.warnings == (read == NULL ? 0 : read->warnings));
    CHECK(strcmp(report.detail, read_report.detail) == 0 && strcmp(report.hint, read_report.hint) == 0);
    CHECK(notes != NULL && notes != UNSET);
    check_findings(notes, &report);
    check_notes(notes, NULL, 0);
    causes = names_of(notes, USERSIG_NOTE_CAUSE);
    /* In a token that can be read, only a signature that is no MAC is a cause: no key can make it valid. */
    CHECK(status != USERSIG_STATUS_OK || causes.text[0] == '\0' || strcmp(causes.text, "mac_in_hex") == 0 ||
          strcmp(causes.text, "mac_length") == 0);
    usersig_token_free(read);
    return notes;
}

static void test_case(const usersig_verifier *verifier, const struct diagnosis_case *c) {
    const struct diagnosis_setup *with = &diagnosed_with;
    usersig_expectation expectation = expectation_of(with->userid, with->userid_len);
    usersig_token *read = NULL;
    usersig_notes *notes;
    struct names outside;
    char all[1024], found[1024];
    int is_valid;

    expectation.now = with->now;
    /* Some cases have a user of their own. */
    if (usersig_inspect_unverified(c->token, c->token_len, &read, NULL) == USERSIG_STATUS_OK) {
        expectation.userid = read->userid;
        expectation.userid_len = read->userid_len;
    }
    is_valid = usersig_verifier_verify(verifier, c->token, c->token_len, &expectation, NULL, NULL) == USERSIG_STATUS_OK;

    notes = diagnose(verifier, c->token, c->token_len, &expectation, with->key, with->key_len);
    snprintf(all, sizeof all, "%s %s", c->causes, c->warnings);
    snprintf(found, sizeof found, "%s %s", names_of(notes, USERSIG_NOTE_CAUSE).text,
             names_of(notes, USERSIG_NOTE_WARNING).text);
    CHECK(strcmp(found, all) == 0);
    CHECK((notes->unwrapped != NULL) == (c->inner != NULL));
    if (notes->unwrapped != NULL) {
        const usersig_status inner =
            usersig_verifier_verify(verifier, notes->unwrapped, notes->unwrapped_len, &expectation, NULL, NULL);
        CHECK(!is_valid);
        CHECK(strcmp(inner == USERSIG_STATUS_OK ? "valid" : usersig_status_name(inner), c->inner) == 0);
    }
    usersig_notes_free(notes);

    /* Without the key's text no mistake in the use of the key is found. */
    notes = diagnose(verifier, c->token, c->token_len, &expectation, NULL, 0);
    CHECK(strstr(names_of(notes, USERSIG_NOTE_CAUSE).text, "key_") == NULL);
    usersig_notes_free(notes);
    /* Without a key at all only what is outside: the rest is what the key adds. */
    notes = diagnose_unverified(c->token, c->token_len, with->now);
    outside = names_of(notes, USERSIG_NOTE_CAUSE);
    CHECK(strncmp(outside.text, c->causes, strlen(outside.text)) == 0);
    CHECK((notes->unwrapped != NULL) == (c->inner != NULL));
    usersig_notes_free(notes);
    usersig_token_free(read);
}

void test_diagnose_cases(void) {
    usersig_verifier *verifier = NULL;
    size_t i;
    CHECK_STATUS(
        usersig_verifier_new(diagnosed_with.sdkappid, diagnosed_with.key, diagnosed_with.key_len, &verifier, NULL),
        USERSIG_STATUS_OK);
    for (i = 0; i < diagnosis_count; ++i) {
        const int failed = check_failed;
        test_case(verifier, &diagnosis_cases[i]);
        if (check_failed != failed) fprintf(stderr, "        in the case %s\n", diagnosis_cases[i].id);
    }
    CHECK(diagnosis_count >= 201);
    usersig_verifier_free(verifier);
}

/* The tokens of the reference implementations, those of version 1.0 too, whose key is no text of a secret key. */
void test_diagnose_reference_tokens(void) {
    size_t i;
    for (i = 0; i < vector_count; ++i) {
        const struct vector *v = &vectors[i];
        const usersig_expectation expectation = expectation_of(v->userid, v->userid_len);
        usersig_verifier *verifier = NULL;
        CHECK((v->has_secret_key ? usersig_verifier_new : usersig_verifier_new_from_public_key)(
                  v->sdkappid, v->key, v->key_len, &verifier, NULL) == USERSIG_STATUS_OK);
        usersig_notes_free(diagnose(verifier, v->token, v->token_len, &expectation, v->key, v->key_len));
        usersig_verifier_free(verifier);
    }
}

/* Findings, a cause and a code at once, spelled out. */
void test_diagnose_one_token(void) {
    usersig_verifier *verifier = new_verifier();
    usersig_signer *signer = NULL;
    usersig_request request = request_for(TEXT("xiaojun"));
    usersig_expectation expectation = expectation_of(TEXT("mallory"));
    char token[512];
    size_t len = 0;
    usersig_notes *notes;

    expectation.now = NOW + WEEK + 1;
    CHECK_STATUS(usersig_signer_new(APP, TEXT(KEY "X"), &signer, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_sign(signer, &request, token, sizeof token, &len, NULL), USERSIG_STATUS_OK);
    notes = diagnose(verifier, token, len, &expectation, TEXT(KEY));
    CHECK(strcmp(names_of(notes, USERSIG_NOTE_FINDING).text, "userid_mismatch bad_signature expired") == 0);
    CHECK(notes->notes[0]->code == 70013 && notes->notes[1]->code == 70009 && notes->notes[2]->code == 70001);
    CHECK(strstr(notes->notes[0]->detail_zh, "mallory") != NULL);
    usersig_notes_free(notes);
    usersig_signer_free(signer);

    /* The key was read with the quotation marks of its file. */
    CHECK_STATUS(usersig_signer_new(APP, TEXT("\"" KEY "\""), &signer, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_signer_sign(signer, &request, token, sizeof token, &len, NULL), USERSIG_STATUS_OK);
    expectation = expectation_of(TEXT("xiaojun"));
    notes = diagnose(verifier, token, len, &expectation, TEXT(KEY));
    CHECK(notes->count == 2 && strcmp(names_of(notes, USERSIG_NOTE_CAUSE).text, "key_quoted") == 0);
    usersig_notes_free(notes);
    usersig_signer_free(signer);

    /* By the system clock, years after that: expired, and a token of now is valid. */
    expectation.flags = 0;
    expectation.now = 0;
#define DIAGNOSE usersig_verifier_diagnose(verifier, token, len, &expectation, TEXT(KEY), &notes, NULL)
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, &len, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(DIAGNOSE, USERSIG_STATUS_EXPIRED);
    CHECK(notes->count == 1 && strcmp(notes->notes[0]->name, "expired") == 0);
    usersig_notes_free(notes);
    request.flags = 0;
    request.issued_at = 0;
    CHECK_STATUS(usersig_sign(APP, TEXT(KEY), &request, token, sizeof token, &len, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(DIAGNOSE, USERSIG_STATUS_OK);
    CHECK(notes->count == 0);
    usersig_notes_free(notes);
#undef DIAGNOSE
    usersig_verifier_free(verifier);
}

/* NULs, bytes that are no text, and as much as is read, and more. */
void test_diagnose_hostile_tokens(void) {
    static const size_t sizes[] = {65535, 65536, 65537, 10u << 20};
    usersig_verifier *verifier = new_verifier();
    const usersig_request request = request_for(TEXT("xiaojun"));
    const struct signed_token token = sign_request(&request);
    usersig_expectation expectation = expectation_of(TEXT("xiaojun"));
    char *large = malloc(10u << 20);
    usersig_notes *notes;
    size_t i;

    if (large == NULL) abort();
#define BOTH(bytes, len)                                                                                               \
    do {                                                                                                               \
        usersig_notes_free(diagnose(verifier, bytes, len, &expectation, TEXT(KEY)));                                   \
        usersig_notes_free(diagnose_unverified(bytes, len, NOW));                                                      \
    } while (0)
    BOTH(NULL, 0);
    BOTH("\0\0\0\0", 4);
    BOTH("\xff\xfe\0\r", 4);
    BOTH("eJ\0w", 4);
    BOTH(token.text, token.len / 2);
    /* In a text of C, a NUL would end it: the name of a parameter has one. */
    BOTH("https://h.example.com/?use\0rsig=eJw", 34);
    /* A token together with its NUL is not valid, and is what is left without it or nothing. */
    notes = diagnose(verifier, token.text, token.len + 1, &expectation, NULL, 0);
    CHECK(notes->count > 0);
    CHECK(notes->unwrapped == NULL ||
          (notes->unwrapped_len == token.len && memcmp(notes->unwrapped, token.text, token.len) == 0));
    usersig_notes_free(notes);
    for (i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
        memset(large, 'A', sizes[i]);
        BOTH(large, sizes[i]);
        memset(large, '"', sizes[i]);
        BOTH(large, sizes[i]);
        /* A token behind a long line. */
        memset(large, 'x', sizes[i]);
        memcpy(large + sizes[i] - token.len, token.text, token.len);
        large[sizes[i] - token.len - 1] = '=';
        BOTH(large, sizes[i]);
    }
#undef BOTH
    free(large);
    usersig_verifier_free(verifier);
}

static void check_key(const char *key, size_t key_len, const char *name) {
    usersig_report report = {.size = sizeof report}, rejected = {.size = sizeof rejected};
    usersig_verifier *verifier = NULL;
    const usersig_status status = usersig_verifier_new(APP, key, key_len, &verifier, &rejected);
    usersig_notes *notes = UNSET;

    CHECK_STATUS(usersig_diagnose_key(key, key_len, &notes, &report), status);
    CHECK(memcmp(&report, &rejected, sizeof report) == 0);
    CHECK(notes != NULL && notes != UNSET && notes->unwrapped == NULL);
    CHECK(notes->count == (name[0] == '\0' ? 0u : 1u));
    CHECK(strcmp(names_of(notes, USERSIG_NOTE_CAUSE).text, name) == 0);
    check_notes(notes, key, key_len);
    check_notes(notes, TEXT(KEY));
    usersig_notes_free(notes);
    usersig_verifier_free(verifier);
}

void test_diagnose_keys(void) {
    /* The key, and the name of its note; empty: none. */
    static const struct {
        const char *key;
        const char *name;
    } keys[] = {
        {KEY, ""},
        {"k", ""},
        {"another kind of key", ""},
        {"5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5", "key_looks_short"},
        {"5bd2850fff3ecb11d7c805251c51ee46", "key_looks_short"},
        {KEY "0", "key_looks_long"},
        {KEY KEY, "key_looks_long"},
        {"SECRETKEY=" KEY, "key_is_assignment"},
        {"{\"secretKey\": \"" KEY "\"}", "key_is_assignment"},
        {"export USERSIG_SECRET_KEY='" KEY "'", "key_is_assignment"},
        {"YOUR_SECRET_KEY", "key_is_placeholder"},
        {"", "key_is_placeholder"},
        {"AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "key_is_api_secret"},
        {"-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49\\n-----END PRIVATE KEY-----", "pem_escaped_line_ends"},
        {"-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAK", "pem_rsa"},
    };
    size_t i;

    for (i = 0; i < sizeof keys / sizeof *keys; ++i) {
        const int failed = check_failed;
        check_key(keys[i].key, strlen(keys[i].key), keys[i].name);
        if (check_failed != failed) fprintf(stderr, "        with the key for %s\n", keys[i].name);
    }
    check_key(private_key_p256, strlen(private_key_p256), "key_is_private_key");
    check_key(public_key_p256, strlen(public_key_p256), "key_is_private_key");
    check_key(NULL, 0, "key_is_placeholder");
    check_key(KEY "\n", sizeof KEY, "");
    /* The bytes behind a NUL are part of the key. */
    check_key(KEY "\0"
                  "0",
              sizeof KEY + 1, "");
}

/* Explains a code that has `count` notes; the caller frees them. */
static usersig_notes *explain(const char *code, size_t code_len, uint32_t count) {
    usersig_report report = {.size = sizeof report};
    usersig_notes *notes = UNSET;
    CHECK_STATUS(usersig_explain(code, code_len, &notes, &report), USERSIG_STATUS_OK);
    CHECK(report.ok == 1 && notes != NULL && notes != UNSET && notes->unwrapped == NULL);
    CHECK(notes->count == count);
    check_notes(notes, NULL, 0);
    return notes;
}

void test_diagnose_explain(void) {
    /* Codes of one meaning, in the ways that they are written. */
    static const char *const expired[] = {"70001", "-70001", " 70001\n", "ERR_SVR_ACCOUNT_USERSIG_EXPIRED",
                                          "err_svr_account_usersig_expired"};
    static const char *const unknown[] = {"",
                                          " ",
                                          "0",
                                          "-1",
                                          "70001x",
                                          "0x11171",
                                          "7.0e4",
                                          "99999999999999999999",
                                          "-9223372036854775808",
                                          "ERR_",
                                          "NULL",
                                          "\xe8\xbf\x87\xe6\x9c\x9f"};
    usersig_notes *notes;
    uint32_t i;

    for (i = 0; i < sizeof expired / sizeof *expired; ++i) {
        notes = explain(expired[i], strlen(expired[i]), 1);
        CHECK(notes->notes[0]->kind == USERSIG_NOTE_CODE && notes->notes[0]->code == 70001);
        CHECK(strcmp(notes->notes[0]->name, "ERR_SVR_ACCOUNT_USERSIG_EXPIRED, ERR_SERVER_SSO_SIG_EXPIRED") == 0);
        CHECK(strstr(notes->notes[0]->detail, "expired") != NULL && strstr(notes->notes[0]->layer, "account") != NULL);
        CHECK(notes->notes[0]->remark[0] != '\0');
        usersig_notes_free(notes);
    }
    for (i = 0; i < sizeof unknown / sizeof *unknown; ++i)
        usersig_notes_free(explain(unknown[i], strlen(unknown[i]), 0));
    usersig_notes_free(explain(NULL, 0, 0));
    /* What is behind a NUL counts. */
    usersig_notes_free(explain("70001\0", 6, 0));

    /* The sign is part of the number. */
    notes = explain(TEXT("-100018"), 1);
    CHECK(notes->notes[0]->code == -100018);
    usersig_notes_free(notes);
    notes = explain(TEXT("100018"), 1);
    CHECK(notes->notes[0]->code == 100018);
    usersig_notes_free(notes);

    /* One number in several parts of the service: each is named. */
    notes = explain(TEXT("70101"), 2);
    CHECK(strcmp(notes->notes[0]->layer, notes->notes[1]->layer) != 0);
    CHECK(strcmp(notes->notes[0]->layer_zh, notes->notes[1]->layer_zh) != 0);
    usersig_notes_free(notes);
    /* A code that is a name and no number. */
    notes = explain(TEXT("InvalidParameter.UserSig"), 1);
    CHECK(notes->notes[0]->code == 0 && strcmp(notes->notes[0]->name, "InvalidParameter.UserSig") == 0);
    usersig_notes_free(notes);
}

/* Whatever is wrong with a call: the status says so, and there are no notes. */
void test_diagnose_misused(void) {
    usersig_verifier *verifier = new_verifier();
    usersig_expectation expectation = expectation_of(TEXT("bob"));
    usersig_report report = {.size = sizeof report};
    usersig_notes *notes;

#define FAILS(call, expected, named)                                                                                   \
    do {                                                                                                               \
        notes = UNSET;                                                                                                 \
        report.ok = 1;                                                                                                 \
        CHECK_STATUS(call, expected);                                                                                  \
        CHECK(notes == NULL && report.ok == 0 && strstr(report.detail, named) != NULL);                                \
    } while (0)
#define DIAGNOSE(token, len, key, key_len)                                                                             \
    usersig_verifier_diagnose(verifier, token, len, &expectation, key, key_len, &notes, &report)
#define UNVERIFIED(token, len) usersig_diagnose_unverified(token, len, NOW, &notes, &report)
    FAILS(usersig_verifier_diagnose(NULL, TEXT("t"), &expectation, TEXT(KEY), &notes, &report),
          USERSIG_STATUS_NULL_ARGUMENT, "verifier is NULL");
    FAILS(usersig_verifier_diagnose(verifier, TEXT("t"), NULL, TEXT(KEY), &notes, &report),
          USERSIG_STATUS_NULL_ARGUMENT, "expectation is NULL");
    FAILS(DIAGNOSE(NULL, 1, KEY, 1), USERSIG_STATUS_NULL_ARGUMENT, "token is NULL");
    FAILS(DIAGNOSE("t", 1, NULL, 1), USERSIG_STATUS_NULL_ARGUMENT, "key_text is NULL");
    FAILS(DIAGNOSE("t", (size_t)-1, KEY, 1), USERSIG_STATUS_BAD_LENGTH, "token");
    FAILS(DIAGNOSE("t", 1, KEY, (size_t)PTRDIFF_MAX + 1), USERSIG_STATUS_BAD_LENGTH, "key_text");
    FAILS(DIAGNOSE("t", 1, "\xff", 1), USERSIG_STATUS_NOT_UTF8, "key_text");
    FAILS(UNVERIFIED(NULL, 1), USERSIG_STATUS_NULL_ARGUMENT, "token is NULL");
    FAILS(UNVERIFIED("t", (size_t)-1), USERSIG_STATUS_BAD_LENGTH, "token");
    FAILS(usersig_diagnose_key(NULL, 1, &notes, &report), USERSIG_STATUS_NULL_ARGUMENT, "key is NULL");
    FAILS(usersig_diagnose_key("k", (size_t)-1, &notes, &report), USERSIG_STATUS_BAD_LENGTH, "key");
    FAILS(usersig_diagnose_key("\xff", 1, &notes, &report), USERSIG_STATUS_NOT_UTF8, "key");
    FAILS(usersig_explain(NULL, 1, &notes, &report), USERSIG_STATUS_NULL_ARGUMENT, "code is NULL");
    FAILS(usersig_explain("7", (size_t)-1, &notes, &report), USERSIG_STATUS_BAD_LENGTH, "code");
    FAILS(usersig_explain("7000\xff", 5, &notes, &report), USERSIG_STATUS_NOT_UTF8, "code");
    /* The expectation is read as verify reads it. */
    expectation.userid_len = 0;
    FAILS(DIAGNOSE("t", 1, KEY, 1), USERSIG_STATUS_BAD_USERID, "UserID");
    expectation = expectation_of(TEXT("bob"));
    expectation.leeway = USERSIG_LEEWAY_MAX + 1;
    FAILS(DIAGNOSE("t", 1, KEY, 1), USERSIG_STATUS_BAD_LEEWAY, "86401");
    expectation = expectation_of(TEXT("bob"));
    expectation.room = 7;
    FAILS(DIAGNOSE("t", 1, KEY, 1), USERSIG_STATUS_BAD_STRUCT, "room");
    expectation.room = 0;
    expectation.size = 3;
    FAILS(DIAGNOSE("t", 1, KEY, 1), USERSIG_STATUS_BAD_STRUCT_SIZE, "expectation");
    expectation.size = sizeof expectation;
    /* Notes that nobody could have: the call is wrong. */
#define WITHOUT_OUT(call)                                                                                              \
    do {                                                                                                               \
        CHECK_STATUS(call, USERSIG_STATUS_NULL_ARGUMENT);                                                              \
        CHECK(strstr(report.detail, "out is NULL") != NULL);                                                           \
    } while (0)
    WITHOUT_OUT(usersig_verifier_diagnose(verifier, TEXT("t"), &expectation, NULL, 0, NULL, &report));
    WITHOUT_OUT(usersig_diagnose_unverified(TEXT("t"), NOW, NULL, &report));
    WITHOUT_OUT(usersig_diagnose_key(TEXT(KEY), NULL, &report));
    WITHOUT_OUT(usersig_explain(TEXT("70001"), NULL, &report));
#undef WITHOUT_OUT
    /* A report is optional. One of another size is not written to, and there are no notes either. */
    CHECK_STATUS(usersig_explain(TEXT("70001"), &notes, NULL), USERSIG_STATUS_OK);
    usersig_notes_free(notes);
#define WRONG_REPORT(call)                                                                                             \
    do {                                                                                                               \
        notes = UNSET;                                                                                                 \
        CHECK_STATUS(call, USERSIG_STATUS_BAD_STRUCT_SIZE);                                                            \
        CHECK(notes == NULL && report.size == 3);                                                                      \
    } while (0)
    report.size = 3;
    WRONG_REPORT(DIAGNOSE("t", 1, KEY, 1));
    WRONG_REPORT(UNVERIFIED("t", 1));
    WRONG_REPORT(usersig_diagnose_key(TEXT(KEY), &notes, &report));
    WRONG_REPORT(usersig_explain(TEXT("70001"), &notes, &report));
#undef WRONG_REPORT
#undef UNVERIFIED
#undef DIAGNOSE
#undef FAILS
    usersig_verifier_free(verifier);
}

#else /* EXPECT_MINIMAL */

/* A library without diagnosis and codes says so, and nothing is valid. */
void test_diagnose_left_out(void) {
    usersig_verifier *verifier = new_verifier();
    const usersig_request request = request_for(TEXT("bob"));
    const struct signed_token token = sign_request(&request);
    const usersig_expectation expectation = expectation_of(TEXT("bob"));
    usersig_report report = {.size = sizeof report};
    usersig_notes *notes;

#define LEFT_OUT(call, feature)                                                                                        \
    do {                                                                                                               \
        notes = UNSET;                                                                                                 \
        report.ok = 1;                                                                                                 \
        CHECK_STATUS(call, USERSIG_STATUS_UNSUPPORTED);                                                                \
        CHECK(notes == NULL && report.ok == 0 && strstr(report.detail, feature) != NULL);                              \
    } while (0)
    LEFT_OUT(usersig_verifier_diagnose(verifier, token.text, token.len, &expectation, TEXT(KEY), &notes, &report),
             "diagnose");
    LEFT_OUT(usersig_diagnose_unverified(token.text, token.len, NOW, &notes, &report), "diagnose");
    LEFT_OUT(usersig_diagnose_key(TEXT(KEY), &notes, &report), "diagnose");
    LEFT_OUT(usersig_explain(TEXT("70001"), &notes, &report), "codes");
#undef LEFT_OUT
    CHECK_STATUS(usersig_explain(TEXT("70001"), NULL, NULL), USERSIG_STATUS_NULL_ARGUMENT);
    CHECK_STATUS(usersig_diagnose_key(TEXT(KEY), NULL, NULL), USERSIG_STATUS_NULL_ARGUMENT);
    usersig_verifier_free(verifier);
}

#endif
