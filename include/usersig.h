/*
 * usersig.h: sign, verify and explain Tencent Cloud UserSig tokens.
 *
 * A UserSig lets one user into one application of Tencent Cloud's chat (IM) and audio/video (TRTC), for a
 * limited time. The application's server signs it with a key that only the server has: whoever has the key can
 * be every user. Signing inside a client is for demos only.
 *
 *     #include <stdio.h>
 *     #include <string.h>
 *     #include <usersig.h>
 *
 *     int main(void) {
 *         const char *key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
 *         char token[512];
 *         size_t len;
 *         usersig_report report;
 *         report.size = sizeof report;
 *         if (usersig_sign(1400000000, key, strlen(key), "xiaojun", 7, USERSIG_VALIDITY_CLIENT,
 *                          token, sizeof token, &len, &report) != USERSIG_STATUS_OK) {
 *             fprintf(stderr, "%s\n%s\n", report.detail, report.hint);
 *             return 1;
 *         }
 *         puts(token);
 *         return 0;
 *     }
 *
 * What holds for every function:
 *
 * Text in is a pointer and a length in bytes, UTF-8, no NUL needed. NULL with a length of 0 is the empty text.
 * NULL with another length is USERSIG_STATUS_NULL_ARGUMENT, as is NULL for any other pointer, if its comment
 * does not say otherwise. Inputs are only read during the call and never kept.
 *
 * Text out goes to the caller's buffer `buf` of `cap` bytes and ends in NUL; `*len` does not count the NUL, so
 * the buffer needs `*len + 1` bytes (bytes that are not text have no NUL, and need `*len`). If the buffer is too
 * small, nothing is written to it, the status is USERSIG_STATUS_BUFFER_TOO_SMALL, and `*len` says the length
 * all the same: with `buf` NULL and `cap` 0 a call asks for it. Never is anything cut. Outputs are otherwise
 * written on success only. They must not overlap inputs.
 *
 * `report` is the optional last argument: NULL, or a usersig_report whose `size` is set. It takes what went
 * wrong in words. There is no hidden "last error": no call says anything about an earlier one.
 *
 * Handles are made by `_new` functions and given back once with `_free`. Every function may be called from any
 * thread; handles are immutable and may be shared by threads until they are freed.
 *
 * Times are Unix seconds, UTC. The forms that end in `_at` take the clock as `now`, the others read the
 * machine's; on wasm there are only the `_at` forms.
 *
 * Each comment lists the statuses that a call can return, without their prefix USERSIG_STATUS_. Where there is a
 * report, BAD_STRUCT_SIZE and PANIC are always possible.
 *
 * No function throws, longjmps or aborts on any input. Keys are never in a text that comes out.
 *
 * This file is made by cbindgen from the library's sources: change it there.
 */

#ifndef USERSIG_H
#define USERSIG_H

#include <stddef.h>
#include <stdint.h>

/* Linking the DLL on Windows: define USERSIG_USE_DLL first. Static libraries, and other systems, need nothing. */
#if defined(_WIN32) && defined(USERSIG_USE_DLL)
#define USERSIG_API __declspec(dllimport)
#else
#define USERSIG_API
#endif

/* A result that must be looked at: a token that was not checked is not valid. */
#if defined(__GNUC__) || defined(__clang__)
#define USERSIG_MUST_USE __attribute__((warn_unused_result))
#elif defined(_MSC_VER)
#define USERSIG_MUST_USE _Check_return_
#else
#define USERSIG_MUST_USE
#endif

/**
 * The major number of the version that this header belongs to.
 */
#define USERSIG_VERSION_MAJOR 0

/**
 * The minor number of the version that this header belongs to.
 */
#define USERSIG_VERSION_MINOR 1

/**
 * The patch number of the version that this header belongs to.
 */
#define USERSIG_VERSION_PATCH 0

/**
 * The ABI that this header belongs to. It changes only when a program must be compiled again; it is the
 * number in the shared library's name (`libusersig.so.0`).
 */
#define USERSIG_ABI_VERSION 0

/**
 * Set in `usersig_report.problems` for an empty token. Each bit is `1 << (status - 1)`.
 */
#define USERSIG_PROBLEM_EMPTY 1

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_MALFORMED`.
 */
#define USERSIG_PROBLEM_MALFORMED 2

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_WRONG_KEY_KIND`.
 */
