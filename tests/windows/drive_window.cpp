// Drives the window demo as a person would: fills in fields, presses buttons, reads the answer.
//
//   drive_window check DEMO.exe   starts the demo, tries everything, leaves the window open for a picture
//   drive_window close            closes it and sees it go
//
// Ends with `N passed, N failed`.
#include <windows.h>

#include <cstdio>
#include <cwchar>
#include <string>

namespace {

// The numbers in demos/windows/src/window.cpp.
constexpr int kSdkAppId = 101, kSecretKey = 102, kUserId = 103, kDays = 104, kUserSig = 105, kAnswer = 106,
              kAnyUserId = 107;
constexpr int kGenerate = 201, kCopy = 202, kVerify = 203;

int g_passed = 0;
int g_failed = 0;

void check(bool good, const char *what, const std::wstring &shown = {}) {
    (good ? g_passed : g_failed)++;
    std::printf("%-8s%s\n", good ? "ok" : "FAILED", what);
    if (!good && !shown.empty()) {
        const int size = WideCharToMultiByte(CP_UTF8, 0, shown.c_str(), -1, nullptr, 0, nullptr, nullptr);
        std::string text(static_cast<size_t>(size), '\0');
        WideCharToMultiByte(CP_UTF8, 0, shown.c_str(), -1, text.data(), size, nullptr, nullptr);
        std::printf("        %s\n", text.c_str());
    }
}

std::wstring read(HWND window, int id) {
    const HWND control = GetDlgItem(window, id);
    std::wstring text(static_cast<size_t>(SendMessageW(control, WM_GETTEXTLENGTH, 0, 0)) + 1, L'\0');
    text.resize(
        static_cast<size_t>(SendMessageW(control, WM_GETTEXT, text.size(), reinterpret_cast<LPARAM>(text.data()))));
    return text;
}

void write(HWND window, int id, const wchar_t *text) {
    SendMessageW(GetDlgItem(window, id), WM_SETTEXT, 0, reinterpret_cast<LPARAM>(text));
}

void press(HWND window, int id) { SendMessageW(GetDlgItem(window, id), BM_CLICK, 0, 0); }

bool has(const std::wstring &text, const wchar_t *part) { return text.find(part) != std::wstring::npos; }

std::wstring clipboard() {
    std::wstring text;
    if (OpenClipboard(nullptr)) {
        if (const HANDLE memory = GetClipboardData(CF_UNICODETEXT); memory != nullptr) {
            if (const auto *data = static_cast<const wchar_t *>(GlobalLock(memory)); data != nullptr) {
                text = data;
                GlobalUnlock(memory);
            }
        }
        CloseClipboard();
    }
    return text;
}

// It is shown once all of its controls are there; before that there is nothing to press.
HWND find_window(DWORD patience_ms) {
    for (DWORD waited = 0;; waited += 100) {
        const HWND window = FindWindowW(L"UserSigDemo", nullptr);
        if (window != nullptr && IsWindowVisible(window)) {
            return window;
        }
        if (waited >= patience_ms) {
            return nullptr;
        }
        Sleep(100);
    }
}

void try_everything(HWND window) {
    press(window, kCopy);
    check(has(read(window, kAnswer), L"no UserSig"), "copying nothing says so", read(window, kAnswer));
    press(window, kVerify);
    check(has(read(window, kAnswer), L"70002"), "verifying nothing names the service code 70002",
          read(window, kAnswer));

    press(window, kGenerate);
    const std::wstring token = read(window, kUserSig);
    check(token.size() > 100 && token.front() == L'e', "Generate shows a UserSig", token);
    press(window, kVerify);
    check(has(read(window, kAnswer), L"Valid"), "it verifies", read(window, kAnswer));
    press(window, kCopy);
    check(!token.empty() && clipboard() == token, "Copy puts it on the clipboard", clipboard());

    write(window, kUserId, L"somebody-else");
    press(window, kVerify);
    check(has(read(window, kAnswer), L"70013") && has(read(window, kAnswer), L"xiaojun"),
          "another UserID is 70013 and both are named", read(window, kAnswer));

    write(window, kUserId, L"xiaojun");
    const std::wstring key = read(window, kSecretKey);
    write(window, kSecretKey, L"0000000000000000000000000000000000000000000000000000000000000000");
    press(window, kVerify);
    check(has(read(window, kAnswer), L"70009"), "another key is 70009", read(window, kAnswer));
    write(window, kSecretKey, L"");
    press(window, kGenerate);
    check(read(window, kUserSig).empty() && has(read(window, kAnswer), L"key"), "no key: no UserSig, and why",
          read(window, kAnswer));
    write(window, kSecretKey, key.c_str());

    write(window, kSdkAppId, L"4294967296");
    press(window, kGenerate);
    check(read(window, kUserSig).empty() && has(read(window, kAnswer), L"SDKAppID"),
          "an SDKAppID that is too large is rejected", read(window, kAnswer));
    write(window, kSdkAppId, L"1400000000");
    write(window, kDays, L"0");
    press(window, kGenerate);
    check(read(window, kUserSig).empty() && !read(window, kAnswer).empty(), "a validity of 0 days is rejected",
          read(window, kAnswer));
    write(window, kDays, L"7");

    write(window, kUserId, L"\u5c0f\u519b");
    press(window, kGenerate);
    check(read(window, kUserSig).empty() && has(read(window, kAnswer), L"UserID"),
          "a Chinese UserID breaks the rule of IM", read(window, kAnswer));
    press(window, kAnyUserId);
    press(window, kGenerate);
    check(!read(window, kUserSig).empty(), "with the rule lifted it is signed", read(window, kAnswer));
    write(window, kUserId, L"\u5c0f\u660e");
    press(window, kVerify);
    check(has(read(window, kAnswer), L"\u5c0f\u519b") && has(read(window, kAnswer), L"70013"),
          "and shown in the answer as it was typed", read(window, kAnswer));
}

int usage() {
    std::fputs("usage: drive_window check DEMO.exe | close\n", stderr);
    return 2;
}

} // namespace

int wmain(int argc, wchar_t **argv) {
    const std::wstring command = argc > 1 ? argv[1] : L"";
    if (command == L"check" && argc == 3) {
        STARTUPINFOW startup = {};
        startup.cb = sizeof startup;
        PROCESS_INFORMATION process = {};
        const bool started =
            CreateProcessW(argv[2], nullptr, nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &process);
        check(started, "the demo starts");
        const HWND window = started ? find_window(120000) : nullptr;
        check(window != nullptr, "its window opens");
        if (window != nullptr) {
            try_everything(window);
        }
    } else if (command == L"close" && argc == 2) {
        const HWND window = find_window(0);
        check(window != nullptr, "the window is still there");
        if (window != nullptr) {
            SendMessageW(window, WM_CLOSE, 0, 0);
        }
        Sleep(500);
        check(find_window(0) == nullptr, "it closes");
    } else {
        return usage();
    }
    std::printf("%d passed, %d failed\n", g_passed, g_failed);
    return g_failed == 0 ? 0 : 1;
}
