// usersig.hpp: sign, verify and explain Tencent Cloud UserSig tokens from C++17 and later.
//
// Header only, over usersig.h: link libusersig. usersig.h is the manual of what a token is and of every limit;
// this file is the same in C++: handles that free themselves, std::string_view in, std::string out.
//
//     #include <iostream>
//     #include <usersig.hpp>
//
//     int main() {
//         using namespace std::chrono_literals;
//         auto signer = usersig::Signer::create(1400000000, "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
//         if (!signer) return std::cerr << signer.error().detail() << '\n', 1;
//         auto token = signer->sign("xiaojun", 7 * 24h);
//         if (!token) return std::cerr << token.error().detail() << '\n', 1;
//         std::cout << *token << '\n';
//     }
//
// Errors: a function that can fail returns Result<T>, which is a T or a Report. Define USERSIG_EXCEPTIONS before
// the first include, and the same functions return T and throw usersig::Exception instead. Files of one program
// may choose differently. Without that macro nothing here throws but what std::string and std::vector do when
// memory ends, and -fno-exceptions is fine. verify never throws: a token that is not valid is an answer.
//
// Threads: a Signer or a Verifier may be used by any number of threads at once. A moved-from one answers
// Status::NullArgument.
//
// Times are Unix seconds. The forms that end in _at take the clock; the others read the machine's.
#ifndef USERSIG_HPP
#define USERSIG_HPP

#include "usersig.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#ifdef USERSIG_EXCEPTIONS
#include <exception>
#else
#include <cstdlib>
#include <variant>
#endif

namespace usersig {

/// What a call says. A number that is not listed comes from a newer library: treat it as a failure.
enum class Status : usersig_status {
    Ok = USERSIG_STATUS_OK,
    Empty = USERSIG_STATUS_EMPTY,
    Malformed = USERSIG_STATUS_MALFORMED,
    WrongKeyKind = USERSIG_STATUS_WRONG_KEY_KIND,
    SdkappidMismatch = USERSIG_STATUS_SDKAPPID_MISMATCH,
    UseridMismatch = USERSIG_STATUS_USERID_MISMATCH,
    BadSignature = USERSIG_STATUS_BAD_SIGNATURE,
    Expired = USERSIG_STATUS_EXPIRED,
    BadSdkappid = USERSIG_STATUS_BAD_SDKAPPID,
    BadUserid = USERSIG_STATUS_BAD_USERID,
    BadValidity = USERSIG_STATUS_BAD_VALIDITY,
    BadUserbuf = USERSIG_STATUS_BAD_USERBUF,
    BadRoom = USERSIG_STATUS_BAD_ROOM,
    BadPrivileges = USERSIG_STATUS_BAD_PRIVILEGES,
    BadKey = USERSIG_STATUS_BAD_KEY,
    BadExpiry = USERSIG_STATUS_BAD_EXPIRY,
    NullArgument = USERSIG_STATUS_NULL_ARGUMENT,
    BadLength = USERSIG_STATUS_BAD_LENGTH,
    NotUtf8 = USERSIG_STATUS_NOT_UTF8,
    BufferTooSmall = USERSIG_STATUS_BUFFER_TOO_SMALL,
    BadFlags = USERSIG_STATUS_BAD_FLAGS,
    BadStructSize = USERSIG_STATUS_BAD_STRUCT_SIZE,
    Absent = USERSIG_STATUS_ABSENT,
    Unsupported = USERSIG_STATUS_UNSUPPORTED,
    Panic = USERSIG_STATUS_PANIC,
};

/// The stable name of a status, such as "expired".
[[nodiscard]] inline std::string_view name(Status status) noexcept {
    return usersig_status_name(static_cast<usersig_status>(status));
}

/// A status in one sentence.
[[nodiscard]] inline std::string_view message(Status status) noexcept {
    return usersig_status_message(static_cast<usersig_status>(status));
}

/// What the service means by one of its codes, such as 70009; nothing for a code that is not about UserSigs.
[[nodiscard]] inline std::optional<std::string_view> service_code_meaning(std::uint32_t code) noexcept {
    const char *text = usersig_service_code_meaning(code);
    return text == nullptr ? std::nullopt : std::optional<std::string_view>(text);
}

/// What to do when the service answers this code; nothing for a code that is not about UserSigs.
[[nodiscard]] inline std::optional<std::string_view> service_code_advice(std::uint32_t code) noexcept {
    const char *text = usersig_service_code_advice(code);
    return text == nullptr ? std::nullopt : std::optional<std::string_view>(text);
}

/// The version of the library that is loaded, such as "0.1.0".
[[nodiscard]] inline std::string_view version() noexcept { return usersig_version(); }

/// What was wrong with a call or a token: the answer of verify, and the error of everything else.
class [[nodiscard]] Report {
public:
    Report() noexcept {
        raw_.size = sizeof raw_;
        raw_.status = USERSIG_STATUS_OK;
        raw_.problems = 0;
        raw_.service_code = 0;
        raw_.detail[0] = '\0';
        raw_.hint[0] = '\0';
    }

