/* Names, messages, versions; and a panic, as C sees it. */
#include "check.h"

/* Every status of the header; scripts/stages/header compares this list with it. */
static const struct {
    usersig_status status;
    const char *name;
} all[] = {
    {USERSIG_STATUS_OK, "ok"},
    {USERSIG_STATUS_EMPTY, "empty"},
    {USERSIG_STATUS_MALFORMED, "malformed"},
    {USERSIG_STATUS_WRONG_KEY_KIND, "wrong_key_kind"},
    {USERSIG_STATUS_SDKAPPID_MISMATCH, "sdkappid_mismatch"},
    {USERSIG_STATUS_USERID_MISMATCH, "userid_mismatch"},
    {USERSIG_STATUS_BAD_SIGNATURE, "bad_signature"},
    {USERSIG_STATUS_EXPIRED, "expired"},
    {USERSIG_STATUS_VALIDITY_TOO_LONG, "validity_too_long"},
    {USERSIG_STATUS_USERBUF_MISMATCH, "userbuf_mismatch"},
    {USERSIG_STATUS_RECORD_MISMATCH, "record_mismatch"},
    {USERSIG_STATUS_BAD_SDKAPPID, "bad_sdkappid"},
    {USERSIG_STATUS_BAD_USERID, "bad_userid"},
    {USERSIG_STATUS_BAD_VALIDITY, "bad_validity"},
    {USERSIG_STATUS_BAD_USERBUF, "bad_userbuf"},
    {USERSIG_STATUS_BAD_ROOM, "bad_room"},
    {USERSIG_STATUS_BAD_PRIVILEGES, "bad_privileges"},
    {USERSIG_STATUS_BAD_KEY, "bad_key"},
    {USERSIG_STATUS_BAD_EXPIRY, "bad_expiry"},
    {USERSIG_STATUS_BAD_LEEWAY, "bad_leeway"},
    {USERSIG_STATUS_BAD_TIME, "bad_time"},
    {USERSIG_STATUS_NULL_ARGUMENT, "null_argument"},
    {USERSIG_STATUS_BAD_LENGTH, "bad_length"},
    {USERSIG_STATUS_NOT_UTF8, "not_utf8"},
    {USERSIG_STATUS_BUFFER_TOO_SMALL, "buffer_too_small"},
    {USERSIG_STATUS_BAD_STRUCT, "bad_struct"},
    {USERSIG_STATUS_BAD_STRUCT_SIZE, "bad_struct_size"},
    {USERSIG_STATUS_UNSUPPORTED, "unsupported"},
    {USERSIG_STATUS_PANIC, "panic"},
};

/* 1 for a status that a call has returned. */
static int seen[sizeof all / sizeof *all];

void check_seen(usersig_status status) {
    size_t i;
    for (i = 0; i < sizeof all / sizeof *all; ++i) seen[i] |= all[i].status == status;
}

/* All other tests together meet every status that this build can return, and no other. */
void test_every_status_is_seen(void) {
#ifdef EXPECT_PANIC_PROBE
    const int panics = 1;
#else
    const int panics = 0;
#endif
    /* The library has nothing but the C ABI: no version 1.0, no codes, no diagnosis. */
#ifdef EXPECT_MINIMAL
    const int lacks_features = 1;
#else
    const int lacks_features = 0;
#endif
    size_t i;
    check_run_all_but("every_status_is_seen");
    for (i = 0; i < sizeof all / sizeof *all; ++i) {
        /* A clock before 1970 is in probe/clock_before_1970.c. */
        const int expected = all[i].status == USERSIG_STATUS_BAD_TIME      ? 0
                             : all[i].status == USERSIG_STATUS_PANIC       ? panics
                             : all[i].status == USERSIG_STATUS_UNSUPPORTED ? lacks_features
                                                                           : 1;
        if (seen[i] != expected) fprintf(stderr, "seen %d, expected %d: %s\n", seen[i], expected, all[i].name);
        CHECK(seen[i] == expected);
    }
}

/* A status has a message in each language; another language is English. */
static void check_messages(usersig_status status) {
    const char *english = usersig_status_message(status, USERSIG_LANGUAGE_ENGLISH);
    CHECK(strlen(english) > 3 && !is_chinese(english));
    CHECK(is_chinese(usersig_status_message(status, USERSIG_LANGUAGE_CHINESE)));
    CHECK(strcmp(usersig_status_message(status, 2), english) == 0);
    CHECK(strcmp(usersig_status_message(status, UINT32_MAX), english) == 0);
}

void test_status_names_and_messages(void) {
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; ++i) {
        CHECK(strcmp(usersig_status_name(all[i].status), all[i].name) == 0);
        check_messages(all[i].status);
    }
    CHECK(strcmp(usersig_status_name(-1), "unknown") == 0);
    CHECK(strcmp(usersig_status_name(INT32_MAX), "unknown") == 0);
    check_messages(-1);
    check_messages(INT32_MIN);
    check_messages(INT32_MAX);
}

void test_status_versions(void) {
    char version[32];
    const char *loaded;

    /* The macros say what was compiled against, the functions what is loaded. */
    snprintf(version, sizeof version, "%d.%d.%d", USERSIG_VERSION_MAJOR, USERSIG_VERSION_MINOR, USERSIG_VERSION_PATCH);
    loaded = usersig_version();
    CHECK(strcmp(loaded, version) == 0);
    CHECK(usersig_abi_version() == USERSIG_ABI_VERSION);
}

#ifdef EXPECT_PANIC_PROBE
/* Only in a library that was built with --cfg usersig_panic_probe. */
usersig_status usersig_panic_probe(usersig_report *report);

void test_status_panic(void) {
    usersig_report report = {.size = sizeof report};
    report.ok = 1;
    CHECK_STATUS(usersig_panic_probe(&report), USERSIG_STATUS_PANIC);
    CHECK(report.ok == 0);
    CHECK(strstr(report.detail, "bug in the library") != NULL);
    CHECK_STATUS(usersig_panic_probe(NULL), USERSIG_STATUS_PANIC);
}
#endif
