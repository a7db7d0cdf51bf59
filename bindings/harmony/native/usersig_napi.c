// The Node-API module for HarmonyOS, over the C ABI (include/usersig.h): what bindings/js/types describes, with the same checks of
// what callers pass. It uses only functions that HarmonyOS documents for API 10 (napi-symbols.txt), and runs in Node too.
//
// Every call first copies what it needs from JavaScript's objects, because a getter can close a signer or detach a buffer, and
// looks at the handle last. What a call has copied is wiped and freed at its end. A function that returns false or NULL has
// left an exception pending.

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NAPI_VERSION 8
#include <node_api.h>
#include <usersig.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const uint64_t MAX_SAFE_INTEGER = 9007199254740991;

// --- one call ------------------------------------------------------------------------------------

// Memory of a call. The bytes follow it.
struct block {
    struct block *next;
    size_t size;
};

struct call {
    napi_env env;
    napi_value self, args[3];
    struct block *blocks;
    usersig_report report;
};

struct text {
    const char *data;
    size_t len;
    bool has_lone_surrogate;
};

// Throws a UserSigError. No text that is passed to it contains a key.
static bool reject(struct call *call, const char *code, const char *detail, const char *hint) {
    napi_env env = call->env;
    char message[USERSIG_DETAIL_SIZE + USERSIG_HINT_SIZE + 4];
    snprintf(message, sizeof message, *hint ? "%s (%s)" : "%s", detail, hint);
    const char *names[] = {"name", "detail", "hint"}, *texts[] = {"UserSigError", detail, hint};
    napi_value code_value, value, error;
    bool made = napi_create_string_utf8(env, code, NAPI_AUTO_LENGTH, &code_value) == napi_ok &&
                napi_create_string_utf8(env, message, NAPI_AUTO_LENGTH, &value) == napi_ok &&
                napi_create_error(env, code_value, value, &error) == napi_ok;
    for (size_t i = 0; made && i < COUNT(names); i++) {
        made = napi_create_string_utf8(env, texts[i], NAPI_AUTO_LENGTH, &value) == napi_ok &&
               napi_set_named_property(env, error, names[i], value) == napi_ok;
    }
    // Without memory for an error there is still a failure.
    if (!made || napi_throw(env, error) != napi_ok) napi_throw_error(env, code, detail);
    return false;
}

// Checks what Node-API returned. Exceptions of getters and proxies stay as they are.
static bool works(struct call *call, napi_status status) {
    bool is_pending = false;
    if (status == napi_ok) return true;
    if (napi_is_exception_pending(call->env, &is_pending) == napi_ok && is_pending) return false;
    return reject(call, "panic", "a call of the JavaScript engine has failed", "");
}

static bool succeeds(struct call *call, usersig_status status) {
    return status == USERSIG_STATUS_OK ||
           reject(call, usersig_status_name(status), call->report.detail, call->report.hint);
}

static bool begin(struct call *call, napi_env env, napi_callback_info info) {
    size_t argc = COUNT(call->args);
    memset(call, 0, sizeof *call);
    call->env = env;
    call->report.size = sizeof call->report;
    if (!works(call, napi_get_cb_info(env, info, &argc, call->args, &call->self, NULL))) return false;
    for (; argc < COUNT(call->args); argc++) {
        if (!works(call, napi_get_undefined(env, &call->args[argc]))) return false;
    }
    return true;
}

static void *allocate(struct call *call, size_t size) {
    struct block *block = malloc(sizeof *block + size);
    if (!block) {
        reject(call, "bad_length", "there is no memory for an input of this length", "");
        return NULL;
    }
    block->next = call->blocks;
    block->size = size;
    call->blocks = block;
    return block + 1;
}

static napi_value finish(struct call *call, napi_value result) {
    while (call->blocks) {
        struct block *block = call->blocks;
        call->blocks = block->next;
        // The compiler must not leave these writes out because free() follows.
        volatile char *bytes = (volatile char *)(block + 1);
        for (size_t i = 0; i < block->size; i++) bytes[i] = 0;
        free(block);
    }
    return result;
}

// --- what callers pass ---------------------------------------------------------------------------

static bool type_of(struct call *call, napi_value value, napi_valuetype *type) {
    return works(call, napi_typeof(call->env, value, type));
}

