/* The tokens of the reference implementations, and tokens as people make them wrong; vectors.py writes the tables, which C
 * and C++ share. */
#ifndef VECTORS_H
#define VECTORS_H

#include <usersig.h>

struct vector {
    const char *id;
    int has_secret_key; /* else the key is a public key in PEM */
    const char *key;
    size_t key_len;
    uint32_t sdkappid;
    const char *token;
    size_t token_len;
    const char *userid;
    size_t userid_len;
    uint64_t expire;
    uint64_t issued_at; /* 0: a local date, or a token that cannot be read */
    usersig_status expect;
    uint32_t version;
    const char *userbuf; /* NULL: none */
    size_t userbuf_len;
    int has_record;
    uint32_t room;
    const char *room_name; /* NULL: a numeric room */
    size_t room_name_len;
    uint32_t privileges;
};

extern const struct vector vectors[];
extern const size_t vector_count;

/* What every case of a diagnosis is verified with. */
struct diagnosis_setup {
    const char *key;
    size_t key_len;
    uint32_t sdkappid;
    const char *userid;
    size_t userid_len;
    uint64_t now;
};

struct diagnosis_case {
    const char *id;
    const char *token;
    size_t token_len;
    const char *causes; /* names, with a space between */
    const char *warnings;
    const char *inner; /* NULL: nothing was unwrapped */
};

extern const struct diagnosis_setup diagnosed_with;
extern const struct diagnosis_case diagnosis_cases[];
extern const size_t diagnosis_count;

#endif
