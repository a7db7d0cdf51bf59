/* What the C and the C++ contestant share: the fields from the environment, the clock, the lines. */
#ifndef CONTESTANT_H
#define CONTESTANT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *variable(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        fprintf(stderr, "%s is not set; scripts/bench sets it\n", name);
        exit(2);
    }
    return value;
}

static uint64_t number(const char *name) { return strtoull(variable(name), NULL, 10); }

static uint64_t nanoseconds(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (uint64_t)at.tv_sec * 1000000000u + (uint64_t)at.tv_nsec;
}

/* A line `OPERATION COUNT [TOKEN]`, or `token USERID`. */
struct line {
    char operation[64];
    char argument[1100];
    char token[4096];
};

static int next_line(struct line *line) {
    char text[6000];
    line->argument[0] = line->token[0] = '\0';
    return fgets(text, sizeof text, stdin) != NULL &&
           sscanf(text, "%63s %1099s %4095s", line->operation, line->argument, line->token) >= 1;
}

/* A failure is no time: the run stops. */
static void must(int right, const char *what) {
    if (!right) {
        fprintf(stderr, "failed: %s\n", what);
        exit(1);
    }
}

#endif