// The message has the type of a value and never the value: it may be a key in the wrong place.
static bool wrong_type(struct call *call, const char *name, const char *expected, napi_value value) {
    static const char *const types[] = {
        [napi_undefined] = "undefined",     [napi_null] = "null",
        [napi_boolean] = "of type boolean", [napi_number] = "of type number",
        [napi_string] = "of type string",   [napi_symbol] = "of type symbol",
        [napi_object] = "of type object",   [napi_function] = "of type function",
        [napi_external] = "of type object", [napi_bigint] = "of type bigint",
    };
    napi_valuetype type;
    bool is_array;
    char detail[256];
    if (!type_of(call, value, &type) || !works(call, napi_is_array(call->env, value, &is_array))) return false;
    const char *found = is_array ? "an array" : (size_t)type < COUNT(types) ? types[type] : "of another type";
    snprintf(detail, sizeof detail, "%s must be %s, but it is %s", name, expected, found);
    return reject(call, "bad_type", detail, "");
}

// Writes UTF-16 as UTF-8, and half of a surrogate pair as the three bytes that the core rejects: it must not become another text.
static size_t encode(const char16_t *units, size_t count, unsigned char *out, bool *has_lone_surrogate) {
    unsigned char *at = out;
    for (size_t i = 0; i < count; i++) {
        uint32_t point = units[i];
        if (point < 0x80) {
            *at++ = (unsigned char)point;
            continue;
        }
        if (point < 0x800) {
            *at++ = (unsigned char)(0xc0 | point >> 6);
        } else {
            if ((point & 0xfc00) == 0xd800 && i + 1 < count && (units[i + 1] & 0xfc00) == 0xdc00) {
                point = 0x10000 + ((point & 0x3ff) << 10) + (units[++i] & 0x3ffu);
                *at++ = (unsigned char)(0xf0 | point >> 18);
                *at++ = (unsigned char)(0x80 | (point >> 12 & 0x3f));
            } else {
                if ((point & 0xf800) == 0xd800) *has_lone_surrogate = true;
                *at++ = (unsigned char)(0xe0 | point >> 12);
            }
            *at++ = (unsigned char)(0x80 | (point >> 6 & 0x3f));
        }
        *at++ = (unsigned char)(0x80 | (point & 0x3f));
    }
    return (size_t)(at - out);
}

// Reads a string through UTF-16: what Node-API itself makes of half of a surrogate pair is another text.
static bool read_string(struct call *call, napi_value value, struct text *text) {
    size_t count;
    if (!works(call, napi_get_value_string_utf16(call->env, value, NULL, 0, &count))) return false;
    char16_t *units = allocate(call, (count + 1) * sizeof *units);
    unsigned char *bytes = units ? allocate(call, count * 3 + 1) : NULL;
    if (!bytes || !works(call, napi_get_value_string_utf16(call->env, value, units, count + 1, &count))) return false;
    text->has_lone_surrogate = false;
    text->len = encode(units, count, bytes, &text->has_lone_surrogate);
    text->data = (const char *)bytes;
    return true;
}

static bool read_text(struct call *call, const char *name, napi_value value, struct text *text) {
    napi_valuetype type;
    if (!type_of(call, value, &type)) return false;
    return type == napi_string ? read_string(call, value, text) : wrong_type(call, name, "a string", value);
}

static bool read_text_or_bytes(struct call *call, const char *name, napi_value value, struct text *text) {
    napi_env env = call->env;
    napi_valuetype type;
    napi_typedarray_type elements;
    napi_value buffer;
    bool is_array, is_detached;
    void *data;
    size_t len, offset;
    if (!type_of(call, value, &type)) return false;
    if (type == napi_string) return read_string(call, value, text);
    if (!works(call, napi_is_typedarray(env, value, &is_array))) return false;
    if (!is_array) return wrong_type(call, name, "a string or a Uint8Array", value);
    if (!works(call, napi_get_typedarray_info(env, value, &elements, &len, &data, &buffer, &offset))) return false;
    if (elements != napi_uint8_array) return wrong_type(call, name, "a string or a Uint8Array", value);
    if (!works(call, napi_is_detached_arraybuffer(env, buffer, &is_detached))) return false;
    if (is_detached || !data) len = 0;
    char *bytes = allocate(call, len + 1);
    if (!bytes) return false;
    if (len) memcpy(bytes, data, len);
    *text = (struct text){bytes, len, false};
    return true;
}