    /// Whether there was no problem at all: for verify, whether the token is valid.
    [[nodiscard]] bool ok() const noexcept { return raw_.status == USERSIG_STATUS_OK; }
    [[nodiscard]] explicit operator bool() const noexcept { return ok(); }
    /// Status::Ok, or the first problem.
    [[nodiscard]] Status status() const noexcept { return static_cast<Status>(raw_.status); }
    /// Whether a token has this problem; it may have several.
    [[nodiscard]] bool has(Status problem) const noexcept {
        const auto number = static_cast<usersig_status>(problem);
        return number >= 1 && number <= 32 && ((raw_.problems >> (number - 1)) & 1u) != 0;
    }
    /// All problems of a token: a set of USERSIG_PROBLEM_*.
    [[nodiscard]] std::uint32_t problems() const noexcept { return raw_.problems; }
    /// What the service answers to this token, such as 70009; 0 if the problem is not one of a token.
    [[nodiscard]] std::uint32_t service_code() const noexcept { return raw_.service_code; }
    /// What was wrong and what was expected. Lives as long as the report.
    [[nodiscard]] std::string_view detail() const noexcept { return raw_.detail; }
    /// What to do about it; may be empty. Lives as long as the report.
    [[nodiscard]] std::string_view hint() const noexcept { return raw_.hint; }
    /// The C struct, for calls to usersig.h.
    [[nodiscard]] usersig_report *raw() noexcept { return &raw_; }

private:
    usersig_report raw_;
};

/// Which UserIDs may be signed.
enum class UserIdRule : std::uint32_t {
    /// 1 to 32 bytes of a-z A-Z 0-9 _ -
    Documented = 0,
    /// 1 to 1024 bytes of UTF-8 without control characters: system accounts, IDs imported long ago.
    Any = USERSIG_FLAG_ANY_USERID,
};

/// What a PrivateMapKey allows in its room: a set, joined with |.
enum class Privileges : std::uint32_t {
    None = 0,
    CreateRoom = USERSIG_PRIVILEGE_CREATE_ROOM,
    EnterRoom = USERSIG_PRIVILEGE_ENTER_ROOM,
    SendAudio = USERSIG_PRIVILEGE_SEND_AUDIO,
    ReceiveAudio = USERSIG_PRIVILEGE_RECEIVE_AUDIO,
    SendVideo = USERSIG_PRIVILEGE_SEND_VIDEO,
    ReceiveVideo = USERSIG_PRIVILEGE_RECEIVE_VIDEO,
    SendSubstream = USERSIG_PRIVILEGE_SEND_SUBSTREAM,
    ReceiveSubstream = USERSIG_PRIVILEGE_RECEIVE_SUBSTREAM,
    All = USERSIG_PRIVILEGE_ALL,
};

[[nodiscard]] constexpr Privileges operator|(Privileges a, Privileges b) noexcept {
    return static_cast<Privileges>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

[[nodiscard]] constexpr Privileges operator&(Privileges a, Privileges b) noexcept {
    return static_cast<Privileges>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}

/// The privileges of `a` without those of `b`.
[[nodiscard]] constexpr Privileges operator-(Privileges a, Privileges b) noexcept {
    return static_cast<Privileges>(static_cast<std::uint32_t>(a) & ~static_cast<std::uint32_t>(b));
}

/// Whether every privilege of `part` is in `set`.
[[nodiscard]] constexpr bool contains(Privileges set, Privileges part) noexcept { return (set & part) == part; }

/// The room that a PrivateMapKey opens. A string room is another room than the number of the same digits.
class Room {
public:
    /// 1 to 4294967294.
    [[nodiscard]] static constexpr Room number(std::uint32_t number) noexcept { return Room(number, {}, false); }
    /// 1 to 64 bytes. The text must live until the call that takes the room has returned.
    [[nodiscard]] static constexpr Room name(std::string_view name) noexcept { return Room(0, name, true); }

    [[nodiscard]] constexpr bool is_name() const noexcept { return is_name_; }
    [[nodiscard]] constexpr std::uint32_t number() const noexcept { return number_; }
    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }

private:
    constexpr Room(std::uint32_t number, std::string_view name, bool is_name) noexcept
        : number_(number), name_(name), is_name_(is_name) {}

    std::uint32_t number_;
    std::string_view name_;
    bool is_name_;
};

/// The format of a token.
enum class TokenVersion : std::uint32_t {
    V2 = USERSIG_TOKEN_V2,
    V1 = USERSIG_TOKEN_V1,
    /// The oldest form of 1.0: plain JSON, its time a local date.
    V1Plain = USERSIG_TOKEN_V1_PLAIN,
};

/// The PrivateMapKey record in a token, as it stands there.
struct PrivateMapKey {
    /// The UserID's bytes; several writers corrupt one that is not ASCII.
    std::string account;
    std::uint32_t sdkappid = 0;
    /// 0 with a string room.
    std::uint32_t room = 0;
    std::optional<std::string> room_name;
    /// All 32 bits of the map; the eight of Privileges have a meaning.
    std::uint32_t privilege_bits = 0;
    std::uint64_t expires_at = 0;
};

/// What stands in a token. Nothing of it is true until a Verifier says so.
struct Token {
    TokenVersion version = TokenVersion::V2;
    std::string userid;
    /// 0 if what stands there is no SDKAppID.
    std::uint32_t sdkappid = 0;
    std::uint64_t issued_at = 0;
    /// The validity in seconds.
    std::uint64_t expire = 0;
    /// The last second at which the token is valid.
    std::uint64_t expires_at = 0;
    /// Whether issued_at is a local date read in UTC+8, and may be wrong by hours.
    bool is_time_approximate = false;
    std::optional<std::string> userbuf;
    std::optional<PrivateMapKey> private_map_key;

