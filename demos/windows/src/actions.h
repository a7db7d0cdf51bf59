// What the demos do with a UserSig, without a window. All texts are UTF-16, as in Windows.
#pragma once

#include <string>
#include <string_view>

namespace demo {

struct Input {
    std::wstring sdkappid;
    std::wstring secret_key;
    std::wstring userid;
    std::wstring days;
    bool any_userid = false; // Not only 1 to 32 characters of printable ASCII.
};

struct Answer {
    bool ok = false;
    std::wstring token; // Only from generate, and only when ok.
    std::wstring text;  // For people; lines end in \r\n.
};

// The key of the made-up application 1400000000, so that the first click works.
const wchar_t *sample_key();

Answer generate(const Input &input);
Answer verify(const Input &input, std::wstring_view token);

std::string to_utf8(std::wstring_view text);
std::wstring to_utf16(std::string_view text);

} // namespace demo
