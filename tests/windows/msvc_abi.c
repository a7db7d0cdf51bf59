/* Visual C++'s ABI without Visual C++: clang compiles this for x86_64-pc-windows-msvc, lld-link links it to
 * usersig.lib as link.exe would. There is no C runtime here, so it brings the few lines that it needs. */
#define USERSIG_USE_DLL
#include <usersig.h>

#define KEY "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

__declspec(dllimport) void *__stdcall GetStdHandle(unsigned long which);
__declspec(dllimport) int __stdcall WriteFile(void *file, const void *data, unsigned long size, unsigned long *written,
                                              void *overlapped);
__declspec(dllimport) void __stdcall ExitProcess(unsigned int status);

int _fltused = 0;

static unsigned long length_of(const char *text) {
    unsigned long length = 0;
    while (text[length] != 0) length++;
    return length;
}

static void say(const char *text) {
    unsigned long written;
    WriteFile(GetStdHandle((unsigned long)-11), text, length_of(text), &written, 0);
}

static void check(int good, const char *what, const char *detail, unsigned int *failed) {
    say(good ? "ok      " : "FAILED  ");
    say(what);
    if (!good) {
        say(": ");
        say(detail);
        ++*failed;
    }
    say("\n");
}

void start(void) {
    static usersig_report report;
    static usersig_request request;
    static usersig_expectation expectation;
    static char token[1024];
    size_t length = 0;
    unsigned int failed = 0;
    usersig_signer *signer = 0;
    report.size = sizeof report;
    request.size = sizeof request;
    request.flags = USERSIG_FLAG_FIXED_TIME;
    request.userid = "xiaojun";
    request.userid_len = 7;
    request.validity = USERSIG_VALIDITY_SERVER;
    request.issued_at = 1700000000;
    expectation.size = sizeof expectation;
    expectation.flags = USERSIG_FLAG_FIXED_TIME;
    expectation.userid = "xiaojun";
    expectation.userid_len = 7;
    expectation.now = 1700000000;

    usersig_status status = usersig_signer_new(1400000000, KEY, sizeof KEY - 1, &signer, &report);
    check(status == USERSIG_STATUS_OK && signer != 0, "a signer", report.detail, &failed);
    status = usersig_signer_sign(signer, &request, token, sizeof token, &length, &report);
    check(status == USERSIG_STATUS_OK && length == length_of(token), "signs", report.detail, &failed);
    usersig_signer_free(signer);
    usersig_token *read = 0;
    status = usersig_verify(1400000000, KEY, sizeof KEY - 1, token, length, &expectation, &read, &report);
    check(status == USERSIG_STATUS_OK && report.ok == 1, "verifies", report.detail, &failed);
    check(read != 0 && read->sdkappid == 1400000000 && read->expires_at == 1715552000 && read->userid_len == 7,
          "hands out the token", report.detail, &failed);
    usersig_token_free(read);
    expectation.userid = "xiaoming";
    expectation.userid_len = 8;
    status = usersig_verify(1400000000, KEY, sizeof KEY - 1, token, length, &expectation, &read, &report);
    check(read == 0, "hands out no token that is not valid", report.detail, &failed);
    check(status == USERSIG_STATUS_USERID_MISMATCH && report.service_code == 70013, "another user is 70013",
          report.detail, &failed);
    status = usersig_inspect_unverified(token, length, &read, &report);
    check(status == USERSIG_STATUS_OK && read->sdkappid == 1400000000 && read->expires_at == 1715552000, "inspects",
          report.detail, &failed);
    usersig_token_free(read);
    ExitProcess(failed);
}
