/*
 * used_symbols STORE: prints `FILE:LINE USR` for each name that Swift sources use, from the index that `swiftc
 * -index-store-path STORE` wrote. LLVM's library for that has no header in Debian, so what is used of it is declared here.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *data;
    size_t length;
} string_ref;
typedef void *handle;

handle indexstore_store_create(const char *path, handle *error);
bool indexstore_store_units_apply_f(handle store, unsigned sorted, void *context,
                                    bool (*each)(void *, string_ref name));
handle indexstore_unit_reader_create(handle store, const char *name, handle *error);
string_ref indexstore_unit_reader_get_main_file(handle unit);
bool indexstore_unit_reader_dependencies_apply_f(handle unit, void *context, bool (*each)(void *, handle dependency));
int indexstore_unit_dependency_get_kind(handle dependency);
string_ref indexstore_unit_dependency_get_name(handle dependency);
handle indexstore_record_reader_create(handle store, const char *name, handle *error);
bool indexstore_record_reader_occurrences_apply_f(handle record, void *context,
                                                  bool (*each)(void *, handle occurrence));
handle indexstore_occurrence_get_symbol(handle occurrence);
void indexstore_occurrence_get_line_col(handle occurrence, unsigned *line, unsigned *column);
string_ref indexstore_symbol_get_usr(handle symbol);

enum { DEPENDENCY_RECORD = 2 };

static handle store, error;
static string_ref file;

static char *text(string_ref of) {
    char *copy;
    if (asprintf(&copy, "%.*s", (int)of.length, of.data) < 0) abort();
    return copy;
}

static handle opened(handle reader, const char *what) {
    if (reader != NULL) return reader;
    fprintf(stderr, "error: cannot read %s\n", what);
    exit(1);
}

static bool occurrence(void *context, handle occurrence) {
    (void)context;
    unsigned line, column;
    indexstore_occurrence_get_line_col(occurrence, &line, &column);
    string_ref usr = indexstore_symbol_get_usr(indexstore_occurrence_get_symbol(occurrence));
    printf("%.*s:%u %.*s\n", (int)file.length, file.data, line, (int)usr.length, usr.data);
    return true;
}

static bool dependency(void *context, handle dependency) {
    (void)context;
    if (indexstore_unit_dependency_get_kind(dependency) != DEPENDENCY_RECORD) return true;
    char *name = text(indexstore_unit_dependency_get_name(dependency));
    handle record = opened(indexstore_record_reader_create(store, name, &error), name);
    return indexstore_record_reader_occurrences_apply_f(record, NULL, occurrence);
}

static bool unit(void *context, string_ref name) {
    (void)context;
    handle unit = opened(indexstore_unit_reader_create(store, text(name), &error), "a unit");
    file = indexstore_unit_reader_get_main_file(unit);
    return indexstore_unit_reader_dependencies_apply_f(unit, NULL, dependency);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    store = opened(indexstore_store_create(argv[1], &error), argv[1]);
    return indexstore_store_units_apply_f(store, 1, NULL, unit) ? 0 : 1;
}