static bool read_whole(struct call *call, const char *name, napi_value value, uint64_t max, const char *code,
                       uint64_t *result) {
    napi_valuetype type;
    double number;
    char detail[256];
    if (!type_of(call, value, &type)) return false;
    if (type != napi_number) return wrong_type(call, name, "a number", value);
    if (!works(call, napi_get_value_double(call->env, value, &number))) return false;
    if (number >= 0 && number <= (double)max && number == (double)(uint64_t)number) {
        *result = (uint64_t)number;
        return true;
    }
    snprintf(detail, sizeof detail, "%s must be a whole number from 0 to %" PRIu64, name, max);
    return reject(call, code, detail, "");
}

static bool read_u32(struct call *call, const char *name, napi_value value, const char *code, uint32_t *result) {
    uint64_t number;
    if (!read_whole(call, name, value, UINT32_MAX, code, &number)) return false;
    *result = (uint32_t)number;
    return true;
}

// Reads Unix seconds or a Date: now, if it is undefined.
static bool read_time(struct call *call, napi_value value, uint64_t *result) {
    napi_valuetype type;
    bool is_date;
    double milliseconds;
    if (!type_of(call, value, &type) || !works(call, napi_is_date(call->env, value, &is_date))) return false;
    if (type == napi_undefined) {
        milliseconds = (double)time(NULL) * 1000;
    } else if (is_date) {
        if (!works(call, napi_get_date_value(call->env, value, &milliseconds))) return false;
    } else {
        return read_whole(call, "the time in Unix seconds", value, MAX_SAFE_INTEGER, "bad_time", result);
    }
    if (!(milliseconds >= 0)) return reject(call, "bad_time", "the time is no date, or before 1970", "");
    *result = (uint64_t)(milliseconds / 1000);
    return true;
}

static bool has(struct call *call, napi_value object, const char *name, bool *result) {
    napi_value key;
    return works(call, napi_create_string_utf8(call->env, name, NAPI_AUTO_LENGTH, &key)) &&
           works(call, napi_has_own_property(call->env, object, key, result));
}

static bool get(struct call *call, napi_value object, const char *name, napi_value *value, bool *is_there) {
    napi_valuetype type;
    if (!works(call, napi_get_named_property(call->env, object, name, value)) || !type_of(call, *value, &type))
        return false;
    *is_there = type != napi_undefined;
    return true;
}

// Checks that an object has no properties but these: a misspelt `leeway` would be ignored.
static bool check_options(struct call *call, const char *name, napi_value value, const char *const *known,
                          size_t count) {
    napi_env env = call->env;
    napi_valuetype type;
    napi_value names, key;
    uint32_t length;
    char property[64], detail[512];
    if (!type_of(call, value, &type)) return false;
    if (type != napi_object) return wrong_type(call, name, "an object", value);
    if (!works(call, napi_get_property_names(env, value, &names)) ||
        !works(call, napi_get_array_length(env, names, &length))) {
        return false;
    }
    for (uint32_t i = 0; i < length; i++) {
        size_t len = 0, at = 0;
        bool is_own = false;
        // A longer name is truncated, and no known one.
        if (!works(call, napi_get_element(env, names, i, &key)) ||
            !works(call, napi_get_value_string_utf8(env, key, property, sizeof property, &len)))
            return false;
        while (at < count && (strlen(known[at]) != len || memcmp(known[at], property, len) != 0)) at++;
        if (at < count) continue;
        if (!works(call, napi_has_own_property(env, value, key, &is_own))) return false;
        if (!is_own) continue;
        int end = snprintf(detail, sizeof detail, "%s has no %s; there are:", name, property);
        for (at = 0; at < count; at++) {
            end += snprintf(detail + end, sizeof detail - (size_t)end, at ? ", %s" : " %s", known[at]);
        }
        return reject(call, "bad_struct", detail, "");
    }
    return true;
}

static bool read_privileges(struct call *call, napi_value value, uint32_t *bits) {
    // In the order of the bits.
    static const char *const names[] = {"createRoom", "enterRoom",    "sendAudio",     "receiveAudio",
                                        "sendVideo",  "receiveVideo", "sendSubstream", "receiveSubstream"};
    napi_valuetype type;
    if (!type_of(call, value, &type)) return false;
    if (type == napi_number) return read_u32(call, "the privileges", value, "bad_privileges", bits);
    if (!check_options(call, "the privileges", value, names, COUNT(names))) return false;
    for (size_t i = 0; i < COUNT(names); i++) {
        napi_value allowed;
        bool is_there, is_allowed;
        char name[64];
        if (!get(call, value, names[i], &allowed, &is_there)) return false;
        if (!is_there) continue;
        snprintf(name, sizeof name, "the privilege %s", names[i]);
        if (!type_of(call, allowed, &type)) return false;
        if (type != napi_boolean) return wrong_type(call, name, "true or false", allowed);
        if (!works(call, napi_get_value_bool(call->env, allowed, &is_allowed))) return false;
        if (is_allowed) *bits |= (uint32_t)1 << i;
    }
    return true;
}