#define USERSIG_PROBLEM_WRONG_KEY_KIND 4

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_SDKAPPID_MISMATCH`.
 */
#define USERSIG_PROBLEM_SDKAPPID_MISMATCH 8

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_USERID_MISMATCH`.
 */
#define USERSIG_PROBLEM_USERID_MISMATCH 16

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_BAD_SIGNATURE`.
 */
#define USERSIG_PROBLEM_BAD_SIGNATURE 32

/**
 * Set in `usersig_report.problems` for `USERSIG_STATUS_EXPIRED`.
 */
#define USERSIG_PROBLEM_EXPIRED 64

/**
 * Take any UserID of 1 to 1024 bytes of UTF-8, not only 1 to 32 of `a-z A-Z 0-9 _ -`: for system accounts
 * and IDs imported long ago. Control characters are refused all the same, since a line break inside a UserID
 * forges the signed text of another token.
 */
#define USERSIG_FLAG_ANY_USERID 1

/**
 * The usual validity of tokens that client code signs: 7 days, in seconds.
 */
#define USERSIG_VALIDITY_CLIENT 604800

/**
 * The usual validity of tokens that server code signs: 180 days, in seconds.
 */
#define USERSIG_VALIDITY_SERVER 15552000

/**
 * The longest validity: 50 years of 365 days, in seconds.
 */
#define USERSIG_VALIDITY_MAX 1576800000

/**
 * The longest UserID by the documented rule, in bytes.
 */
#define USERSIG_USERID_MAX_LEN 32

/**
 * The longest UserID with `USERSIG_FLAG_ANY_USERID`, in bytes.
 */
#define USERSIG_USERID_MAX_LEN_ANY 1024

/**
 * The longest userbuf, in bytes.
 */
#define USERSIG_USERBUF_MAX_LEN 32768

/**
 * The longest string room, in bytes.
 */
#define USERSIG_ROOM_MAX_NAME_LEN 64

/**
 * Create the room.
 */
#define USERSIG_PRIVILEGE_CREATE_ROOM 1

/**
 * Enter the room.
 */
#define USERSIG_PRIVILEGE_ENTER_ROOM 2

/**
 * Send audio.
 */
#define USERSIG_PRIVILEGE_SEND_AUDIO 4

/**
 * Receive audio.
 */
#define USERSIG_PRIVILEGE_RECEIVE_AUDIO 8

/**
 * Send video.
 */
#define USERSIG_PRIVILEGE_SEND_VIDEO 16

/**
 * Receive video.
 */
#define USERSIG_PRIVILEGE_RECEIVE_VIDEO 32

/**
 * Send the sub-stream (screen sharing).
 */
#define USERSIG_PRIVILEGE_SEND_SUBSTREAM 64

/**
 * Receive the sub-stream.
 */
#define USERSIG_PRIVILEGE_RECEIVE_SUBSTREAM 128

/**
 * All eight privileges.
 */
#define USERSIG_PRIVILEGE_ALL 255

/**
 * The service: the UserSig has expired.
 */
#define USERSIG_SERVICE_EXPIRED 70001

/**
 * The service: the UserSig is empty.
 */
#define USERSIG_SERVICE_EMPTY 70002

/**
 * The service: the UserSig cannot be parsed.
 */
#define USERSIG_SERVICE_MALFORMED 70003

/**
 * The service: the UserSig is cut.
 */
#define USERSIG_SERVICE_TRUNCATED 70004

/**
 * The service: the signature does not match.
 */
#define USERSIG_SERVICE_BAD_SIGNATURE 70009

/**
 * The service: the UserID differs from the one in the UserSig.
 */
#define USERSIG_SERVICE_USERID_MISMATCH 70013

/**
 * The service: the SDKAppID differs from the one in the UserSig.
 */
#define USERSIG_SERVICE_SDKAPPID_MISMATCH 70014

/**
 * The service: it has no key of this kind for the SDKAppID.
 */
#define USERSIG_SERVICE_NO_KEY 70016

/**
 * The service: there is no such SDKAppID.
 */
#define USERSIG_SERVICE_NO_SUCH_SDKAPPID 70020

/**
 * The service: the UserSig was wrong, and tried too often.
 */
#define USERSIG_SERVICE_TOO_MANY_FAILURES 70050

/**
 * Room for the detail text of a report, its NUL included.
 */
#define USERSIG_DETAIL_SIZE 1536

/**
 * Room for the hint of a report, its NUL included.
 */
#define USERSIG_HINT_SIZE 512

/**
 * `usersig_token.version`: 2.0, HMAC-SHA256.
 */
#define USERSIG_TOKEN_V2 2

/**
 * `usersig_token.version`: 1.0, ECDSA-SHA256.
 */
#define USERSIG_TOKEN_V1 1

/**
 * `usersig_token.version`: 1.0 in its oldest form, plain JSON with a local date.
 */
#define USERSIG_TOKEN_V1_PLAIN 10

/**
 * `usersig_token.flags`: the token has a userbuf, maybe an empty one.
 */
#define USERSIG_TOKEN_HAS_USERBUF 1

/**
 * `usersig_token.flags`: the userbuf is a PrivateMapKey record; the fields `record_…` hold it.
 */
#define USERSIG_TOKEN_HAS_RECORD 2

/**
 * `usersig_token.flags`: the record's room is a string; read it with `usersig_unverified_room_name`.
 */
#define USERSIG_TOKEN_HAS_ROOM_NAME 4

/**
 * `usersig_token.flags`: the issue time is a local date without a time zone, read in UTC+8; it may be wrong
 * by hours.
 */
#define USERSIG_TOKEN_TIME_APPROXIMATE 8

/**
 * Signs tokens of one application with one key.
 *
 * Made by `usersig_signer_new` or `usersig_signer_new_from_private_key`, given back by
 * `usersig_signer_free`. Immutable: any number of threads may use one signer at the same time.
 */
typedef struct usersig_signer usersig_signer;

/**
 * Verifies tokens of one application with one key.
 *
 * Made by `usersig_verifier_new` or `usersig_verifier_new_from_public_key`, given back by
 * `usersig_verifier_free`. Immutable: any number of threads may use one verifier at the same time. The kind
 * of its key decides which version can verify; a token never chooses its algorithm.
 */
typedef struct usersig_verifier usersig_verifier;

/**
 * What a call says: `USERSIG_STATUS_OK`, or why not. A number that is not listed here comes from a newer
 * library; treat it as a failure.
 *
 * Numbers are never reused. 1 to 99: a token is not valid. 100 to 199: an input cannot be signed or used as
 * a key. 200 to 299: the call itself is wrong. 300 and above: this build, or a fault of the library.
 */
typedef int32_t usersig_status;

/**
 * What went wrong, in words: the optional last argument of every call that can fail.
 *
 * The caller owns it and sets `size` before the first call; it can be used again for the next ones, by one
 * thread at a time. It is filled in by every call that gets it, also by one that succeeds. Later versions of
 * the library may add fields at the end: a caller with the older, smaller struct goes on working, and in a
 * newer, larger one the fields that this library does not know are set to 0.
 */
typedef struct usersig_report {
  /**
   * Set by the caller: `sizeof(usersig_report)`.
   */
  uint32_t size;
  /**
   * What the call returned.
   */
  usersig_status status;
  /**
   * Everything that is wrong with the token: a set of `USERSIG_PROBLEM_*`. `status` is the first of them.
   */
  uint32_t problems;
  /**
   * What the service answers to this token (70001, …); 0 if `status` is not about a token.
   */
  uint32_t service_code;
  /**
   * What was wrong and what was expected: UTF-8, ends in NUL, empty on success. It never holds a key, but
   * it does hold UserIDs.
   */
  char detail[USERSIG_DETAIL_SIZE];
  /**
   * What to do about it: UTF-8, ends in NUL, may be empty.
   */
  char hint[USERSIG_HINT_SIZE];
} usersig_report;

/**
 * What stands in a token. Nothing of it is true until `usersig_verifier_verify` says so.
 *
 * The caller owns it and sets `size` before the call. Later versions of the library may add fields at the
 * end, as with `usersig_report`.
 */
typedef struct usersig_token {
  /**
   * Set by the caller: `sizeof(usersig_token)`.
   */
  uint32_t size;
  /**
   * One of `USERSIG_TOKEN_V2`, `USERSIG_TOKEN_V1`, `USERSIG_TOKEN_V1_PLAIN`.
   */
  uint32_t version;
  /**
   * A set of `USERSIG_TOKEN_HAS_USERBUF` and its like.
   */
  uint32_t flags;
  /**
   * The SDKAppID; 0 if what stands there is none (a faulty writer's negative or larger number).
   */
  uint32_t sdkappid;
  /**
   * When the token was issued: Unix seconds.
   */
  uint64_t issued_at;
  /**
   * The validity in seconds, as it stands.
   */
  uint64_t expire;
  /**
   * The last second at which the token is valid: `issued_at` + `expire`, at most `UINT64_MAX`.
   */
  uint64_t expires_at;
  /**
   * Length of the UserID in bytes; read it with `usersig_unverified_userid`.
   */
  uint32_t userid_len;
  /**
   * Length of the userbuf in bytes; read it with `usersig_unverified_userbuf`.
   */
  uint32_t userbuf_len;
  /**
   * Length of the UserID in the record; read it with `usersig_unverified_account`.
   */
  uint32_t record_account_len;
  /**
   * The SDKAppID in the record.
   */
  uint32_t record_sdkappid;
  /**
   * The numeric room in the record; 0 with a string room.
   */
  uint32_t record_room;
  /**
   * Length of the string room in the record; read it with `usersig_unverified_room_name`.
   */
  uint32_t record_room_name_len;
  /**
   * The privilege map in the record as it stands: `USERSIG_PRIVILEGE_*`, maybe with further bits.
   */
  uint32_t record_privileges;
  /**
   * When the privileges end: Unix seconds.
   */
  uint32_t record_expires_at;
} usersig_token;

/**
 * Done; a verified token is valid.
 */
#define USERSIG_STATUS_OK 0

/**
 * The token is empty.
 */
#define USERSIG_STATUS_EMPTY 1

/**
 * The token cannot be read; the report's detail says where.
 */
#define USERSIG_STATUS_MALFORMED 2

/**
 * The token is of the other version than the verifier's key is for.
 */
#define USERSIG_STATUS_WRONG_KEY_KIND 3

/**
 * The token is for another application.
 */
#define USERSIG_STATUS_SDKAPPID_MISMATCH 4

/**
 * The token is for another user.
 */
#define USERSIG_STATUS_USERID_MISMATCH 5

/**
 * The signature does not match: another key, or an altered token.
 */
#define USERSIG_STATUS_BAD_SIGNATURE 6

/**
 * The token has expired.
 */
#define USERSIG_STATUS_EXPIRED 7

/**
 * The SDKAppID is 0.
 */
#define USERSIG_STATUS_BAD_SDKAPPID 100

/**
 * The UserID breaks its rule (length, characters, control characters).
 */
#define USERSIG_STATUS_BAD_USERID 101

/**
 * The validity is 0 or above 50 years.
 */
#define USERSIG_STATUS_BAD_VALIDITY 102

/**
 * The userbuf is longer than 32768 bytes.
 */
#define USERSIG_STATUS_BAD_USERBUF 103

/**
 * The room number or the string room breaks its rule.
 */
#define USERSIG_STATUS_BAD_ROOM 104

/**
 * The privileges have bits above 255.
 */
#define USERSIG_STATUS_BAD_PRIVILEGES 105

/**
 * The key is empty, has white space around it, or is no PEM key on P-256 or secp256k1.
 */
#define USERSIG_STATUS_BAD_KEY 106

/**
 * A PrivateMapKey would expire after 7 February 2106, which its record cannot hold.
 */
#define USERSIG_STATUS_BAD_EXPIRY 107

/**
 * A pointer is NULL that must not be.
 */
#define USERSIG_STATUS_NULL_ARGUMENT 200

/**
 * A length is above `PTRDIFF_MAX`: a negative number that became a `size_t`.
 */
#define USERSIG_STATUS_BAD_LENGTH 201

/**
 * A text is not UTF-8.
 */
#define USERSIG_STATUS_NOT_UTF8 202

/**
 * The buffer is too small. Nothing was written to it; `*len` says what is needed.
 */
#define USERSIG_STATUS_BUFFER_TOO_SMALL 203

/**
 * The flags have a bit that this library does not know.
 */
#define USERSIG_STATUS_BAD_FLAGS 204

/**
 * The `size` of a struct was not set to its `sizeof`.
 */
#define USERSIG_STATUS_BAD_STRUCT_SIZE 205

/**
 * The token has no such thing: no userbuf, no PrivateMapKey record, no string room.
 */
#define USERSIG_STATUS_ABSENT 206

/**
 * This build of the library leaves it out: version 1.0 needs the feature `ecdsa`.
 */
#define USERSIG_STATUS_UNSUPPORTED 300

/**
 * A fault of the library was caught. Please report it; the process can go on.
 */
#define USERSIG_STATUS_PANIC 301

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library that is loaded, such as `0.1.0`.
 *
 * The text is static and ends in NUL. Thread-safe. Compare it with `USERSIG_VERSION_MAJOR`, `_MINOR` and
 * `_PATCH`, which say what was compiled against.
 */
USERSIG_API const char *usersig_version(void);

/**
 * The ABI of the library that is loaded.
 *
 * A program that loads the library by hand must refuse it when this differs from `USERSIG_ABI_VERSION`.
 * Thread-safe.
 */
USERSIG_API uint32_t usersig_abi_version(void);

/**
 * The name of a status, for logs and programs: `ok`, `expired`, `bad_userid`, …; `unknown` for a number that
 * this library does not know.
 *
 * The text is static, ASCII, and ends in NUL. Never NULL. Thread-safe.
 */
USERSIG_API
const char *usersig_status_name(usersig_status status);

/**
 * A status in one English sentence. The report of a call says more: which character, which length.
 *
 * The text is static, ASCII, and ends in NUL. Never NULL. Thread-safe.
 */
USERSIG_API const char *usersig_status_message(usersig_status status);

/**
 * What the service answers to a token with this status, such as 70009 for `USERSIG_STATUS_BAD_SIGNATURE`;
 * 0 for a status that is not about a token.
 *
 * The report of a call is more exact: it tells a token that was cut (70004) from other malformed ones
 * (70003). Thread-safe.
 */
USERSIG_API uint32_t usersig_status_service_code(usersig_status status);

/**
 * What the service means by one of its codes (70001, …); NULL for a code that is not about UserSigs.
 *
 * The text is static, UTF-8, and ends in NUL. Thread-safe.
 */
USERSIG_API const char *usersig_service_code_meaning(uint32_t code);

/**
 * What to do when the service answers this code; NULL for a code that is not about UserSigs.
 *
 * The text is static, UTF-8, and ends in NUL. Thread-safe.
 */
USERSIG_API const char *usersig_service_code_advice(uint32_t code);

/**
 * Makes a signer of version 2.0 (HMAC-SHA256) from the secret key that the console shows: for every
 * application made since 19 July 2019.
 *
 * `*signer` is the caller's: give it to `usersig_signer_free`. The key's text is not kept, and what is kept
 * is wiped when the signer is freed. A program that signs once can use `usersig_sign` instead.
 *
 * Returns `OK`, `BAD_SDKAPPID`, `BAD_KEY`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`.
 */
