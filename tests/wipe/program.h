/* What the C programs of this folder share: `PROGRAM CASE LENGTH` reads a key of LENGTH bytes from its standard
 * input, lets `run` use it, and keeps still while search.py searches its memory. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What search.py computes the nonces of. */
#define APP 1400000000
#define USER "xiaojun"
#define NOW 1700000000
#define WEEK 604800

#define CHECK(condition) ((condition) ? (void)0 : fail(__LINE__, #condition))

static void fail(int line, const char *condition) {
    printf("line %d: %s\n", line, condition);
    exit(1);
}

static void run(const char *name, const char *key, size_t key_len);

static const char *case_name;
static char key_text[4096];
static size_t key_length;
static atomic_int is_done;

static void *worker(void *unused) {
    (void)unused;
    run(case_name, key_text, key_length);
    for (size_t i = 0; i < key_length; i++) ((volatile char *)key_text)[i] = 0;
    atomic_store(&is_done, 1);
    /* A call would overwrite a part of the stack that is to be searched. */
    while (1);
    return NULL;
}

int main(int argc, char **argv) {
    pthread_t thread;
    if (argc != 3) return 2;
    case_name = argv[1];
    size_t length = strtoul(argv[2], NULL, 10);
    if (length > sizeof key_text) return 2;
    /* Not fread, whose buffer would keep the key. */
    while (key_length < length) {
        ssize_t got = read(0, key_text + key_length, length - key_length);
        if (got <= 0) return 2;
        key_length += (size_t)got;
    }
    CHECK(pthread_create(&thread, NULL, worker, NULL) == 0);
    while (!atomic_load(&is_done)) usleep(1000);
    puts("done");
    fflush(stdout);
    for (;;) pause();
}