struct contents {
    uint32_t kind, room, privileges;
    struct text userbuf, room_name;
};

// Reads what a token carries. Only an expectation can be 'none'.
static bool read_contents(struct call *call, napi_value value, bool can_be_none, struct contents *contents) {
    static const char *const names[] = {"userbuf", "room", "privileges"};
    napi_valuetype type;
    napi_value given;
    bool has_userbuf, has_room, has_privileges, is_there;
    memset(contents, 0, sizeof *contents);
    if (!type_of(call, value, &type)) return false;
    if (type == napi_undefined) return true;
    if (type == napi_string && can_be_none) {
        struct text word;
        if (!read_string(call, value, &word)) return false;
        if (word.len == 4 && memcmp(word.data, "none", 4) == 0) {
            contents->kind = USERSIG_CONTENTS_NONE;
            return true;
        }
    }
    if (!check_options(call, "contents", value, names, COUNT(names)) || !has(call, value, "userbuf", &has_userbuf) ||
        !has(call, value, "room", &has_room) || !has(call, value, "privileges", &has_privileges)) {
        return false;
    }
    if (has_userbuf && !has_room && !has_privileges) {
        contents->kind = USERSIG_CONTENTS_USERBUF;
        if (!get(call, value, "userbuf", &given, &is_there) ||
            !read_text_or_bytes(call, "the userbuf", given, &contents->userbuf)) {
            return false;
        }
        return !contents->userbuf.has_lone_surrogate ||
               reject(call, "not_utf8", "the userbuf has half of a surrogate pair", "");
    }
    if (has_userbuf || !has_room || !has_privileges) {
        return reject(call, "bad_struct", "contents must have a userbuf, or a room and privileges", "");
    }
    if (!get(call, value, "privileges", &given, &is_there) || !read_privileges(call, given, &contents->privileges) ||
        !get(call, value, "room", &given, &is_there) || !type_of(call, given, &type)) {
        return false;
    }
    contents->kind = type == napi_string ? USERSIG_CONTENTS_ROOM_NAME : USERSIG_CONTENTS_ROOM_NUMBER;
    return type == napi_string ? read_string(call, given, &contents->room_name)
                               : read_u32(call, "the room", given, "bad_room", &contents->room);
}

// --- what callers get ----------------------------------------------------------------------------

// Reads one character of UTF-8; U+FFFD for the longest part that is the beginning of one, or for one byte.
static uint32_t decode(const unsigned char **at, const unsigned char *end) {
    unsigned first = *(*at)++;
    if (first < 0x80) return first;
    // How many bytes follow, and where the second one must be so that the form is the shortest and no surrogate.
    int more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    uint32_t point = first & (0x3fu >> more);
    if (more == 0) return 0xfffd;
    for (; more > 0; more--, low = 0x80, high = 0xbf) {
        if (*at == end || **at < low || **at > high) return 0xfffd;
        point = point << 6 | (*(*at)++ & 0x3fu);
    }
    return point;
}

// Makes a string of bytes of which a token decides: what Node-API does where they are not UTF-8 is not documented.
static napi_value make_text(struct call *call, const void *bytes, size_t len) {
    const unsigned char *at = bytes, *end = at + len;
    napi_value result;
    char16_t *units = allocate(call, (len + 1) * sizeof *units), *to = units;
    if (!units) return NULL;
    while (at < end) {
        uint32_t point = decode(&at, end);
        if (point >= 0x10000) *to++ = (char16_t)(0xd7c0 + (point >> 10));
        *to++ = (char16_t)(point < 0x10000 ? point : 0xdc00 + (point & 0x3ff));
    }
    return works(call, napi_create_string_utf16(call->env, units, (size_t)(to - units), &result)) ? result : NULL;
}

static bool set(struct call *call, napi_value object, const char *name, napi_value value) {
    return value && works(call, napi_set_named_property(call->env, object, name, value));
}

static bool set_text(struct call *call, napi_value object, const char *name, const void *bytes, size_t len) {
    return set(call, object, name, make_text(call, bytes, len));
}

// Numbers above 2^53 are rounded, as everywhere in JavaScript.
static bool set_number(struct call *call, napi_value object, const char *name, uint64_t number) {
    napi_value value;
    return works(call, napi_create_double(call->env, (double)number, &value)) && set(call, object, name, value);
}

