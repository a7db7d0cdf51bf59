// The window: fields above, three buttons, the UserSig and whether it is valid below. It only moves text between
// the controls and demo::generate / demo::verify.
#include "actions.h"

#include <windows.h>
#include <commctrl.h>

#include <array>
#include <string>
#include <utility>

namespace {

// Numbers of the controls; the test that drives the window knows them too.
enum Id : int {
    kSdkAppId = 101,
    kSecretKey,
    kUserId,
    kDays,
    kUserSig,
    kAnswer,
    kAnyUserId,
    kGenerate = 201,
    kCopy,
    kVerify,
};

struct Control {
    const wchar_t *window_class;
    const wchar_t *text;
    DWORD style;
    int id;
    // In units of a 96-dpi pixel. A width of 0 means: up to the right border.
    int x, y, width, height;
};

constexpr DWORD kEdit = WS_TABSTOP | WS_BORDER | ES_AUTOHSCROLL;
constexpr DWORD kArea = WS_TABSTOP | WS_BORDER | WS_VSCROLL | ES_MULTILINE;
constexpr int kMargin = 14;
constexpr int kWidth = 620;
constexpr int kHeight = 560;

// In the order of the Tab key.
constexpr std::array<Control, 17> kControls = {{
    {L"STATIC", L"SDKAppID", 0, 0, 14, 17, 90, 20},
    {L"EDIT", L"1400000000", kEdit | ES_NUMBER, kSdkAppId, 110, 14, 140, 24},
    {L"STATIC", L"Valid for (days)", 0, 0, 280, 17, 110, 20},
    {L"EDIT", L"7", kEdit | ES_NUMBER, kDays, 396, 14, 60, 24},
    {L"STATIC", L"Secret key", 0, 0, 14, 51, 90, 20},
    {L"EDIT", L"", kEdit | ES_PASSWORD, kSecretKey, 110, 48, 0, 24},
    {L"STATIC", L"UserID", 0, 0, 14, 85, 90, 20},
    {L"EDIT", L"xiaojun", kEdit, kUserId, 110, 82, 346, 24},
    {L"BUTTON", L"&Any characters", WS_TABSTOP | BS_AUTOCHECKBOX, kAnyUserId, 466, 84, 0, 20},
    {L"BUTTON", L"&Generate", WS_TABSTOP | BS_DEFPUSHBUTTON, kGenerate, 110, 118, 110, 30},
    {L"BUTTON", L"&Copy", WS_TABSTOP, kCopy, 230, 118, 110, 30},
    {L"BUTTON", L"&Verify", WS_TABSTOP, kVerify, 350, 118, 110, 30},
    {L"STATIC", L"UserSig: generated here, or paste the one that the service rejects", 0, 0, 14, 162, 0, 20},
    {L"EDIT", L"", kArea | ES_AUTOVSCROLL, kUserSig, 14, 184, 0, 92},
    {L"STATIC", L"Answer", 0, 0, 14, 288, 0, 20},
    {L"EDIT", L"", kArea | ES_READONLY, kAnswer, 14, 310, 0, 176},
    {L"STATIC",
     L"Only for trying things out: anyone who has the secret key can impersonate any user. Keep it on "
     L"your server, never in an app.",
     0, 0, 14, 494, 0, 40},
}};

HFONT g_font = nullptr;

int scaled(int pixels, UINT dpi) { return MulDiv(pixels, static_cast<int>(dpi), 96); }

// The label controls have no number of their own, so the children are walked in the order of their creation.
void lay_out(HWND window) {
    const UINT dpi = GetDpiForWindow(window);
    RECT area;
    GetClientRect(window, &area);
    HWND child = GetWindow(window, GW_CHILD);
    for (const Control &control : kControls) {
        const int x = scaled(control.x, dpi);
        const int width = control.width != 0 ? scaled(control.width, dpi) : area.right - x - scaled(kMargin, dpi);
        MoveWindow(child, x, scaled(control.y, dpi), width, scaled(control.height, dpi), TRUE);
        child = GetWindow(child, GW_HWNDNEXT);
    }
}

void set_font(HWND window) {
    NONCLIENTMETRICSW metrics = {};
    metrics.cbSize = sizeof metrics;
    SystemParametersInfoForDpi(SPI_GETNONCLIENTMETRICS, sizeof metrics, &metrics, 0, GetDpiForWindow(window));
    HFONT old = std::exchange(g_font, CreateFontIndirectW(&metrics.lfMessageFont));
    for (HWND child = GetWindow(window, GW_CHILD); child != nullptr; child = GetWindow(child, GW_HWNDNEXT)) {
        SendMessageW(child, WM_SETFONT, reinterpret_cast<WPARAM>(g_font), TRUE);
    }
    if (old != nullptr) {
        DeleteObject(old);
    }
}

bool create_controls(HWND window) {
    const auto instance = reinterpret_cast<HINSTANCE>(GetWindowLongPtrW(window, GWLP_HINSTANCE));
    // A new child goes to the end of the list that GetWindow walks.
    for (const Control &control : kControls) {
        if (CreateWindowExW(0, control.window_class, control.text, WS_CHILD | WS_VISIBLE | control.style, 0, 0, 0, 0,
                            window, reinterpret_cast<HMENU>(static_cast<INT_PTR>(control.id)), instance,
                            nullptr) == nullptr) {
            return false;
        }
    }
    SetDlgItemTextW(window, kSecretKey, demo::sample_key());
    // The default limit of an edit control silently truncates a long token.
    SendDlgItemMessageW(window, kUserSig, EM_SETLIMITTEXT, 1 << 20, 0);
    set_font(window);
    lay_out(window);
    return true;
}

std::wstring text_of(HWND window, int id) {
    const HWND control = GetDlgItem(window, id);
    std::wstring text(static_cast<size_t>(GetWindowTextLengthW(control)) + 1, L'\0');
    text.resize(static_cast<size_t>(GetWindowTextW(control, text.data(), static_cast<int>(text.size()))));
    return text;
}

demo::Input input_of(HWND window) {
    return {text_of(window, kSdkAppId), text_of(window, kSecretKey), text_of(window, kUserId), text_of(window, kDays),
            IsDlgButtonChecked(window, kAnyUserId) == BST_CHECKED};
}

bool copy_to_clipboard(HWND window, const std::wstring &text) {
    const size_t bytes = (text.size() + 1) * sizeof(wchar_t);
    const HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, bytes);
    if (memory == nullptr) {
        return false;
    }
    if (void *target = GlobalLock(memory); target != nullptr) {
        CopyMemory(target, text.c_str(), bytes);
        GlobalUnlock(memory);
        if (OpenClipboard(window)) {
            EmptyClipboard();
            const bool taken = SetClipboardData(CF_UNICODETEXT, memory) != nullptr;
            CloseClipboard();
            if (taken) {
                return true; // The clipboard owns the memory now.
            }
        }
    }
    GlobalFree(memory);
    return false;
}

