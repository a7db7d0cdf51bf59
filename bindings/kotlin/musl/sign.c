/* Signs with the library for musl as a virtual machine would, since none for musl can be installed by name here: a table
 * with the functions that signing calls, in which a Java string is a C string.
 *
 *   sign LIBRARY SDKAPPID KEY USERID RULE VALIDITY ISSUED_AT
 */
#include <dlfcn.h>
#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jsize JNICALL get_string_length(JNIEnv *env, jstring text) {
    (void)env;
    return (jsize)strlen((const char *)text);
}

static void JNICALL get_string_region(JNIEnv *env, jstring text, jsize from, jsize count, jchar *units) {
    (void)env;
    for (jsize i = 0; i < count; i++) units[i] = (jchar)((const char *)text)[from + i];
}

static jstring JNICALL new_string_utf(JNIEnv *env, const char *text) {
    (void)env;
    return (jstring)strdup(text);
}

static jboolean JNICALL exception_check(JNIEnv *env) {
    (void)env;
    return JNI_FALSE;
}

static jclass JNICALL find_class(JNIEnv *env, const char *name) {
    (void)env;
    return (jclass)strdup(name);
}

static jint JNICALL throw_new(JNIEnv *env, jclass class, const char *message) {
    (void)env;
    fprintf(stderr, "%s: %s\n", (const char *)class, message);
    exit(1);
}

static void *library;

static void *method(const char *name) {
    char symbol[128];
    snprintf(symbol, sizeof symbol, "Java_io_github_usersig_internal_Native_%s", name);
    void *found = dlsym(library, symbol);
    if (!found) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    return found;
}

int main(int argc, char **argv) {
    if (argc != 8) return 2;
    /* Every symbol now: one that musl lacks is an error here, and not in somebody's server. */
    library = dlopen(argv[1], RTLD_NOW);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    struct JNINativeInterface_ table = {0};
    table.GetStringLength = get_string_length;
    table.GetStringRegion = get_string_region;
    table.NewStringUTF = new_string_utf;
    table.ExceptionCheck = exception_check;
    table.FindClass = find_class;
    table.ThrowNew = throw_new;
    JNIEnv functions = &table;
    JNIEnv *env = &functions;

    jlong (*secret_key)(JNIEnv *, jclass, jstring) = method("secretKey");
    jlong (*signer)(JNIEnv *, jclass, jint, jlong, jboolean) = method("signer");
    jstring (*sign)(JNIEnv *, jclass, jlong, jstring, jint, jlong, jlong, jint, jbyteArray, jstring, jint, jint) =
        method("sign");
    jlong key = secret_key(env, NULL, (jstring)argv[3]);
    jlong made = signer(env, NULL, (jint)strtoul(argv[2], NULL, 10), key, JNI_FALSE);
    puts((const char *)sign(env, NULL, made, (jstring)argv[4], atoi(argv[5]), atoll(argv[6]), atoll(argv[7]), 1, NULL,
                            NULL, 0, 0));
    return 0;
}