static bool set_bool(struct call *call, napi_value object, const char *name, bool is) {
    napi_value value;
    return works(call, napi_get_boolean(call->env, is, &value)) && set(call, object, name, value);
}

static bool set_null(struct call *call, napi_value object, const char *name) {
    napi_value value;
    return works(call, napi_get_null(call->env, &value)) && set(call, object, name, value);
}

// Sets a list with the name of each bit.
static bool set_names(struct call *call, napi_value object, const char *name, uint32_t bits,
                      const char *(*name_of)(int bit)) {
    napi_value list, text;
    uint32_t length = 0;
    if (!works(call, napi_create_array(call->env, &list))) return false;
    for (int bit = 0; bit < 32; bit++) {
        if (!(bits >> bit & 1)) continue;
        if (!works(call, napi_create_string_utf8(call->env, name_of(bit), NAPI_AUTO_LENGTH, &text)) ||
            !works(call, napi_set_element(call->env, list, length++, text))) {
            return false;
        }
    }
    return set(call, object, name, list);
}

static const char *finding_name(int bit) { return usersig_status_name(bit + 1); }
static const char *warning_name(int bit) {
    return (uint32_t)1 << bit == USERSIG_WARNING_NUMBER_AS_TEXT ? "number_as_text" : "unknown";
}

static bool set_record(struct call *call, napi_value object, const usersig_token *token) {
    napi_value record;
    if (!(token->flags & USERSIG_TOKEN_HAS_RECORD)) return set_null(call, object, "privateMapKey");
    return works(call, napi_create_object(call->env, &record)) &&
           set_number(call, record, "sdkAppId", token->record_sdkappid) &&
           set_text(call, record, "account", token->record_account, token->record_account_len) &&
           (token->flags & USERSIG_TOKEN_HAS_ROOM_NAME
                ? set_text(call, record, "room", token->record_room_name, token->record_room_name_len)
                : set_number(call, record, "room", token->record_room)) &&
           set_number(call, record, "privileges", token->record_privileges) &&
           set_number(call, record, "expiresAt", token->record_expires_at) &&
           set(call, object, "privateMapKey", record);
}

static bool set_userbuf(struct call *call, napi_value object, const usersig_token *token) {
    napi_value buffer, bytes;
    void *data;
    size_t len = token->userbuf_len;
    if (!(token->flags & USERSIG_TOKEN_HAS_USERBUF)) return set_null(call, object, "userbuf");
    if (!works(call, napi_create_arraybuffer(call->env, len, &data, &buffer))) return false;
    if (len) memcpy(data, token->userbuf, len);
    return works(call, napi_create_typedarray(call->env, napi_uint8_array, len, buffer, 0, &bytes)) &&
           set(call, object, "userbuf", bytes);
}

static napi_value make_token(struct call *call, const usersig_token *token) {
    napi_value object;
    bool made = works(call, napi_create_object(call->env, &object)) &&
                set_text(call, object, "version", token->version == USERSIG_TOKEN_V2 ? "2.0" : "1.0", 3) &&
                set_bool(call, object, "isPlain", token->version == USERSIG_TOKEN_V1_PLAIN) &&
                set_text(call, object, "userId", token->userid, token->userid_len) &&
                set_number(call, object, "sdkAppId", token->sdkappid) &&
                set_text(call, object, "sdkAppIdText", token->sdkappid_text, token->sdkappid_text_len) &&
                set_number(call, object, "issuedAt", token->issued_at) &&
                set_number(call, object, "expire", token->expire) &&
                set_number(call, object, "expiresAt", token->expires_at) &&
                set_bool(call, object, "isTimeApproximate", token->flags & USERSIG_TOKEN_TIME_APPROXIMATE) &&
                set_userbuf(call, object, token) && set_record(call, object, token) &&
                set_names(call, object, "warnings", token->warnings, warning_name);
    return made ? object : NULL;
}

// --- signers and verifiers -----------------------------------------------------------------------

// What an object of JavaScript owns: one of the two, or none when it is closed.
struct handle {
    usersig_signer *signer;
    usersig_verifier *verifier;
};

// Random numbers: only our objects have these tags, so that no other object's memory is read as a handle. Node checks on which object
// a method is called before it gets here; HarmonyOS does not say that it does.
static const napi_type_tag SIGNER = {0x5d1c8f0e62b94a37, 0xa6e3172b90c5f4d8};
static const napi_type_tag VERIFIER = {0x3b97e4d06fa1528c, 0xc08d5b26e7391fa4};

