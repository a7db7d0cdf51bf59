/* What a token carries, against what the caller expects. */
#include "check.h"

/* A PrivateMapKey passed where a plain UserSig is expected is rejected, and the other way round. */
void test_contents_user_sig_and_private_map_key(void) {
    usersig_request request = request_for(TEXT("alice"));
    usersig_expectation expectation = expectation_of(TEXT("alice"));
    usersig_report report = {.size = sizeof report};
    const struct signed_token plain = sign_request(&request);
    struct signed_token room;

    set_room(&request, 7, 42);
    room = sign_request(&request);
    CHECK_STATUS(verify_token(&plain, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(verify_token(&room, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    expectation.contents = USERSIG_CONTENTS_NONE;
    CHECK_STATUS(verify_token(&plain, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(verify_token(&room, &expectation, NULL, &report), USERSIG_STATUS_USERBUF_MISMATCH);
    CHECK(report.findings == USERSIG_FINDING_USERBUF_MISMATCH && report.service_code == 0);
    CHECK(strstr(report.hint, "PrivateMapKey") != NULL);
    expectation.contents = USERSIG_CONTENTS_ROOM_NUMBER;
    expectation.room = 7;
    CHECK_STATUS(verify_token(&room, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    CHECK_STATUS(verify_token(&plain, &expectation, NULL, &report), USERSIG_STATUS_RECORD_MISMATCH);
    CHECK(report.findings == USERSIG_FINDING_RECORD_MISMATCH);
}

void test_contents_userbuf(void) {
    usersig_request request = request_for(TEXT("alice"));
    usersig_expectation expectation = expectation_of(TEXT("alice"));
    struct signed_token token;

    expectation.contents = USERSIG_CONTENTS_USERBUF;
    expectation.userbuf = (const uint8_t *)"a\0b";
    expectation.userbuf_len = 3;
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_USERBUF_MISMATCH);
    set_userbuf(&request, "a\0b", 3);
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    set_userbuf(&request, "a\0c", 3);
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_USERBUF_MISMATCH);
    set_userbuf(&request, "a\0b\0", 4);
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_USERBUF_MISMATCH);
    /* An empty userbuf is not the same as none. */
    expectation.userbuf = NULL;
    expectation.userbuf_len = 0;
    set_userbuf(&request, NULL, 0);
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_OK);
    request = request_for(TEXT("alice"));
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, NULL), USERSIG_STATUS_USERBUF_MISMATCH);
}

void test_contents_room_and_privileges(void) {
    usersig_request request = request_for(TEXT("alice"));
    usersig_expectation expectation = expectation_of(TEXT("alice"));
    usersig_report report = {.size = sizeof report};
    struct signed_token token;

    set_room(&request, 7, USERSIG_PRIVILEGE_ENTER_ROOM | USERSIG_PRIVILEGE_SEND_AUDIO);
    token = sign_request(&request);
#define EXPECT_ROOM(number, set)                                                                                       \
    (expectation.contents = USERSIG_CONTENTS_ROOM_NUMBER, expectation.room = (number), expectation.privileges = (set), \
     verify_token(&token, &expectation, NULL, &report))
    CHECK_STATUS(EXPECT_ROOM(7, 0), USERSIG_STATUS_OK);
    CHECK_STATUS(EXPECT_ROOM(7, USERSIG_PRIVILEGE_ENTER_ROOM), USERSIG_STATUS_OK);
    CHECK_STATUS(EXPECT_ROOM(7, USERSIG_PRIVILEGE_ENTER_ROOM | USERSIG_PRIVILEGE_SEND_AUDIO), USERSIG_STATUS_OK);
    CHECK_STATUS(EXPECT_ROOM(7, USERSIG_PRIVILEGE_ENTER_ROOM | USERSIG_PRIVILEGE_SEND_VIDEO),
                 USERSIG_STATUS_RECORD_MISMATCH);
    CHECK(strstr(report.detail, "video-send") != NULL && strstr(report.detail, "enter") == NULL);
    CHECK_STATUS(EXPECT_ROOM(7, USERSIG_PRIVILEGE_ALL), USERSIG_STATUS_RECORD_MISMATCH);
    CHECK_STATUS(EXPECT_ROOM(8, 0), USERSIG_STATUS_RECORD_MISMATCH);
    CHECK(report.findings == USERSIG_FINDING_RECORD_MISMATCH && report.service_code == 0);
    CHECK_STATUS(EXPECT_ROOM(0, 0), USERSIG_STATUS_BAD_ROOM);
    CHECK_STATUS(EXPECT_ROOM(7, 256), USERSIG_STATUS_BAD_PRIVILEGES);
#undef EXPECT_ROOM

#define EXPECT_ROOM(name)                                                                                              \
    (expectation = expectation_of(TEXT("alice")), expectation.contents = USERSIG_CONTENTS_ROOM_NAME,                   \
     expectation.room_name = (name), expectation.room_name_len = strlen(name),                                         \
     verify_token(&token, &expectation, NULL, &report))
    /* A string room is another room than the number of the same digits. */
    CHECK_STATUS(EXPECT_ROOM("7"), USERSIG_STATUS_RECORD_MISMATCH);
    request = request_for(TEXT("alice"));
    set_room_name(&request, TEXT("room {7}"), USERSIG_PRIVILEGE_ALL);
    token = sign_request(&request);
    CHECK_STATUS(EXPECT_ROOM("room {7}"), USERSIG_STATUS_OK);
    CHECK_STATUS(EXPECT_ROOM("Room {7}"), USERSIG_STATUS_RECORD_MISMATCH);
    CHECK_STATUS(EXPECT_ROOM("a/b"), USERSIG_STATUS_BAD_ROOM);
#undef EXPECT_ROOM
}

/* The record of bob in application 7, which ended in 1970, in a token that is signed for alice: it opens nothing, so it
 * is a finding without any expectation of contents. */
void test_contents_record_of_another_user(void) {
    static const char record[] = "\0\0\3bob\0\0\0\7\0\0\0\7\0\0\0\1\0\0\0\xff\0\0\0\0";
    usersig_request request = request_for(TEXT("alice"));
    usersig_expectation expectation = expectation_of(TEXT("alice"));
    usersig_report report = {.size = sizeof report};
    usersig_token *read = NULL;
    struct signed_token token;

    set_userbuf(&request, record, sizeof record - 1);
    token = sign_request(&request);
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_RECORD_MISMATCH);
    CHECK(report.findings == USERSIG_FINDING_RECORD_MISMATCH && report.service_code == 0);
    CHECK(strstr(report.detail, "bob") != NULL && report.hint[0] != '\0');
    expectation.contents = USERSIG_CONTENTS_NONE;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_USERBUF_MISMATCH);
    CHECK(report.findings == (USERSIG_FINDING_USERBUF_MISMATCH | USERSIG_FINDING_RECORD_MISMATCH));
    /* Exactly these bytes, and they are wrong all the same. */
    expectation.contents = USERSIG_CONTENTS_USERBUF;
    expectation.userbuf = (const uint8_t *)record;
    expectation.userbuf_len = sizeof record - 1;
    CHECK_STATUS(verify_token(&token, &expectation, NULL, &report), USERSIG_STATUS_RECORD_MISMATCH);

    /* Whoever inspects sees it verbatim. */
    CHECK_STATUS(usersig_inspect_unverified(token.text, token.len, &read, NULL), USERSIG_STATUS_OK);
    CHECK((read->flags & USERSIG_TOKEN_HAS_RECORD) != 0 && read->sdkappid == APP && read->record_sdkappid == 7);
    CHECK(read->record_account_len == 3 && memcmp(read->record_account, "bob", 3) == 0);
    CHECK(read->record_room == 7 && read->record_privileges == 255 && read->record_expires_at == 1);
    usersig_token_free(read);
}