void on_command(HWND window, int id) {
    switch (id) {
    case kGenerate: {
        const demo::Answer answer = demo::generate(input_of(window));
        SetDlgItemTextW(window, kUserSig, answer.ok ? answer.token.c_str() : L"");
        SetDlgItemTextW(window, kAnswer, answer.text.c_str());
        break;
    }
    case kCopy: {
        const std::wstring token = text_of(window, kUserSig);
        const bool copied = !token.empty() && copy_to_clipboard(window, token);
        SetDlgItemTextW(window, kAnswer,
                        copied          ? L"Copied to the clipboard."
                        : token.empty() ? L"There is no UserSig to copy: press Generate first."
                                        : L"Another program holds the clipboard: try again.");
        break;
    }
    case kVerify:
        SetDlgItemTextW(window, kAnswer, demo::verify(input_of(window), text_of(window, kUserSig)).text.c_str());
        break;
    default:
        break;
    }
}

LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    switch (message) {
    case WM_CREATE:
        return create_controls(window) ? 0 : -1;
    case WM_SIZE:
        lay_out(window);
        return 0;
    case WM_DPICHANGED: {
        const auto *area = reinterpret_cast<const RECT *>(lparam);
        set_font(window);
        SetWindowPos(window, nullptr, area->left, area->top, area->right - area->left, area->bottom - area->top,
                     SWP_NOZORDER | SWP_NOACTIVATE);
        return 0;
    }
    case WM_COMMAND:
        if (HIWORD(wparam) == BN_CLICKED) {
            on_command(window, LOWORD(wparam));
        }
        return 0;
    case WM_DESTROY:
        PostQuitMessage(0);
        return 0;
    default:
        return DefWindowProcW(window, message, wparam, lparam);
    }
}

} // namespace

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE, PWSTR, int show) {
    InitCommonControls();
    WNDCLASSEXW window_class = {};
    window_class.cbSize = sizeof window_class;
    window_class.lpfnWndProc = on_message;
    window_class.hInstance = instance;
    window_class.hCursor = LoadCursorW(nullptr, IDC_ARROW);
    window_class.hbrBackground = reinterpret_cast<HBRUSH>(COLOR_BTNFACE + 1);
    window_class.lpszClassName = L"UserSigDemo";
    if (RegisterClassExW(&window_class) == 0) {
        return 1;
    }
    const UINT dpi = GetDpiForSystem();
    const HWND window =
        CreateWindowExW(WS_EX_CONTROLPARENT, window_class.lpszClassName, L"UserSig", WS_OVERLAPPEDWINDOW, CW_USEDEFAULT,
                        CW_USEDEFAULT, scaled(kWidth, dpi), scaled(kHeight, dpi), nullptr, nullptr, instance, nullptr);
    if (window == nullptr) {
        return 1;
    }
    ShowWindow(window, show);
    SetFocus(GetDlgItem(window, kUserId));

    MSG message;
    BOOL got = FALSE;
    while ((got = GetMessageW(&message, nullptr, 0, 0)) > 0) {
        // Tab, Enter and the letters with an underscore, as in a dialog.
        if (!IsDialogMessageW(window, &message)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
    return got == 0 ? static_cast<int>(message.wParam) : 1;
}