static void release(struct handle *handle) {
    usersig_signer_free(handle->signer);
    usersig_verifier_free(handle->verifier);
    memset(handle, 0, sizeof *handle);
}

static void collect(napi_env env, void *data, void *hint) {
    (void)env, (void)hint;
    release(data);
    free(data);
}

static napi_value construct(napi_env env, napi_callback_info info, const napi_type_tag *tag) {
    struct call call;
    struct text key;
    uint32_t sdkappid;
    napi_value new_target;
    bool is_signer = tag == &SIGNER;
    if (!begin(&call, env, info) || !works(&call, napi_get_new_target(env, info, &new_target))) return NULL;
    if (!new_target) {
        napi_throw_type_error(env, NULL, is_signer ? "a Signer is made with new" : "a Verifier is made with new");
        return NULL;
    }
    struct handle *handle = NULL;
    if (!read_u32(&call, "the SDKAppID", call.args[0], "bad_sdkappid", &sdkappid) ||
        !read_text(&call, "the key", call.args[1], &key)) {
        return finish(&call, NULL);
    }
    handle = calloc(1, sizeof *handle);
    if (!handle) {
        reject(&call, "bad_length", "there is no memory for a key", "");
        return finish(&call, NULL);
    }
    usersig_status status = is_signer
                                ? usersig_signer_new(sdkappid, key.data, key.len, &handle->signer, &call.report)
                                : usersig_verifier_new(sdkappid, key.data, key.len, &handle->verifier, &call.report);
    if (!succeeds(&call, status) || !works(&call, napi_wrap(env, call.self, handle, collect, NULL, NULL))) {
        collect(env, handle, NULL);
        return finish(&call, NULL);
    }
    // From here on the object owns the handle.
    return finish(&call, works(&call, napi_type_tag_object(env, call.self, tag)) ? call.self : NULL);
}

static napi_value new_signer(napi_env env, napi_callback_info info) { return construct(env, info, &SIGNER); }
static napi_value new_verifier(napi_env env, napi_callback_info info) { return construct(env, info, &VERIFIER); }

// Returns the handle of the object on which a method is called.
static struct handle *handle_of(struct call *call, const napi_type_tag *tag) {
    napi_valuetype type;
    bool is_ours = false;
    void *handle;
    if (!type_of(call, call->self, &type)) return NULL;
    if (type == napi_object && !works(call, napi_check_object_type_tag(call->env, call->self, tag, &is_ours)))
        return NULL;
    if (!is_ours) {
        napi_throw_type_error(call->env, NULL, tag == &SIGNER ? "this is no Signer" : "this is no Verifier");
        return NULL;
    }
    return works(call, napi_unwrap(call->env, call->self, &handle)) ? handle : NULL;
}

static struct handle *open_handle_of(struct call *call, const napi_type_tag *tag) {
    struct handle *handle = handle_of(call, tag);
    if (handle && !handle->signer && !handle->verifier) {
        reject(call, "closed", tag == &SIGNER ? "the signer is closed" : "the verifier is closed", "");
        return NULL;
    }
    return handle;
}

static napi_value close_handle(napi_env env, napi_callback_info info, const napi_type_tag *tag) {
    struct call call;
    struct handle *handle = begin(&call, env, info) ? handle_of(&call, tag) : NULL;
    if (handle) release(handle);
    return NULL;
}

static napi_value close_signer(napi_env env, napi_callback_info info) { return close_handle(env, info, &SIGNER); }
static napi_value close_verifier(napi_env env, napi_callback_info info) { return close_handle(env, info, &VERIFIER); }

static bool read_rule(struct call *call, napi_value value, uint32_t *rule) {
    static const char *const names[] = {
        [USERSIG_USERID_RULE_IM] = "im", [USERSIG_USERID_RULE_TRTC] = "trtc", [USERSIG_USERID_RULE_ANY] = "any"};
    napi_valuetype type;
    struct text name = {NULL, 0, false};
    if (!type_of(call, value, &type) || (type == napi_string && !read_string(call, value, &name))) return false;
    for (*rule = 0; *rule < COUNT(names); ++*rule) {
        if (strlen(names[*rule]) == name.len && memcmp(names[*rule], name.data, name.len) == 0) return true;
    }
    return reject(call, "bad_struct", "userIdRule must be one of im, trtc, any", "");
}

