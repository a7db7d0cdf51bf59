// The console demo: what Tencent's demos do before they log in, through GenerateTestUserSig.
//
//   usersig-demo-console [USERID]
#include "GenerateTestUserSig.h"

#include <windows.h>

#include <cstdio>
#include <string>

namespace {

std::string to_utf8(const wchar_t *text) {
    const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
    if (size <= 0) {
        return {};
    }
    std::string utf8(static_cast<size_t>(size), '\0');
    WideCharToMultiByte(CP_UTF8, 0, text, -1, &utf8[0], size, nullptr, nullptr);
    utf8.pop_back(); // The NUL.
    return utf8;
}

} // namespace

int wmain(int argc, wchar_t **argv) {
    SetConsoleOutputCP(CP_UTF8);
    const std::string userid = argc > 1 ? to_utf8(argv[1]) : "xiaojun";
    const std::string token = GenerateTestUserSig::instance().genTestUserSig(userid);
    if (token.empty()) {
        std::fprintf(stderr, "No UserSig for \"%s\": %s\n", userid.c_str(), GenerateTestUserSig::lastError().c_str());
        return 1;
    }
    std::printf("SDKAppID  %u\nUserID    %s\nUserSig   %s\n",
                static_cast<unsigned>(GenerateTestUserSig::instance().getSDKAppID()), userid.c_str(), token.c_str());
    return 0;
}