USERSIG_API
usersig_status usersig_signer_new(uint32_t sdkappid,
                                  const char *secret_key,
                                  size_t secret_key_len,
                                  struct usersig_signer **signer,
                                  struct usersig_report *report);

/**
 * Makes a signer of version 1.0 (ECDSA-SHA256) from a private key in PEM: for older applications that were
 * never moved to a secret key.
 *
 * Takes `PRIVATE KEY` and `EC PRIVATE KEY` blocks (with or without `EC PARAMETERS`) on P-256 or secp256k1;
 * in the console's `keys.zip` it is the file `private_key`. `*signer` is the caller's: give it to
 * `usersig_signer_free`.
 *
 * Returns what `usersig_signer_new` does, and `UNSUPPORTED` in a build without version 1.0.
 */
USERSIG_API
usersig_status usersig_signer_new_from_private_key(uint32_t sdkappid,
                                                   const char *pem,
                                                   size_t pem_len,
                                                   struct usersig_signer **signer,
                                                   struct usersig_report *report);

/**
 * Gives a signer back and wipes its key. NULL is taken and does nothing.
 *
 * No other thread may use the signer any more.
 */
USERSIG_API void usersig_signer_free(struct usersig_signer *signer);

/**
 * Signs a UserSig that is issued at `now`.
 *
 * `validity` is in seconds from `now`, 1 to `USERSIG_VALIDITY_MAX`. `flags` is 0 or
 * `USERSIG_FLAG_ANY_USERID`. The token goes to `buf` and ends in NUL; it is about 200 characters for a
 * UserID of up to 16, and never more than 4096 without a userbuf.
 *
 * Returns `OK`, `BAD_USERID`, `BAD_VALIDITY`, `BAD_FLAGS`, `BUFFER_TOO_SMALL`, `NOT_UTF8`, `NULL_ARGUMENT`,
 * `BAD_LENGTH`; with a private key also `BAD_KEY` if it cannot sign.
 */
