/* Preloaded into a contestant, never while it is timed: counts the bytes that it asks malloc and its like for, and
 * writes the sum to the file BENCH_MALLOC_COUNT when it ends. Programs with an allocator of their own (Go, the
 * JVM, Node) are not seen by it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* glibc's own names: no search for the next malloc, which would itself allocate. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static _Atomic unsigned long long bytes, calls;

static void count(size_t size) {
    bytes += size;
    calls++;
}

void *malloc(size_t size) {
    count(size);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count(number * size);
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    count(size);
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count(size);
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **at, size_t alignment, size_t size) {
    count(size);
    *at = __libc_memalign(alignment, size);
    return *at == NULL ? ENOMEM : 0;
}

__attribute__((destructor)) static void report(void) {
    const unsigned long long sum = bytes, number = calls;
    const char *path = getenv("BENCH_MALLOC_COUNT");
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file == NULL) return;
    fprintf(file, "%llu %llu\n", sum, number);
    fclose(file);
}
