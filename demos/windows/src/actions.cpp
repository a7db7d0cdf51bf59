#include "actions.h"

#include <usersig.hpp>
#include <windows.h>

#include <cstdint>
#include <ctime>
#include <cwchar>
#include <limits>

namespace demo {
namespace {

// Digits only, so that "-1", "1e9" and " 7" are rejected and not read as another number.
bool read_number(std::wstring_view text, std::uint64_t limit, std::uint64_t &number) {
    number = 0;
    for (const wchar_t digit : text) {
        if (digit < L'0' || digit > L'9') {
            return false;
        }
        number = number * 10 + static_cast<std::uint64_t>(digit - L'0');
        if (number > limit) {
            return false;
        }
    }
    return !text.empty();
}

Answer failure(const usersig::Report &report) {
    std::wstring text = to_utf16(report.detail());
    if (!report.hint().empty()) {
        text += L"\r\n\r\n" + to_utf16(report.hint());
    }
    return {false, {}, text};
}

bool read_sdkappid(const Input &input, std::uint32_t &sdkappid, Answer &why) {
    std::uint64_t number = 0;
    if (!read_number(input.sdkappid, std::numeric_limits<std::uint32_t>::max(), number)) {
        why = {false, {}, L"The SDKAppID is the number that the console shows, at most 4294967295."};
        return false;
    }
    sdkappid = static_cast<std::uint32_t>(number);
    return true;
}

std::wstring local_time(std::uint64_t unix_seconds) {
    const auto seconds = static_cast<std::time_t>(unix_seconds);
    // Windows has no local time after the year 3000.
    std::tm parts;
    wchar_t text[32];
    if (localtime_s(&parts, &seconds) != 0 || std::wcsftime(text, 32, L"%Y-%m-%d %H:%M:%S", &parts) == 0) {
        return std::to_wstring(unix_seconds);
    }
    return text;
}

std::wstring describe(const usersig::Token &token) {
    return L"\r\n\r\nIn the token: UserID " + to_utf16(token.userid()) + L", SDKAppID " +
           std::to_wstring(token.sdkappid()) + L", issued " + local_time(token.issued_at()) + L", expires " +
           local_time(token.expires_at()) + L".";
}

// The fields of the token, valid or not.
std::wstring describe_unverified(std::string_view text) {
    const auto token = usersig::inspect_unverified(text);
    return token ? describe(*token) : std::wstring();
}

} // namespace

const wchar_t *sample_key() { return L"5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"; }

Answer generate(const Input &input) {
    Answer why;
    std::uint32_t sdkappid = 0;
    if (!read_sdkappid(input, sdkappid, why)) {
        return why;
    }
    // More than 50 years is rejected by the library, whose report is shown.
    std::uint64_t days = 0;
    if (!read_number(input.days, 1'000'000, days)) {
        return {false, {}, L"The validity is a number of days, 7 for example."};
    }
    const auto signer = usersig::Signer::create(sdkappid, to_utf8(input.secret_key));
    if (!signer) {
        return failure(signer.error());
    }
    const std::string userid = to_utf8(input.userid);
    const auto rule = input.any_userid ? usersig::UserIdRule::Any : usersig::UserIdRule::Im;
    const auto token =
        signer->sign(usersig::SignRequest(userid, std::chrono::hours(static_cast<int>(24 * days))).with_rule(rule));
    if (!token) {
        return failure(token.error());
    }
    return {true, to_utf16(*token),
            L"A UserSig of " + std::to_wstring(token->size()) + L" characters." + describe_unverified(*token)};
}

Answer verify(const Input &input, std::wstring_view token_text) {
    Answer why;
    std::uint32_t sdkappid = 0;
    if (!read_sdkappid(input, sdkappid, why)) {
        return why;
    }
    // White space around a token that was copied from a log or a chat.
    const std::wstring_view space = L" \t\r\n";
    const std::size_t first = token_text.find_first_not_of(space);
    token_text = first == std::wstring_view::npos ? std::wstring_view{} : token_text.substr(first);
    token_text = token_text.substr(0, token_text.find_last_not_of(space) + 1);

    const std::string token = to_utf8(token_text);
    const std::string userid = to_utf8(input.userid);
    const usersig::Report report =
        usersig::verify(sdkappid, to_utf8(input.secret_key), token, usersig::Expectation(userid));
    if (report.ok()) {
        return {true, {}, L"Valid: the service accepts it." + describe(*report.token())};
    }
    Answer answer = failure(report);
    if (report.service_code() != 0) {
        answer.text = L"Service code " + std::to_wstring(report.service_code()) + L": " + answer.text +
                      describe_unverified(token);
    }
    return answer;
}

std::string to_utf8(std::wstring_view text) {
    if (text.empty()) {
        return {};
    }
    const int units = static_cast<int>(text.size());
    std::string utf8(
        static_cast<std::size_t>(WideCharToMultiByte(CP_UTF8, 0, text.data(), units, nullptr, 0, nullptr, nullptr)),
        '\0');
    WideCharToMultiByte(CP_UTF8, 0, text.data(), units, utf8.data(), static_cast<int>(utf8.size()), nullptr, nullptr);
    return utf8;
}

std::wstring to_utf16(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    const int bytes = static_cast<int>(text.size());
    std::wstring utf16(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, nullptr, 0)),
                       L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, utf16.data(), static_cast<int>(utf16.size()));
    return utf16;
}

} // namespace demo