USERSIG_API
usersig_status usersig_signer_sign_at(const struct usersig_signer *signer,
                                      const char *userid,
                                      size_t userid_len,
                                      uint64_t validity,
                                      uint64_t now,
                                      uint32_t flags,
                                      char *buf,
                                      size_t cap,
                                      size_t *len,
                                      struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Signs a UserSig that is issued now, by the machine's clock. Otherwise as `usersig_signer_sign_at`.
 */
USERSIG_API
usersig_status usersig_signer_sign(const struct usersig_signer *signer,
                                   const char *userid,
                                   size_t userid_len,
                                   uint64_t validity,
                                   uint32_t flags,
                                   char *buf,
                                   size_t cap,
                                   size_t *len,
                                   struct usersig_report *report);
#endif

/**
 * Signs a UserSig with a userbuf, any bytes that are signed with it: 0 to 32768 of them.
 *
 * The service reads a userbuf as a PrivateMapKey record; for those use
 * `usersig_signer_private_map_key_at`. NULL with a length of 0 is an empty userbuf, which is not the same
 * as none. A token of a userbuf of n bytes has at most 4096 + 2 n characters.
 *
 * Returns what `usersig_signer_sign_at` does, and `BAD_USERBUF`.
 */
USERSIG_API
usersig_status usersig_signer_sign_with_userbuf_at(const struct usersig_signer *signer,
                                                   const char *userid,
                                                   size_t userid_len,
                                                   uint64_t validity,
                                                   const uint8_t *userbuf,
                                                   size_t userbuf_len,
                                                   uint64_t now,
                                                   uint32_t flags,
                                                   char *buf,
                                                   size_t cap,
                                                   size_t *len,
                                                   struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Signs a UserSig with a userbuf by the machine's clock. Otherwise as `usersig_signer_sign_with_userbuf_at`.
 */
USERSIG_API
usersig_status usersig_signer_sign_with_userbuf(const struct usersig_signer *signer,
                                                const char *userid,
                                                size_t userid_len,
                                                uint64_t validity,
                                                const uint8_t *userbuf,
                                                size_t userbuf_len,
                                                uint32_t flags,
                                                char *buf,
                                                size_t cap,
                                                size_t *len,
                                                struct usersig_report *report);
#endif

/**
 * Signs a PrivateMapKey for a numeric room (TRTC advanced permission control): a token that lets the user
 * into this room with these privileges.
 *
 * `room` is 1 to 4294967294; `privileges` is a set of `USERSIG_PRIVILEGE_*`.
 *
 * Returns what `usersig_signer_sign_at` does, and `BAD_ROOM`, `BAD_PRIVILEGES`, `BAD_EXPIRY`.
 */
USERSIG_API
usersig_status usersig_signer_private_map_key_at(const struct usersig_signer *signer,
                                                 const char *userid,
                                                 size_t userid_len,
                                                 uint64_t validity,
                                                 uint32_t room,
                                                 uint32_t privileges,
                                                 uint64_t now,
                                                 uint32_t flags,
                                                 char *buf,
                                                 size_t cap,
                                                 size_t *len,
                                                 struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Signs a PrivateMapKey for a numeric room by the machine's clock. Otherwise as
 * `usersig_signer_private_map_key_at`.
 */
USERSIG_API
usersig_status usersig_signer_private_map_key(const struct usersig_signer *signer,
                                              const char *userid,
                                              size_t userid_len,
                                              uint64_t validity,
                                              uint32_t room,
                                              uint32_t privileges,
                                              uint32_t flags,
                                              char *buf,
                                              size_t cap,
                                              size_t *len,
                                              struct usersig_report *report);
#endif

/**
 * Signs a PrivateMapKey for a string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and
 * `!#$%&()+-:;<=.>?@[]^_{}|~,`.
 *
 * A string room is another room than the numeric one of the same digits. Otherwise as
 * `usersig_signer_private_map_key_at`.
 */
USERSIG_API
usersig_status usersig_signer_private_map_key_string_room_at(const struct usersig_signer *signer,
                                                             const char *userid,
                                                             size_t userid_len,
                                                             uint64_t validity,
                                                             const char *room,
                                                             size_t room_len,
                                                             uint32_t privileges,
                                                             uint64_t now,
                                                             uint32_t flags,
                                                             char *buf,
                                                             size_t cap,
                                                             size_t *len,
                                                             struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Signs a PrivateMapKey for a string room by the machine's clock. Otherwise as
 * `usersig_signer_private_map_key_string_room_at`.
 */
USERSIG_API
usersig_status usersig_signer_private_map_key_string_room(const struct usersig_signer *signer,
                                                          const char *userid,
                                                          size_t userid_len,
                                                          uint64_t validity,
                                                          const char *room,
                                                          size_t room_len,
                                                          uint32_t privileges,
                                                          uint32_t flags,
                                                          char *buf,
                                                          size_t cap,
                                                          size_t *len,
                                                          struct usersig_report *report);
#endif

/**
 * Signs one UserSig of version 2.0 that is issued at `now`: a signer, one token, and the signer freed.
 *
 * For one user a request this is all that is needed; for many under one key a signer is faster. The UserID
 * is held to the documented rule.
 *
 * Returns what `usersig_signer_new` and `usersig_signer_sign_at` do.
 */
USERSIG_API
usersig_status usersig_sign_at(uint32_t sdkappid,
                               const char *secret_key,
                               size_t secret_key_len,
                               const char *userid,
                               size_t userid_len,
                               uint64_t validity,
                               uint64_t now,
                               char *buf,
                               size_t cap,
                               size_t *len,
                               struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Signs one UserSig of version 2.0 by the machine's clock. Otherwise as `usersig_sign_at`.
 */
USERSIG_API
usersig_status usersig_sign(uint32_t sdkappid,
                            const char *secret_key,
                            size_t secret_key_len,
                            const char *userid,
                            size_t userid_len,
                            uint64_t validity,
                            char *buf,
                            size_t cap,
                            size_t *len,
                            struct usersig_report *report);
#endif

/**
 * Makes a verifier of version 2.0 (HMAC-SHA256) from the secret key that the console shows.
 *
 * A token is still taken for `leeway` seconds after its expiry, for clocks that differ; the service itself
 * uses 0. `*verifier` is the caller's: give it to `usersig_verifier_free`. The key's text is not kept, and
 * what is kept is wiped when the verifier is freed.
 *
 * Returns `OK`, `BAD_SDKAPPID`, `BAD_KEY`, `NOT_UTF8`, `NULL_ARGUMENT`, `BAD_LENGTH`.
 */
USERSIG_API
usersig_status usersig_verifier_new(uint32_t sdkappid,
                                    const char *secret_key,
                                    size_t secret_key_len,
                                    uint64_t leeway,
                                    struct usersig_verifier **verifier,
                                    struct usersig_report *report);

/**
 * Makes a verifier of version 1.0 (ECDSA-SHA256), its oldest form included, from a public key in PEM.
 *
 * Takes a `PUBLIC KEY` block on P-256 or secp256k1; in the console's `keys.zip` it is the file
 * `public_key`. Otherwise as `usersig_verifier_new`; also returns `UNSUPPORTED` in a build without version
 * 1.0.
 */
USERSIG_API
usersig_status usersig_verifier_new_from_public_key(uint32_t sdkappid,
                                                    const char *pem,
                                                    size_t pem_len,
                                                    uint64_t leeway,
                                                    struct usersig_verifier **verifier,
                                                    struct usersig_report *report);

/**
 * Gives a verifier back and wipes its key. NULL is taken and does nothing.
 *
 * No other thread may use the verifier any more.
 */
USERSIG_API void usersig_verifier_free(struct usersig_verifier *verifier);

/**
 * Verifies that a token lets this user in at `now`.
 *
 * The token is any bytes; NULL with a length of 0 is the empty token. The UserID is what the user claims to
 * be: any text of 1 to 1024 bytes that a token may hold. A token is valid up to and including the second of
 * its expiry. The fields of a token for which this said `OK` can be read with
 * `usersig_inspect_unverified`.
 *
 * Returns `OK` or the first problem of the token, in this order: `EMPTY`, `MALFORMED`, `WRONG_KEY_KIND`,
 * `SDKAPPID_MISMATCH`, `USERID_MISMATCH`, `BAD_SIGNATURE`, `EXPIRED`. The report holds all problems, the
 * service's code for the first, its detail and a hint. Or `BAD_USERID`, `NOT_UTF8`, `NULL_ARGUMENT`,
 * `BAD_LENGTH`.
 */
USERSIG_API
USERSIG_MUST_USE
usersig_status usersig_verifier_verify_at(const struct usersig_verifier *verifier,
                                          const char *token,
                                          size_t token_len,
                                          const char *userid,
                                          size_t userid_len,
                                          uint64_t now,
                                          struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Verifies a token by the machine's clock. Otherwise as `usersig_verifier_verify_at`.
 */
USERSIG_API
USERSIG_MUST_USE
usersig_status usersig_verifier_verify(const struct usersig_verifier *verifier,
                                       const char *token,
                                       size_t token_len,
                                       const char *userid,
                                       size_t userid_len,
                                       struct usersig_report *report);
#endif

/**
 * Verifies one token of version 2.0 at `now`, without leeway: a verifier, one token, and the verifier freed.
 *
 * Returns what `usersig_verifier_new` and `usersig_verifier_verify_at` do.
 */
USERSIG_API
USERSIG_MUST_USE
usersig_status usersig_verify_at(uint32_t sdkappid,
                                 const char *secret_key,
                                 size_t secret_key_len,
                                 const char *token,
                                 size_t token_len,
                                 const char *userid,
                                 size_t userid_len,
                                 uint64_t now,
                                 struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Verifies one token of version 2.0 by the machine's clock. Otherwise as `usersig_verify_at`.
 */
USERSIG_API
USERSIG_MUST_USE
usersig_status usersig_verify(uint32_t sdkappid,
                              const char *secret_key,
                              size_t secret_key_len,
                              const char *token,
                              size_t token_len,
                              const char *userid,
                              size_t userid_len,
                              struct usersig_report *report);
#endif

/**
 * Reads a token without a key, **and so without verifying it**: whoever made it could write anything.
 *
 * This is for a client that asks when to fetch a new token, and for people who want to see what is in one.
 * Never let anyone in because of what this returns. `info->size` must be set to `sizeof(usersig_token)`.
 *
 * Returns `OK`, `EMPTY`, `MALFORMED`, `NULL_ARGUMENT`, `BAD_LENGTH`.
 */
USERSIG_API
usersig_status usersig_inspect_unverified(const char *token,
                                          size_t token_len,
                                          struct usersig_token *info,
                                          struct usersig_report *report);

/**
 * The UserID in a token, not verified: UTF-8 without control characters, ends in NUL.
 *
 * Returns `OK`, `EMPTY`, `MALFORMED`, `BUFFER_TOO_SMALL`, `NULL_ARGUMENT`, `BAD_LENGTH`.
 */
USERSIG_API
usersig_status usersig_unverified_userid(const char *token,
                                         size_t token_len,
                                         char *buf,
                                         size_t cap,
                                         size_t *len,
                                         struct usersig_report *report);

/**
 * The userbuf's bytes in a token, not verified. No NUL follows them.
 *
 * Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no userbuf.
 */
USERSIG_API
usersig_status usersig_unverified_userbuf(const char *token,
                                          size_t token_len,
                                          uint8_t *buf,
                                          size_t cap,
                                          size_t *len,
                                          struct usersig_report *report);

/**
 * The UserID's bytes in the PrivateMapKey record of a token, not verified, as they stand: several writers
 * corrupt one that is not ASCII. No NUL follows them.
 *
 * Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no such record.
 */
USERSIG_API
usersig_status usersig_unverified_account(const char *token,
                                          size_t token_len,
                                          uint8_t *buf,
                                          size_t cap,
                                          size_t *len,
                                          struct usersig_report *report);

/**
 * The string room in the PrivateMapKey record of a token, not verified: UTF-8 (bytes that are not are
 * replaced by U+FFFD), ends in NUL.
 *
 * Returns what `usersig_unverified_userid` does, and `ABSENT` if the token has no such record or its room
 * is a number.
 */
USERSIG_API
usersig_status usersig_unverified_room_name(const char *token,
                                            size_t token_len,
                                            char *buf,
                                            size_t cap,
                                            size_t *len,
                                            struct usersig_report *report);

/**
 * Seconds from `now` to the last one at which the token is valid, not verified; 0 if it has expired.
 *
 * This is how a client knows when to fetch a new token.
 *
 * Returns `OK`, `EMPTY`, `MALFORMED`, `NULL_ARGUMENT`, `BAD_LENGTH`.
 */
USERSIG_API
usersig_status usersig_unverified_time_left_at(const char *token,
                                               size_t token_len,
                                               uint64_t now,
                                               uint64_t *seconds,
                                               struct usersig_report *report);

#if !defined(__wasm__)
/**
 * Seconds that are left by the machine's clock. Otherwise as `usersig_unverified_time_left_at`.
 */
USERSIG_API
usersig_status usersig_unverified_time_left(const char *token,
                                            size_t token_len,
                                            uint64_t *seconds,
                                            struct usersig_report *report);
#endif

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* USERSIG_H */
