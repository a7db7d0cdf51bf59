/* Names, messages, service codes, versions; and a panic, as C sees it. */
#include "check.h"

#ifdef EXPECT_PANIC_PROBE
/* Only in a library that was built with --cfg usersig_panic_probe. */
usersig_status usersig_panic_probe(usersig_report *report);
#endif

/* Every status of the header; scripts/stages/header compares this list with it. */
static const struct {
    usersig_status status;
    const char *name;
    uint32_t service_code;
} all[] = {
    {USERSIG_STATUS_OK, "ok", 0},
    {USERSIG_STATUS_EMPTY, "empty", USERSIG_SERVICE_EMPTY},
    {USERSIG_STATUS_MALFORMED, "malformed", USERSIG_SERVICE_MALFORMED},
    {USERSIG_STATUS_WRONG_KEY_KIND, "wrong_key_kind", USERSIG_SERVICE_NO_KEY},
    {USERSIG_STATUS_SDKAPPID_MISMATCH, "sdkappid_mismatch", USERSIG_SERVICE_SDKAPPID_MISMATCH},
    {USERSIG_STATUS_USERID_MISMATCH, "userid_mismatch", USERSIG_SERVICE_USERID_MISMATCH},
    {USERSIG_STATUS_BAD_SIGNATURE, "bad_signature", USERSIG_SERVICE_BAD_SIGNATURE},
    {USERSIG_STATUS_EXPIRED, "expired", USERSIG_SERVICE_EXPIRED},
    {USERSIG_STATUS_BAD_SDKAPPID, "bad_sdkappid", 0},
    {USERSIG_STATUS_BAD_USERID, "bad_userid", 0},
    {USERSIG_STATUS_BAD_VALIDITY, "bad_validity", 0},
    {USERSIG_STATUS_BAD_USERBUF, "bad_userbuf", 0},
    {USERSIG_STATUS_BAD_ROOM, "bad_room", 0},
    {USERSIG_STATUS_BAD_PRIVILEGES, "bad_privileges", 0},
    {USERSIG_STATUS_BAD_KEY, "bad_key", 0},
    {USERSIG_STATUS_BAD_EXPIRY, "bad_expiry", 0},
    {USERSIG_STATUS_NULL_ARGUMENT, "null_argument", 0},
    {USERSIG_STATUS_BAD_LENGTH, "bad_length", 0},
    {USERSIG_STATUS_NOT_UTF8, "not_utf8", 0},
    {USERSIG_STATUS_BUFFER_TOO_SMALL, "buffer_too_small", 0},
    {USERSIG_STATUS_BAD_FLAGS, "bad_flags", 0},
    {USERSIG_STATUS_BAD_STRUCT_SIZE, "bad_struct_size", 0},
    {USERSIG_STATUS_ABSENT, "absent", 0},
    {USERSIG_STATUS_UNSUPPORTED, "unsupported", 0},
    {USERSIG_STATUS_PANIC, "panic", 0},
};

/* 1 for a status that a call has returned. */
static int seen[sizeof all / sizeof *all];

void check_seen(usersig_status status) {
    size_t i;
    for (i = 0; i < sizeof all / sizeof *all; ++i) seen[i] |= all[i].status == status;
}

/* The last test: the others have met every status that this build can return, and no other. */
void test_all_statuses_seen(void) {
#ifdef EXPECT_PANIC_PROBE
    const int panics = 1;
#else
    const int panics = 0;
#endif
#ifdef EXPECT_NO_ECDSA
    const int lacks_ecdsa = 1;
#else
    const int lacks_ecdsa = 0;
#endif
    size_t i;
    for (i = 0; i < sizeof all / sizeof *all; ++i) {
        const int expected = all[i].status == USERSIG_STATUS_PANIC         ? panics
                             : all[i].status == USERSIG_STATUS_UNSUPPORTED ? lacks_ecdsa
                                                                           : 1;
        if (seen[i] != expected) fprintf(stderr, "seen %d, expected %d: %s\n", seen[i], expected, all[i].name);
        CHECK(seen[i] == expected);
    }
}

void test_status(void) {
    char version[32];
    const char *loaded;
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; ++i) {
        CHECK(strcmp(usersig_status_name(all[i].status), all[i].name) == 0);
        CHECK(strlen(usersig_status_message(all[i].status)) > 3);
        CHECK(usersig_status_service_code(all[i].status) == all[i].service_code);
    }
    CHECK(strcmp(usersig_status_name(-1), "unknown") == 0);
    CHECK(strcmp(usersig_status_name(INT32_MAX), "unknown") == 0);
    CHECK(strlen(usersig_status_message(INT32_MIN)) > 3);
    CHECK(usersig_status_service_code(12345) == 0);

    CHECK(strstr(usersig_service_code_meaning(USERSIG_SERVICE_EXPIRED), "expired") != NULL);
    CHECK(strlen(usersig_service_code_advice(USERSIG_SERVICE_NO_SUCH_SDKAPPID)) > 3);
    CHECK(strlen(usersig_service_code_meaning(USERSIG_SERVICE_TOO_MANY_FAILURES)) > 3);
    CHECK(strlen(usersig_service_code_advice(USERSIG_SERVICE_TRUNCATED)) > 3);
    CHECK(usersig_service_code_meaning(0) == NULL);
    CHECK(usersig_service_code_advice(70005) == NULL);

    /* The macros say what was compiled against, the functions what is loaded. */
    snprintf(version, sizeof version, "%d.%d.%d", USERSIG_VERSION_MAJOR, USERSIG_VERSION_MINOR,
             USERSIG_VERSION_PATCH);
    loaded = usersig_version();
    CHECK(strcmp(loaded, version) == 0);
    CHECK(usersig_abi_version() == USERSIG_ABI_VERSION);

#ifdef EXPECT_PANIC_PROBE
    {
        usersig_report report;
        report.size = sizeof report;
        CHECK_STATUS(usersig_panic_probe(&report), USERSIG_STATUS_PANIC);
        CHECK(report.status == USERSIG_STATUS_PANIC);
        CHECK(strstr(report.detail, "fault of the library") != NULL);
        CHECK_STATUS(usersig_panic_probe(NULL), USERSIG_STATUS_PANIC);
    }
#endif
}