    /// Seconds from `now` to the last valid one; 0 if the token has expired.
    [[nodiscard]] std::uint64_t time_left_at(std::uint64_t now) const noexcept {
        return expires_at > now ? expires_at - now : 0;
    }
};

// What returns a Result and what throws are two sets of functions of the same names: each has a namespace of its
// own, so that files of one program may choose differently without two definitions of one function.
#ifdef USERSIG_EXCEPTIONS
inline namespace exceptions {

/// Thrown by everything that can fail.
class Exception : public std::exception {
public:
    explicit Exception(const Report &report) noexcept : report_(report) {}
    [[nodiscard]] const char *what() const noexcept override { return report_.detail().data(); }
    [[nodiscard]] const Report &report() const noexcept { return report_; }
    [[nodiscard]] Status status() const noexcept { return report_.status(); }

private:
    Report report_;
};

template <class T> using Result = T;

namespace detail {
template <class T> [[noreturn]] T fail(const Report &report) { throw Exception(report); }
} // namespace detail

#else
inline namespace results {

/// A T, or the Report that says why there is none.
template <class T> class [[nodiscard]] Result {
public:
    Result(T value) noexcept : content_(std::in_place_index<0>, std::move(value)) {}
    Result(const Report &error) noexcept : content_(std::in_place_index<1>, error) {}

    [[nodiscard]] bool ok() const noexcept { return content_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return ok(); }

    /// The value. Aborts the program if there is none: look at ok() first.
    [[nodiscard]] T &value() & noexcept { return *checked(std::get_if<0>(&content_)); }
    [[nodiscard]] const T &value() const & noexcept { return *checked(std::get_if<0>(&content_)); }
    [[nodiscard]] T &&value() && noexcept { return std::move(*checked(std::get_if<0>(&content_))); }
    [[nodiscard]] T &operator*() & noexcept { return value(); }
    [[nodiscard]] const T &operator*() const & noexcept { return value(); }
    [[nodiscard]] T &&operator*() && noexcept { return std::move(*this).value(); }
    [[nodiscard]] T *operator->() noexcept { return &value(); }
    [[nodiscard]] const T *operator->() const noexcept { return &value(); }

    /// Why there is no value. Aborts the program if there is one.
    [[nodiscard]] const Report &error() const noexcept { return *checked(std::get_if<1>(&content_)); }
    /// Status::Ok, or the error's.
    [[nodiscard]] Status status() const noexcept { return ok() ? Status::Ok : error().status(); }

private:
    template <class P> static P *checked(P *pointer) noexcept {
        if (pointer == nullptr) std::abort();
        return pointer;
    }

    std::variant<T, Report> content_;
};

namespace detail {
template <class T> Result<T> fail(const Report &report) { return Result<T>(report); }
} // namespace detail
#endif

namespace detail {

// Calls `write(buf, cap, len, report)` once with a buffer that fits nearly every token, and again with a larger
// one as long as it asks: by the machine's clock the length may change from call to call.
template <class Write> bool fill(std::string &out, Report &report, Write write) {
    char first[1024];
    std::size_t len = 0;
    usersig_status status = write(first, sizeof first, &len, report.raw());
    if (status == USERSIG_STATUS_OK) {
        out.assign(first, len);
        return true;
    }
    while (status == USERSIG_STATUS_BUFFER_TOO_SMALL) {
        out.resize(len + 1);
        status = write(&out[0], out.size(), &len, report.raw());
    }
    if (status != USERSIG_STATUS_OK) return false;
    out.resize(len);
    return true;
}

template <class Write> Result<std::string> text(Write write) {
    std::string out;
    Report report;
    if (!fill(out, report, write)) return fail<std::string>(report);
    return out;
}

inline const std::uint8_t *bytes(std::string_view view) noexcept {
    return reinterpret_cast<const std::uint8_t *>(view.data());
}

// A negative validity becomes one that is far too large, and is refused as such.
inline std::uint64_t seconds(std::chrono::seconds validity) noexcept {
    return static_cast<std::uint64_t>(validity.count());
}

struct SignerFree {
    void operator()(usersig_signer *signer) const noexcept { usersig_signer_free(signer); }
};

struct VerifierFree {
    void operator()(usersig_verifier *verifier) const noexcept { usersig_verifier_free(verifier); }
};

} // namespace detail

/// Signs tokens of one application with one key.
class Signer {
public:
    /// Version 2.0, from the secret key that the console shows.
    [[nodiscard]] static Result<Signer> create(std::uint32_t sdkappid, std::string_view secret_key) {
        usersig_signer *raw = nullptr;
        Report report;
        if (usersig_signer_new(sdkappid, secret_key.data(), secret_key.size(), &raw, report.raw()) !=
            USERSIG_STATUS_OK)
            return detail::fail<Signer>(report);
        return Signer(raw);
    }

    /// Version 1.0, from a private key in PEM.
    [[nodiscard]] static Result<Signer> from_private_key(std::uint32_t sdkappid, std::string_view pem) {
        usersig_signer *raw = nullptr;
        Report report;
        if (usersig_signer_new_from_private_key(sdkappid, pem.data(), pem.size(), &raw, report.raw()) !=
            USERSIG_STATUS_OK)
            return detail::fail<Signer>(report);
        return Signer(raw);
    }

    /// A UserSig that is issued at `now`.
    [[nodiscard]] Result<std::string> sign_at(std::string_view userid, std::chrono::seconds validity,
                                              std::uint64_t now,
                                              UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            return usersig_signer_sign_at(handle_.get(), userid.data(), userid.size(), detail::seconds(validity),
                                          now, static_cast<std::uint32_t>(rule), buf, cap, len, report);
        });
    }

    /// A UserSig with a userbuf, which is any bytes.
    [[nodiscard]] Result<std::string> sign_with_userbuf_at(std::string_view userid,
                                                           std::chrono::seconds validity,
                                                           std::string_view userbuf, std::uint64_t now,
                                                           UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            return usersig_signer_sign_with_userbuf_at(
                handle_.get(), userid.data(), userid.size(), detail::seconds(validity), detail::bytes(userbuf),
                userbuf.size(), now, static_cast<std::uint32_t>(rule), buf, cap, len, report);
        });
    }

    /// A PrivateMapKey: lets the user into one TRTC room with these privileges.
    [[nodiscard]] Result<std::string> private_map_key_at(std::string_view userid, std::chrono::seconds validity,
                                                         Room room, Privileges privileges, std::uint64_t now,
                                                         UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            if (room.is_name())
                return usersig_signer_private_map_key_string_room_at(
                    handle_.get(), userid.data(), userid.size(), detail::seconds(validity), room.name().data(),
                    room.name().size(), static_cast<std::uint32_t>(privileges), now,
                    static_cast<std::uint32_t>(rule), buf, cap, len, report);
            return usersig_signer_private_map_key_at(
                handle_.get(), userid.data(), userid.size(), detail::seconds(validity), room.number(),
                static_cast<std::uint32_t>(privileges), now, static_cast<std::uint32_t>(rule), buf, cap, len,
                report);
        });
    }