static bool read_request(struct call *call, usersig_request *request) {
    static const char *const names[] = {"now", "userIdRule", "contents"};
    napi_value options = call->args[2], rule, now, carried;
    napi_valuetype type;
    struct text userid;
    struct contents contents;
    bool has_rule = false, is_there;
    *request = (usersig_request){.size = sizeof *request, .flags = USERSIG_FLAG_FIXED_TIME};
    if (!type_of(call, options, &type)) return false;
    now = carried = options;
    if (type != napi_undefined &&
        (!check_options(call, "the options", options, names, COUNT(names)) ||
         !get(call, options, "userIdRule", &rule, &has_rule) || !get(call, options, "now", &now, &is_there) ||
         !get(call, options, "contents", &carried, &is_there))) {
        return false;
    }
    if ((has_rule && !read_rule(call, rule, &request->userid_rule)) ||
        !read_text(call, "the UserID", call->args[0], &userid) ||
        !read_whole(call, "the validity in seconds", call->args[1], MAX_SAFE_INTEGER, "bad_validity",
                    &request->validity) ||
        !read_time(call, now, &request->issued_at) || !read_contents(call, carried, false, &contents)) {
        return false;
    }
    request->userid = userid.data;
    request->userid_len = userid.len;
    request->contents = contents.kind;
    request->userbuf = (const uint8_t *)contents.userbuf.data;
    request->userbuf_len = contents.userbuf.len;
    request->room = contents.room;
    request->privileges = contents.privileges;
    request->room_name = contents.room_name.data;
    request->room_name_len = contents.room_name.len;
    return true;
}

static napi_value sign(napi_env env, napi_callback_info info) {
    struct call call;
    usersig_request request;
    size_t len = 1024;
    napi_value result;
    if (!begin(&call, env, info)) return NULL;
    struct handle *handle = read_request(&call, &request) ? open_handle_of(&call, &SIGNER) : NULL;
    if (!handle) return finish(&call, NULL);
    usersig_status status = USERSIG_STATUS_BUFFER_TOO_SMALL;
    char *token = NULL;
    // Twice at most: the first call returns the length that the second one needs.
    for (int i = 0; i < 2 && status == USERSIG_STATUS_BUFFER_TOO_SMALL; i++) {
        size_t capacity = len + 1;
        token = allocate(&call, capacity);
        if (!token) return finish(&call, NULL);
        status = usersig_signer_sign(handle->signer, &request, token, capacity, &len, &call.report);
    }
    bool made = succeeds(&call, status) && works(&call, napi_create_string_utf8(env, token, len, &result));
    return finish(&call, made ? result : NULL);
}

static bool read_expectation(struct call *call, napi_value value, usersig_expectation *expectation) {
    static const char *const names[] = {"userId", "now", "leeway", "maxValidity", "contents"};
    struct text userid;
    struct contents contents;
    napi_value given;
    bool is_there;
    *expectation = (usersig_expectation){.size = sizeof *expectation, .flags = USERSIG_FLAG_FIXED_TIME};
    if (!check_options(call, "the expectation", value, names, COUNT(names)) ||
        !get(call, value, "userId", &given, &is_there) || !read_text(call, "the UserID", given, &userid) ||
        !get(call, value, "now", &given, &is_there) || !read_time(call, given, &expectation->now) ||
        !get(call, value, "leeway", &given, &is_there) ||
        (is_there && !read_whole(call, "the leeway", given, MAX_SAFE_INTEGER, "bad_leeway", &expectation->leeway)) ||
        !get(call, value, "contents", &given, &is_there) || !read_contents(call, given, true, &contents) ||
        !get(call, value, "maxValidity", &given, &is_there) ||
        (is_there && !read_whole(call, "the longest validity", given, USERSIG_VALIDITY_MAX, "bad_validity",
                                 &expectation->max_validity))) {
        return false;
    }
    // For the library 0 is no limit at all.
    if (is_there && expectation->max_validity == 0)
        return reject(call, "bad_validity", "the longest validity is 0", "");
    expectation->userid = userid.data;
    expectation->userid_len = userid.len;
    expectation->contents = contents.kind;
    expectation->userbuf = (const uint8_t *)contents.userbuf.data;
    expectation->userbuf_len = contents.userbuf.len;
    expectation->room = contents.room;
    expectation->privileges = contents.privileges;
    expectation->room_name = contents.room_name.data;
    expectation->room_name_len = contents.room_name.len;
    return true;
}

