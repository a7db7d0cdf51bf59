/* Reading a token without a key. */
#include "check.h"

void test_inspect(void) {
    usersig_signer *signer = new_signer();
    usersig_report report;
    usersig_token info;
    char token[2048], text[128];
    uint8_t bytes[128];
    uint64_t left = 0;
    size_t len = 0, got = 0;

    report.size = sizeof report;
    memset(&info, 0x55, sizeof info);
    info.size = sizeof info;

    CHECK_STATUS(usersig_signer_sign_at(signer, TEXT("xiaojun"), WEEK, NOW, 0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info, &report), USERSIG_STATUS_OK);
    CHECK(info.size == sizeof info && info.version == USERSIG_TOKEN_V2 && info.flags == 0 && info.sdkappid == APP);
    CHECK(info.issued_at == NOW && info.expire == WEEK && info.expires_at == NOW + WEEK);
    CHECK(info.userid_len == 7 && info.userbuf_len == 0 && info.record_account_len == 0);
    CHECK(info.record_sdkappid == 0 && info.record_room == 0 && info.record_room_name_len == 0);
    CHECK(info.record_privileges == 0 && info.record_expires_at == 0);
    CHECK_STATUS(usersig_unverified_userid(token, len, text, sizeof text, &got, NULL), USERSIG_STATUS_OK);
    CHECK(got == 7 && strcmp(text, "xiaojun") == 0);
    CHECK_STATUS(usersig_unverified_userbuf(token, len, bytes, sizeof bytes, &got, &report), USERSIG_STATUS_ABSENT);
    CHECK(strstr(report.detail, "userbuf") != NULL && report.problems == 0);
    CHECK_STATUS(usersig_unverified_account(token, len, bytes, sizeof bytes, &got, NULL), USERSIG_STATUS_ABSENT);
    CHECK_STATUS(usersig_unverified_room_name(token, len, text, sizeof text, &got, NULL), USERSIG_STATUS_ABSENT);
    CHECK(got == 7);

    CHECK_STATUS(usersig_unverified_time_left_at(token, len, NOW + 100, &left, NULL), USERSIG_STATUS_OK);
    CHECK(left == WEEK - 100);
    CHECK_STATUS(usersig_unverified_time_left_at(token, len, 0, &left, NULL), USERSIG_STATUS_OK);
    CHECK(left == NOW + WEEK);
    CHECK_STATUS(usersig_unverified_time_left_at(token, len, UINT64_MAX, &left, NULL), USERSIG_STATUS_OK);
    CHECK(left == 0);

    CHECK_STATUS(usersig_signer_sign_with_userbuf_at(signer, TEXT("bob"), WEEK, (const uint8_t *)"a\0b", 3, NOW, 0,
                                                     token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info, NULL), USERSIG_STATUS_OK);
    CHECK(info.flags == USERSIG_TOKEN_HAS_USERBUF && info.userbuf_len == 3);
    memset(bytes, 0x55, sizeof bytes);
    CHECK_STATUS(usersig_unverified_userbuf(token, len, bytes, 3, &got, NULL), USERSIG_STATUS_OK);
    CHECK(got == 3 && memcmp(bytes, "a\0b\x55", 4) == 0);

    CHECK_STATUS(usersig_signer_private_map_key_at(signer, TEXT("bob"), WEEK, 4294967294u, 42, NOW, 0, token,
                                                   sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info, NULL), USERSIG_STATUS_OK);
    CHECK(info.flags == (USERSIG_TOKEN_HAS_USERBUF | USERSIG_TOKEN_HAS_RECORD));
    CHECK(info.record_account_len == 3 && info.record_sdkappid == APP && info.record_room == 4294967294u);
    CHECK(info.record_privileges == (USERSIG_PRIVILEGE_ENTER_ROOM | USERSIG_PRIVILEGE_RECEIVE_AUDIO |
                                     USERSIG_PRIVILEGE_RECEIVE_VIDEO));
    CHECK(info.record_expires_at == NOW + WEEK);
    CHECK_STATUS(usersig_unverified_account(token, len, bytes, sizeof bytes, &got, NULL), USERSIG_STATUS_OK);
    CHECK(got == 3 && memcmp(bytes, "bob", 3) == 0);
    CHECK_STATUS(usersig_unverified_room_name(token, len, text, sizeof text, &got, &report), USERSIG_STATUS_ABSENT);

    CHECK_STATUS(usersig_signer_private_map_key_string_room_at(signer, TEXT("bob"), WEEK, TEXT("room {7}"), 255, NOW,
                                                               0, token, sizeof token, &len, NULL),
                 USERSIG_STATUS_OK);
    CHECK_STATUS(usersig_inspect_unverified(token, len, &info, NULL), USERSIG_STATUS_OK);
    CHECK((info.flags & USERSIG_TOKEN_HAS_ROOM_NAME) != 0 && info.record_room == 0);
    CHECK(info.record_room_name_len == 8);
    CHECK_STATUS(usersig_unverified_room_name(token, len, text, sizeof text, &got, NULL), USERSIG_STATUS_OK);
    CHECK(got == 8 && strcmp(text, "room {7}") == 0);

    /* A token that cannot be read leaves the outputs as they are. */
    memset(&info, 0x55, sizeof info);
    info.size = sizeof info;
    CHECK_STATUS(usersig_inspect_unverified("eJ", 2, &info, &report), USERSIG_STATUS_MALFORMED);
    CHECK(info.version == 0x55555555u && report.problems == USERSIG_PROBLEM_MALFORMED);
    CHECK(report.service_code == USERSIG_SERVICE_TRUNCATED && report.hint[0] != '\0');
    CHECK_STATUS(usersig_inspect_unverified(NULL, 0, &info, &report), USERSIG_STATUS_EMPTY);
    CHECK_STATUS(usersig_unverified_userid("?", 1, text, sizeof text, &got, NULL), USERSIG_STATUS_MALFORMED);
    CHECK_STATUS(usersig_unverified_userbuf(NULL, 0, bytes, sizeof bytes, &got, NULL), USERSIG_STATUS_EMPTY);
    CHECK_STATUS(usersig_unverified_time_left_at("{}", 2, NOW, &left, NULL), USERSIG_STATUS_MALFORMED);
    CHECK(left == 0 && got == 8);

    usersig_signer_free(signer);
}
