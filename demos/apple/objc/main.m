/* usersig-demo-objc USERID: signs a UserSig with GenerateTestUserSig, and shows when it expires. */
#import "GenerateTestUserSig.h"

#include <stdio.h>
#include <string.h>

#if defined(__has_include) && __has_include(<CUserSig/usersig.h>)
#include <CUserSig/usersig.h>
#else
#include <usersig.h>
#endif

static int run(NSString *user) {
    NSError *error = nil;
    NSString *userSig = [GenerateTestUserSig genTestUserSig:user error:&error];
    if (userSig == nil) {
        fprintf(stderr, "%s\n", [[error localizedDescription] UTF8String]);
        return 1;
    }
    usersig_token *token = NULL;
    const char *text = [userSig UTF8String];
    if (usersig_inspect_unverified(text, strlen(text), &token, NULL) != USERSIG_STATUS_OK) return 1;
    NSDate *end = [NSDate dateWithTimeIntervalSince1970:(NSTimeInterval)token->expires_at];
    usersig_token_free(token);
    printf("%s\nvalid until %s\n", text, [[end description] UTF8String]);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: usersig-demo-objc USERID\n");
        return 2;
    }
#if defined(__clang__)
    @autoreleasepool {
        return run([NSString stringWithUTF8String:argv[1]]);
    }
#else
    NSAutoreleasePool *pool = [[NSAutoreleasePool alloc] init];
    int status = run([NSString stringWithUTF8String:argv[1]]);
    [pool release];
    return status;
#endif
}