#if !defined(__wasm__)
    /// A UserSig that is issued now.
    [[nodiscard]] Result<std::string> sign(std::string_view userid, std::chrono::seconds validity,
                                           UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            return usersig_signer_sign(handle_.get(), userid.data(), userid.size(), detail::seconds(validity),
                                       static_cast<std::uint32_t>(rule), buf, cap, len, report);
        });
    }

    /// A UserSig with a userbuf that is issued now.
    [[nodiscard]] Result<std::string> sign_with_userbuf(std::string_view userid, std::chrono::seconds validity,
                                                        std::string_view userbuf,
                                                        UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            return usersig_signer_sign_with_userbuf(handle_.get(), userid.data(), userid.size(),
                                                    detail::seconds(validity), detail::bytes(userbuf),
                                                    userbuf.size(), static_cast<std::uint32_t>(rule), buf, cap,
                                                    len, report);
        });
    }

    /// A PrivateMapKey that is issued now.
    [[nodiscard]] Result<std::string> private_map_key(std::string_view userid, std::chrono::seconds validity,
                                                      Room room, Privileges privileges,
                                                      UserIdRule rule = UserIdRule::Documented) const {
        return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            if (room.is_name())
                return usersig_signer_private_map_key_string_room(
                    handle_.get(), userid.data(), userid.size(), detail::seconds(validity), room.name().data(),
                    room.name().size(), static_cast<std::uint32_t>(privileges),
                    static_cast<std::uint32_t>(rule), buf, cap, len, report);
            return usersig_signer_private_map_key(handle_.get(), userid.data(), userid.size(),
                                                  detail::seconds(validity), room.number(),
                                                  static_cast<std::uint32_t>(privileges),
                                                  static_cast<std::uint32_t>(rule), buf, cap, len, report);
        });
    }