static bool set_failure(struct call *call, napi_value object) {
    const usersig_report *report = &call->report;
    return set_names(call, object, "findings", report->findings, finding_name) &&
           (report->service_code ? set_number(call, object, "serviceCode", report->service_code)
                                 : set_null(call, object, "serviceCode")) &&
           set_text(call, object, "detail", report->detail, strlen(report->detail)) &&
           set_text(call, object, "hint", report->hint, strlen(report->hint));
}

static napi_value verify(napi_env env, napi_callback_info info) {
    struct call call;
    struct text text;
    usersig_expectation expectation;
    usersig_token *token = NULL;
    napi_value verdict;
    struct handle *handle = NULL;
    if (!begin(&call, env, info)) return NULL;
    if (read_text_or_bytes(&call, "the token", call.args[0], &text) &&
        read_expectation(&call, call.args[1], &expectation)) {
        handle = open_handle_of(&call, &VERIFIER);
    }
    if (!handle) return finish(&call, NULL);
    // Only OK is valid. A status from 100 on is no finding but a wrong argument.
    usersig_status status =
        usersig_verifier_verify(handle->verifier, text.data, text.len, &expectation, &token, &call.report);
    bool is_valid = status == USERSIG_STATUS_OK;
    bool made = (is_valid || status < USERSIG_STATUS_BAD_SDKAPPID || succeeds(&call, status)) &&
                works(&call, napi_create_object(env, &verdict)) && set_bool(&call, verdict, "ok", is_valid) &&
                (is_valid ? set(&call, verdict, "token", make_token(&call, token)) : set_failure(&call, verdict)) &&
                set_names(&call, verdict, "warnings", call.report.warnings, warning_name);
    usersig_token_free(token);
    return finish(&call, made ? verdict : NULL);
}

// --- reading -------------------------------------------------------------------------------------

static usersig_token *read_token(struct call *call) {
    struct text text;
    usersig_token *token = NULL;
    if (!read_text_or_bytes(call, "the token", call->args[0], &text)) return NULL;
    return succeeds(call, usersig_inspect_unverified(text.data, text.len, &token, &call->report)) ? token : NULL;
}

static napi_value inspect_unverified(napi_env env, napi_callback_info info) {
    struct call call;
    if (!begin(&call, env, info)) return NULL;
    usersig_token *token = read_token(&call);
    napi_value result = token ? make_token(&call, token) : NULL;
    usersig_token_free(token);
    return finish(&call, result);
}

static napi_value time_left_unverified(napi_env env, napi_callback_info info) {
    struct call call;
    uint64_t now;
    napi_value result = NULL;
    if (!begin(&call, env, info)) return NULL;
    usersig_token *token = read_token(&call);
    if (token && read_time(&call, call.args[1], &now)) {
        uint64_t left = token->expires_at > now ? token->expires_at - now : 0;
        if (!works(&call, napi_create_double(env, (double)left, &result))) result = NULL;
    }
    usersig_token_free(token);
    return finish(&call, result);
}

// --- the module ----------------------------------------------------------------------------------

#define METHOD(name, function) {name, NULL, function, NULL, NULL, NULL, napi_default_jsproperty, NULL}

static napi_value start(napi_env env, napi_value exports) {
    const napi_property_descriptor signer[] = {METHOD("sign", sign), METHOD("close", close_signer)};
    const napi_property_descriptor verifier[] = {METHOD("verify", verify), METHOD("close", close_verifier)};
    const napi_property_descriptor functions[] = {METHOD("inspectUnverified", inspect_unverified),
                                                  METHOD("timeLeftUnverified", time_left_unverified)};
    struct call call = {.env = env};
    napi_value class;
    bool started = works(&call, napi_define_class(env, "Signer", NAPI_AUTO_LENGTH, new_signer, NULL, COUNT(signer),
                                                  signer, &class)) &&
                   set(&call, exports, "Signer", class) &&
                   works(&call, napi_define_class(env, "Verifier", NAPI_AUTO_LENGTH, new_verifier, NULL,
                                                  COUNT(verifier), verifier, &class)) &&
                   set(&call, exports, "Verifier", class) &&
                   works(&call, napi_define_properties(env, exports, COUNT(functions), functions));
    return started ? exports : NULL;
}

static napi_module module = {
    .nm_version = NAPI_MODULE_VERSION,
    .nm_filename = "usersig_napi.c",
    .nm_register_func = start,
    // As in the name of the library: HarmonyOS compares them.
    .nm_modname = "usersig_napi",
};

__attribute__((constructor)) static void register_module(void) { napi_module_register(&module); }
