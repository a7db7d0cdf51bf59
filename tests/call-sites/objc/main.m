/* Runs each call site of this folder, and verifies the tokens that it returns. Ends in `N passed, N failed`. */
#import "CallSites.h"

#include <stdio.h>
#include <string.h>
#include <usersig.h>

static int passed, failed;

static void check(BOOL good, const char *name) {
    if (good)
        passed++;
    else
        failed++;
    printf("%s %s\n", good ? "ok     " : "FAILED ", name);
}

static BOOL valid(NSString *token, NSString *user) {
    usersig_expectation expectation = {.size = sizeof expectation};
    expectation.userid = [user UTF8String];
    expectation.userid_len = strlen([user UTF8String]);
    expectation.contents = USERSIG_CONTENTS_NONE;
    return usersig_verify(kApp, [kKey UTF8String], [kKey length], [token UTF8String], [token length], &expectation,
                          NULL, NULL) == USERSIG_STATUS_OK;
}

static void check_call_site(const char *name, NSDictionary *tokens) {
    BOOL good = [tokens count] > 0;
    for (NSString *user in tokens) good = good && valid([tokens objectForKey:user], user);
    check(good, name);
}

int main(void) {
    NSAutoreleasePool *pool = [[NSAutoreleasePool alloc] init];
    check_call_site("ImDemo", ImDemo());
    check_call_site("ImMac", ImMac());
    check_call_site("MlvbApiExample", MlvbApiExample());
    check_call_site("TrtcApiExample", TrtcApiExample());
    check_call_site("TrtcMac", TrtcMac());
    check_call_site("TrtcSdk", TrtcSdk());
    /* An empty text and one line of the log, as a dictionary of the demos needs it: not nil. */
    check([[GenerateTestUserSig genTestUserSig:@""] isEqualToString:@""], "no token for an empty UserID");
    printf("%d passed, %d failed\n", passed, failed);
    [pool release];
    return failed == 0 ? 0 : 1;
}