#endif

    /// The C handle, which this object still owns.
    [[nodiscard]] const usersig_signer *raw() const noexcept { return handle_.get(); }

private:
    explicit Signer(usersig_signer *raw) noexcept : handle_(raw) {}

    std::unique_ptr<usersig_signer, detail::SignerFree> handle_;
};

/// Verifies tokens of one application with one key. The key's kind decides, never the token.
class Verifier {
public:
    /// Version 2.0. A token is still taken for `leeway` after its expiry.
    [[nodiscard]] static Result<Verifier> create(std::uint32_t sdkappid, std::string_view secret_key,
                                                 std::chrono::seconds leeway = std::chrono::seconds(0)) {
        usersig_verifier *raw = nullptr;
        Report report;
        if (usersig_verifier_new(sdkappid, secret_key.data(), secret_key.size(), tolerance(leeway), &raw,
                                 report.raw()) != USERSIG_STATUS_OK)
            return detail::fail<Verifier>(report);
        return Verifier(raw);
    }

    /// Version 1.0, its oldest form included, from a public key in PEM.
    [[nodiscard]] static Result<Verifier> from_public_key(std::uint32_t sdkappid, std::string_view pem,
                                                          std::chrono::seconds leeway = std::chrono::seconds(0)) {
        usersig_verifier *raw = nullptr;
        Report report;
        if (usersig_verifier_new_from_public_key(sdkappid, pem.data(), pem.size(), tolerance(leeway), &raw,
                                                 report.raw()) != USERSIG_STATUS_OK)
            return detail::fail<Verifier>(report);
        return Verifier(raw);
    }

    /// Whether the token lets this user in at `now`, and everything that is wrong with it.
    Report verify_at(std::string_view token, std::string_view userid, std::uint64_t now) const noexcept {
        Report report;
        static_cast<void>(0 == usersig_verifier_verify_at(handle_.get(), token.data(), token.size(),
                                                          userid.data(), userid.size(), now, report.raw()));
        return report;
    }

#if !defined(__wasm__)
    /// Whether the token lets this user in now.
    Report verify(std::string_view token, std::string_view userid) const noexcept {
        Report report;
        static_cast<void>(0 == usersig_verifier_verify(handle_.get(), token.data(), token.size(), userid.data(),
                                                       userid.size(), report.raw()));
        return report;
    }
#endif

    /// The C handle, which this object still owns.
    [[nodiscard]] const usersig_verifier *raw() const noexcept { return handle_.get(); }

private:
    explicit Verifier(usersig_verifier *raw) noexcept : handle_(raw) {}

    // A negative leeway would be a huge one: it counts as none.
    static std::uint64_t tolerance(std::chrono::seconds leeway) noexcept {
        return leeway.count() < 0 ? 0 : static_cast<std::uint64_t>(leeway.count());
    }

    std::unique_ptr<usersig_verifier, detail::VerifierFree> handle_;
};

/// Reads a token without a key, and so without verifying it: never let anyone in because of what this returns.
[[nodiscard]] inline Result<Token> inspect_unverified(std::string_view token) {
    Report report;
    usersig_token info;
    info.size = sizeof info;
    if (usersig_inspect_unverified(token.data(), token.size(), &info, report.raw()) != USERSIG_STATUS_OK)
        return detail::fail<Token>(report);

    Token out;
    out.version = static_cast<TokenVersion>(info.version);
    out.sdkappid = info.sdkappid;
    out.issued_at = info.issued_at;
    out.expire = info.expire;
    out.expires_at = info.expires_at;
    out.is_time_approximate = (info.flags & USERSIG_TOKEN_TIME_APPROXIMATE) != 0;

    const auto text = [&](auto accessor, std::string &part) {
        return detail::fill(part, report, [&](char *buf, std::size_t cap, std::size_t *len, usersig_report *raw) {
            return accessor(token.data(), token.size(), buf, cap, len, raw);
        });
    };
    const auto bytes = [&](auto accessor, std::string &part) {
        return detail::fill(part, report, [&](char *buf, std::size_t cap, std::size_t *len, usersig_report *raw) {
            return accessor(token.data(), token.size(), reinterpret_cast<std::uint8_t *>(buf), cap, len, raw);
        });
    };

    if (!text(usersig_unverified_userid, out.userid)) return detail::fail<Token>(report);
    if ((info.flags & USERSIG_TOKEN_HAS_USERBUF) != 0 &&
        !bytes(usersig_unverified_userbuf, out.userbuf.emplace()))
        return detail::fail<Token>(report);
    if ((info.flags & USERSIG_TOKEN_HAS_RECORD) != 0) {
        PrivateMapKey &record = out.private_map_key.emplace();
        record.sdkappid = info.record_sdkappid;
        record.room = info.record_room;
        record.privilege_bits = info.record_privileges;
        record.expires_at = info.record_expires_at;
        if (!bytes(usersig_unverified_account, record.account)) return detail::fail<Token>(report);
        if ((info.flags & USERSIG_TOKEN_HAS_ROOM_NAME) != 0 &&
            !text(usersig_unverified_room_name, record.room_name.emplace()))
            return detail::fail<Token>(report);
    }
    return out;
}

/// One UserSig of version 2.0: a Signer, one token.
[[nodiscard]] inline Result<std::string> sign_at(std::uint32_t sdkappid, std::string_view secret_key,
                                                 std::string_view userid, std::chrono::seconds validity,
                                                 std::uint64_t now) {
    return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
        return usersig_sign_at(sdkappid, secret_key.data(), secret_key.size(), userid.data(), userid.size(),
                               detail::seconds(validity), now, buf, cap, len, report);
    });
}

/// One verification of version 2.0: a Verifier, one token.
inline Report verify_at(std::uint32_t sdkappid, std::string_view secret_key, std::string_view token,
                        std::string_view userid, std::uint64_t now) noexcept {
    Report report;
    static_cast<void>(0 == usersig_verify_at(sdkappid, secret_key.data(), secret_key.size(), token.data(),
                                             token.size(), userid.data(), userid.size(), now, report.raw()));
    return report;
}

#if !defined(__wasm__)
/// One UserSig of version 2.0 that is issued now.
[[nodiscard]] inline Result<std::string> sign(std::uint32_t sdkappid, std::string_view secret_key,
                                              std::string_view userid, std::chrono::seconds validity) {
    return detail::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
        return usersig_sign(sdkappid, secret_key.data(), secret_key.size(), userid.data(), userid.size(),
                            detail::seconds(validity), buf, cap, len, report);
    });
}

/// One verification of version 2.0 by the machine's clock.
inline Report verify(std::uint32_t sdkappid, std::string_view secret_key, std::string_view token,
                     std::string_view userid) noexcept {
    Report report;
    static_cast<void>(0 == usersig_verify(sdkappid, secret_key.data(), secret_key.size(), token.data(),
                                          token.size(), userid.data(), userid.size(), report.raw()));
    return report;
}
#endif

} // inline namespace results or exceptions
} // namespace usersig

#endif // USERSIG_HPP
