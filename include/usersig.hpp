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
//         auto token = signer->sign(usersig::SignRequest("xiaojun", 7 * 24h));
//         if (!token) return std::cerr << token.error().detail() << '\n', 1;
//         std::cout << *token << '\n';
//     }
//
// A Verifier is made in the same way, and `verifier->verify(token, usersig::Expectation("xiaojun").without_userbuf())`
// returns a Report: `ok()` is the verdict, `token()` what a valid token carries. `diagnose`, with the same arguments,
// says why a token is not valid.
//
// Errors: a function that can fail returns Result<T>, which is a T or a Report. Define USERSIG_EXCEPTIONS before
// the first include, and the same functions return T and throw usersig::Exception instead. Files of one program
// may choose differently. Without that macro nothing here throws but what the standard library does when memory
// runs out, and -fno-exceptions is fine. verify returns a Report in both cases: an invalid token is a result, not an
// exception. A Report is ok only after a call that returned USERSIG_STATUS_OK, and only a Report has a verdict.
//
// Lifetimes: a SignRequest and an Expectation hold the std::string_views that they were given. The texts must live
// until the call that the request or the expectation is passed to has returned.
//
// Threads: a Signer, a Verifier, a Token or Notes may be used by any number of threads at once. A moved-from Signer or
// Verifier returns Status::NullArgument, a moved-from Token is empty and so are Notes, a moved-from Report is not ok.
//
// Times are Unix seconds. Without SignRequest::issued_at and Expectation::at they are those of the system clock.
#ifndef USERSIG_HPP
#define USERSIG_HPP

#include "usersig.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#ifdef USERSIG_EXCEPTIONS
#include <exception>
#else
#include <cstdlib>
#include <variant>
#endif

namespace usersig {

/// What a call returned. A number that is not listed comes from a newer library: treat it as a failure.
enum class Status : usersig_status {
    /// No call was made: the status of a Report that was only constructed. The library never returns it.
    NotCalled = -1,
    Ok = USERSIG_STATUS_OK,
    Empty = USERSIG_STATUS_EMPTY,
    Malformed = USERSIG_STATUS_MALFORMED,
    WrongKeyKind = USERSIG_STATUS_WRONG_KEY_KIND,
    SdkappidMismatch = USERSIG_STATUS_SDKAPPID_MISMATCH,
    UseridMismatch = USERSIG_STATUS_USERID_MISMATCH,
    BadSignature = USERSIG_STATUS_BAD_SIGNATURE,
    Expired = USERSIG_STATUS_EXPIRED,
    ValidityTooLong = USERSIG_STATUS_VALIDITY_TOO_LONG,
    UserbufMismatch = USERSIG_STATUS_USERBUF_MISMATCH,
    RecordMismatch = USERSIG_STATUS_RECORD_MISMATCH,
    BadSdkappid = USERSIG_STATUS_BAD_SDKAPPID,
    BadUserid = USERSIG_STATUS_BAD_USERID,
    BadValidity = USERSIG_STATUS_BAD_VALIDITY,
    BadUserbuf = USERSIG_STATUS_BAD_USERBUF,
    BadRoom = USERSIG_STATUS_BAD_ROOM,
    BadPrivileges = USERSIG_STATUS_BAD_PRIVILEGES,
    BadKey = USERSIG_STATUS_BAD_KEY,
    BadExpiry = USERSIG_STATUS_BAD_EXPIRY,
    BadLeeway = USERSIG_STATUS_BAD_LEEWAY,
    BadTime = USERSIG_STATUS_BAD_TIME,
    NullArgument = USERSIG_STATUS_NULL_ARGUMENT,
    BadLength = USERSIG_STATUS_BAD_LENGTH,
    NotUtf8 = USERSIG_STATUS_NOT_UTF8,
    BufferTooSmall = USERSIG_STATUS_BUFFER_TOO_SMALL,
    BadStruct = USERSIG_STATUS_BAD_STRUCT,
    BadStructSize = USERSIG_STATUS_BAD_STRUCT_SIZE,
    Unsupported = USERSIG_STATUS_UNSUPPORTED,
    Panic = USERSIG_STATUS_PANIC,
};

/// Returns the stable name of a status, such as "expired".
[[nodiscard]] inline std::string_view name(Status status) noexcept {
    return usersig_status_name(static_cast<usersig_status>(status));
}

/// A language of the library's texts. Reports are in English.
enum class Language : std::uint32_t {
    English = USERSIG_LANGUAGE_ENGLISH,
    /// Simplified Chinese.
    Chinese = USERSIG_LANGUAGE_CHINESE,
};

/// Returns a status as one sentence.
[[nodiscard]] inline std::string_view message(Status status, Language language = Language::English) noexcept {
    return usersig_status_message(static_cast<usersig_status>(status), static_cast<std::uint32_t>(language));
}

/// Returns the version of the library that is loaded, such as "1.2.3".
[[nodiscard]] inline std::string_view version() noexcept { return usersig_version(); }

/// Which UserIDs are signed. Control characters are rejected by every rule.
enum class UserIdRule : std::uint32_t {
    /// What IM documents: 1 to 32 bytes of printable ASCII. The default.
    Im = USERSIG_USERID_RULE_IM,
    /// What TRTC recommends: 1 to 32 bytes of a-z A-Z 0-9 _ -
    Trtc = USERSIG_USERID_RULE_TRTC,
    /// 1 to 1024 bytes of UTF-8: for IDs that were imported long ago.
    Any = USERSIG_USERID_RULE_ANY,
};

/// The format of a token.
enum class TokenVersion : std::uint32_t {
    V2 = USERSIG_TOKEN_V2,
    V1 = USERSIG_TOKEN_V1,
    /// The oldest form of 1.0: plain JSON, its time a local date.
    V1Plain = USERSIG_TOKEN_V1_PLAIN,
};

/// Everything that is wrong with a token: a set. Each member is the finding of the status of the same name.
enum class Findings : std::uint32_t {
    None = 0,
    Empty = USERSIG_FINDING_EMPTY,
    Malformed = USERSIG_FINDING_MALFORMED,
    WrongKeyKind = USERSIG_FINDING_WRONG_KEY_KIND,
    SdkappidMismatch = USERSIG_FINDING_SDKAPPID_MISMATCH,
    UseridMismatch = USERSIG_FINDING_USERID_MISMATCH,
    BadSignature = USERSIG_FINDING_BAD_SIGNATURE,
    Expired = USERSIG_FINDING_EXPIRED,
    ValidityTooLong = USERSIG_FINDING_VALIDITY_TOO_LONG,
    UserbufMismatch = USERSIG_FINDING_USERBUF_MISMATCH,
    RecordMismatch = USERSIG_FINDING_RECORD_MISMATCH,
};

/// What is unusual in a token that the service accepts: a set. A warning never makes a token invalid.
enum class Warnings : std::uint32_t {
    None = 0,
    /// A number is written as a JSON string.
    NumberAsText = USERSIG_WARNING_NUMBER_AS_TEXT,
};

/// What a PrivateMapKey allows in its room: a set.
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

namespace detail {
struct Verification;
template <class T> constexpr bool is_set = false;
template <> inline constexpr bool is_set<Findings> = true;
template <> inline constexpr bool is_set<Warnings> = true;
template <> inline constexpr bool is_set<Privileges> = true;
template <class T> using IfSet = std::enable_if_t<is_set<T>, T>;
} // namespace detail

/// Returns what is in either of two sets.
template <class T> [[nodiscard]] constexpr detail::IfSet<T> operator|(T a, T b) noexcept {
    return static_cast<T>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

/// Returns what is in both sets.
template <class T> [[nodiscard]] constexpr detail::IfSet<T> operator&(T a, T b) noexcept {
    return static_cast<T>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}

/// Returns what is in `a` and not in `b`.
template <class T> [[nodiscard]] constexpr detail::IfSet<T> operator-(T a, T b) noexcept {
    return static_cast<T>(static_cast<std::uint32_t>(a) & ~static_cast<std::uint32_t>(b));
}

/// Returns whether all of `part` is in `set`.
template <class T> [[nodiscard]] constexpr bool contains(T set, detail::IfSet<T> part) noexcept {
    return (set & part) == part;
}

/// A TRTC room: a number or a string. A string room is another room than the number of the same digits.
class Room {
public:
    /// Makes a numeric room: 1 to 4294967294.
    [[nodiscard]] static constexpr Room number(std::uint32_t number) noexcept { return Room(number, {}, false); }
    /// Makes a string room: 1 to 64 bytes. The text must live until the call that uses the room has returned.
    [[nodiscard]] static constexpr Room name(std::string_view name) noexcept { return Room(0, name, true); }

    /// Returns whether this is a string room.
    [[nodiscard]] constexpr bool is_name() const noexcept { return is_name_; }
    /// Returns the number; 0 for a string room.
    [[nodiscard]] constexpr std::uint32_t number() const noexcept { return number_; }
    /// Returns the text of a string room; empty for a numeric one.
    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }

private:
    constexpr Room(std::uint32_t number, std::string_view name, bool is_name) noexcept
        : number_(number), name_(name), is_name_(is_name) {}

    std::uint32_t number_;
    std::string_view name_;
    bool is_name_;
};

namespace detail {

// A negative duration becomes one that is far too large, and is rejected as such.
constexpr std::uint64_t seconds(std::chrono::seconds duration) noexcept {
    return static_cast<std::uint64_t>(duration.count());
}

// The contents of a request or an expectation: what was set before is replaced, since the library rejects fields that
// `contents` does not use.
template <class Raw> constexpr void clear_contents(Raw &raw, std::uint32_t contents) noexcept {
    raw.contents = contents;
    raw.userbuf = nullptr;
    raw.userbuf_len = 0;
    raw.room = 0;
    raw.room_name = nullptr;
    raw.room_name_len = 0;
    raw.privileges = 0;
}

template <class Raw> void set_userbuf(Raw &raw, std::string_view userbuf) noexcept {
    clear_contents(raw, USERSIG_CONTENTS_USERBUF);
    raw.userbuf = reinterpret_cast<const std::uint8_t *>(userbuf.data());
    raw.userbuf_len = userbuf.size();
}

template <class Raw> constexpr void set_room(Raw &raw, Room room, Privileges privileges) noexcept {
    clear_contents(raw, room.is_name() ? USERSIG_CONTENTS_ROOM_NAME : USERSIG_CONTENTS_ROOM_NUMBER);
    raw.room = room.number();
    raw.room_name = room.name().data();
    raw.room_name_len = room.name().size();
    raw.privileges = static_cast<std::uint32_t>(privileges);
}

} // namespace detail

/// One token to sign: for whom, for how long, from when, and what it carries.
///
/// Each function returns a changed copy: `SignRequest("bob", 24h).with_room(Room::number(7), Privileges::All)`.
class SignRequest {
public:
    /// Requests a plain UserSig that is issued when it is signed. The validity is 1 second to 50 years of 365 days.
    constexpr SignRequest(std::string_view userid, std::chrono::seconds validity) noexcept {
        raw_.size = sizeof raw_;
        raw_.userid = userid.data();
        raw_.userid_len = userid.size();
        raw_.validity = detail::seconds(validity);
    }

    /// Sets the time of issue, in Unix seconds, instead of the system clock's.
    [[nodiscard]] constexpr SignRequest issued_at(std::uint64_t time) const noexcept {
        SignRequest copy = *this;
        copy.raw_.flags |= USERSIG_FLAG_FIXED_TIME;
        copy.raw_.issued_at = time;
        return copy;
    }

    /// Sets the rule by which the UserID is checked, instead of UserIdRule::Im.
    [[nodiscard]] constexpr SignRequest with_rule(UserIdRule rule) const noexcept {
        SignRequest copy = *this;
        copy.raw_.userid_rule = static_cast<std::uint32_t>(rule);
        return copy;
    }

    /// Adds bytes of the application: 0 to 32768 of them.
    [[nodiscard]] SignRequest with_userbuf(std::string_view userbuf) const noexcept {
        SignRequest copy = *this;
        detail::set_userbuf(copy.raw_, userbuf);
        return copy;
    }

    /// Makes the token a PrivateMapKey, which lets the user into one TRTC room with these privileges.
    [[nodiscard]] constexpr SignRequest with_room(Room room, Privileges privileges) const noexcept {
        SignRequest copy = *this;
        detail::set_room(copy.raw_, room, privileges);
        return copy;
    }

    /// Returns the C struct, for calls to usersig.h.
    [[nodiscard]] constexpr const usersig_request *raw() const noexcept { return &raw_; }

private:
    usersig_request raw_ = {};
};

/// What a verified token has to be. Whatever is expected, a PrivateMapKey record that disagrees with its own token is a
/// finding.
///
/// Each function returns a changed copy: `Expectation("bob").without_userbuf().leeway(30s)`.
class Expectation {
public:
    /// Expects a token for this user that is valid now, with any contents or none.
    constexpr explicit Expectation(std::string_view userid) noexcept {
        raw_.size = sizeof raw_;
        raw_.userid = userid.data();
        raw_.userid_len = userid.size();
    }

    /// Sets the time at which the token is to be valid, in Unix seconds, instead of the system clock's.
    [[nodiscard]] constexpr Expectation at(std::uint64_t now) const noexcept {
        Expectation copy = *this;
        copy.raw_.flags |= USERSIG_FLAG_FIXED_TIME;
        copy.raw_.now = now;
        return copy;
    }

    /// Accepts a token for a while after its expiry: 0 to 86400 seconds, Status::BadLeeway otherwise.
    [[nodiscard]] constexpr Expectation leeway(std::chrono::seconds leeway) const noexcept {
        Expectation copy = *this;
        copy.raw_.leeway = detail::seconds(leeway);
        return copy;
    }

    /// Rejects tokens that were signed for longer than this: 1 second to 50 years, Status::BadValidity otherwise.
    [[nodiscard]] constexpr Expectation max_validity(std::chrono::seconds max) const noexcept {
        Expectation copy = *this;
        // In C, 0 is "any validity": here it is an error, as in every other place where a validity is expected.
        copy.raw_.max_validity = max.count() == 0 ? UINT64_MAX : detail::seconds(max);
        return copy;
    }

    /// Expects a plain UserSig, without a userbuf: no PrivateMapKey in its place.
    [[nodiscard]] constexpr Expectation without_userbuf() const noexcept {
        Expectation copy = *this;
        detail::clear_contents(copy.raw_, USERSIG_CONTENTS_NONE);
        return copy;
    }

    /// Expects exactly this userbuf.
    [[nodiscard]] Expectation with_userbuf(std::string_view userbuf) const noexcept {
        Expectation copy = *this;
        detail::set_userbuf(copy.raw_, userbuf);
        return copy;
    }

    /// Expects a PrivateMapKey for this room, with at least these privileges.
    [[nodiscard]] constexpr Expectation with_room(Room room, Privileges privileges) const noexcept {
        Expectation copy = *this;
        detail::set_room(copy.raw_, room, privileges);
        return copy;
    }

    /// Returns the C struct, for calls to usersig.h.
    [[nodiscard]] constexpr const usersig_expectation *raw() const noexcept { return &raw_; }

private:
    usersig_expectation raw_ = {};
};

/// The PrivateMapKey record in a token, verbatim. Its texts live as long as the Token.
struct PrivateMapKey {
    /// The UserID's bytes; several writers corrupt one that is not ASCII.
    std::string_view account;
    /// The SDKAppID.
    std::uint32_t sdkappid = 0;
    /// The numeric room; 0 with a string room.
    std::uint32_t room = 0;
    /// The string room; nothing with a numeric room.
    std::optional<std::string_view> room_name;
    /// All 32 bits of the privilege map; the eight of Privileges have a meaning.
    std::uint32_t privilege_bits = 0;
    /// When the privileges end: Unix seconds.
    std::uint64_t expires_at = 0;

    /// Returns the eight privileges that have a meaning.
    [[nodiscard]] constexpr Privileges privileges() const noexcept {
        return static_cast<Privileges>(privilege_bits) & Privileges::All;
    }
};

/// What a token carries, verbatim. It is true only in a Report that is ok: anyone can write what inspect_unverified
/// reads.
///
/// It owns what the library read once. Moves and does not copy; all texts live as long as the Token.
class Token {
public:
    /// Takes over what usersig.h made: it is freed with this object.
    explicit Token(usersig_token *raw) noexcept : handle_(raw) {}

    /// Returns the format.
    [[nodiscard]] TokenVersion version() const noexcept { return static_cast<TokenVersion>(get().version); }
    /// Returns the UserID.
    [[nodiscard]] std::string_view userid() const noexcept { return {get().userid, get().userid_len}; }
    /// Returns the SDKAppID; 0 if sdkappid_text is not one.
    [[nodiscard]] std::uint32_t sdkappid() const noexcept { return get().sdkappid; }
    /// Returns the SDKAppID in decimal digits, verbatim.
    [[nodiscard]] std::string_view sdkappid_text() const noexcept {
        return {get().sdkappid_text, get().sdkappid_text_len};
    }
    /// Returns when the token was issued: Unix seconds.
    [[nodiscard]] std::uint64_t issued_at() const noexcept { return get().issued_at; }
    /// Returns the validity in seconds.
    [[nodiscard]] std::uint64_t expire() const noexcept { return get().expire; }
    /// Returns the last second at which the token is valid.
    [[nodiscard]] std::uint64_t expires_at() const noexcept { return get().expires_at; }
    /// Returns the seconds from `now` to the last valid one; 0 if the token has expired.
    [[nodiscard]] std::uint64_t time_left_at(std::uint64_t now) const noexcept {
        return expires_at() > now ? expires_at() - now : 0;
    }
    /// Returns whether the issue time is a local date read in UTC+8, which may be wrong by hours.
    [[nodiscard]] bool is_time_approximate() const noexcept { return flag(USERSIG_TOKEN_TIME_APPROXIMATE); }
    /// Returns what is unusual in the token.
    [[nodiscard]] Warnings warnings() const noexcept { return static_cast<Warnings>(get().warnings); }

    /// Returns the userbuf; nothing if the token has none.
    [[nodiscard]] std::optional<std::string_view> userbuf() const noexcept {
        if (!flag(USERSIG_TOKEN_HAS_USERBUF)) return std::nullopt;
        return bytes(get().userbuf, get().userbuf_len);
    }

    /// Returns the PrivateMapKey record; nothing if the userbuf is not one.
    [[nodiscard]] std::optional<PrivateMapKey> private_map_key() const noexcept {
        if (!flag(USERSIG_TOKEN_HAS_RECORD)) return std::nullopt;
        const usersig_token &raw = get();
        PrivateMapKey record;
        record.account = bytes(raw.record_account, raw.record_account_len);
        record.sdkappid = raw.record_sdkappid;
        record.room = raw.record_room;
        if (flag(USERSIG_TOKEN_HAS_ROOM_NAME))
            record.room_name = std::string_view(raw.record_room_name, raw.record_room_name_len);
        record.privilege_bits = raw.record_privileges;
        record.expires_at = raw.record_expires_at;
        return record;
    }

    /// Returns the C struct, which this object still owns; nullptr after a move.
    [[nodiscard]] const usersig_token *raw() const noexcept { return handle_.get(); }

private:
    struct Free {
        void operator()(usersig_token *token) const noexcept { usersig_token_free(token); }
    };

    const usersig_token &get() const noexcept {
        static constexpr usersig_token empty = {};
        return handle_ == nullptr ? empty : *handle_;
    }
    bool flag(std::uint32_t bit) const noexcept { return (get().flags & bit) != 0; }
    static std::string_view bytes(const std::uint8_t *data, std::size_t size) noexcept {
        return {reinterpret_cast<const char *>(data), size};
    }

    std::unique_ptr<usersig_token, Free> handle_;
};

/// What a call returned, and what was wrong: the result of verify, and the error of everything else. Moves and does
/// not copy.
class [[nodiscard]] Report {
public:
    /// Makes a report of no call at all: its status is Status::NotCalled, and it is not ok.
    Report() noexcept {
        raw_.size = sizeof raw_;
        raw_.ok = 0;
        raw_.findings = 0;
        raw_.warnings = 0;
        raw_.service_code = 0;
        raw_.detail[0] = '\0';
        raw_.hint[0] = '\0';
    }

    /// Moves a report with its token; the other one is as if no call was made.
    Report(Report &&other) noexcept
        : status_(std::exchange(other.status_, Status::NotCalled)), raw_(other.raw_), token_(std::move(other.token_)) {}
    Report &operator=(Report &&other) noexcept {
        status_ = std::exchange(other.status_, Status::NotCalled);
        raw_ = other.raw_;
        token_ = std::move(other.token_);
        return *this;
    }

    /// Makes the report of `call(usersig_report *)`, which calls usersig.h and returns its status.
    template <class Call> [[nodiscard]] static Report of(Call call) {
        Report report;
        report.status_ = static_cast<Status>(call(&report.raw_));
        return report;
    }

    /// Returns whether the call succeeded: for verify, whether the token is valid.
    [[nodiscard]] bool ok() const noexcept { return status_ == Status::Ok; }
    /// Returns ok().
    [[nodiscard]] explicit operator bool() const noexcept { return ok(); }
    /// Returns the status of the call: Status::Ok, or the first thing that was wrong.
    [[nodiscard]] Status status() const noexcept { return status_; }
    /// Returns everything that is wrong with the token.
    [[nodiscard]] Findings findings() const noexcept { return static_cast<Findings>(raw_.findings); }
    /// Returns whether all of these are wrong with the token.
    [[nodiscard]] bool has(Findings findings) const noexcept { return contains(this->findings(), findings); }
    /// Returns what is unusual in the token although the service accepts it.
    [[nodiscard]] Warnings warnings() const noexcept { return static_cast<Warnings>(raw_.warnings); }
    /// Returns the code that the service returns for this token, such as 70009; 0 if it has none.
    [[nodiscard]] std::uint32_t service_code() const noexcept { return raw_.service_code; }
    /// Returns what was wrong and what was expected. Lives as long as the report.
    [[nodiscard]] std::string_view detail() const noexcept { return raw_.detail; }
    /// Returns what to do about it; may be empty. Lives as long as the report.
    [[nodiscard]] std::string_view hint() const noexcept { return raw_.hint; }
    /// Returns what the verified token carries; nullptr unless this is the report of verify and ok.
    [[nodiscard]] const Token *token() const noexcept { return ok() && token_.raw() != nullptr ? &token_ : nullptr; }
    /// Returns the C struct that the call filled in.
    [[nodiscard]] const usersig_report *raw() const noexcept { return &raw_; }

private:
    friend struct detail::Verification;

    Status status_ = Status::NotCalled;
    usersig_report raw_;
    Token token_{nullptr};
};

namespace detail {

struct Verification {
    // The report of `call(usersig_token **, usersig_report *)`, which verifies and returns the status.
    template <class Call> static Report of(Call call) noexcept {
        Report report;
        usersig_token *token = nullptr;
        report.status_ = static_cast<Status>(call(&token, &report.raw_));
        report.token_ = Token(token);
        return report;
    }
};

} // namespace detail

/// What a Note is about.
enum class NoteKind : std::uint32_t {
    /// What is wrong with the token: what verify reports.
    Finding = USERSIG_NOTE_FINDING,
    /// Why: a mistake in the code that made the token, or on the token's way here.
    Cause = USERSIG_NOTE_CAUSE,
    /// Something unusual in a token that can be read, which is probably a mistake.
    Warning = USERSIG_NOTE_WARNING,
    /// What a code of the service means.
    Code = USERSIG_NOTE_CODE,
};

/// One of Notes: it and its texts live as long as they do. All texts are UTF-8, may be empty, and hold no key.
class Note {
public:
    /// Shows one note of usersig.h, which still belongs to its usersig_notes.
    explicit Note(const usersig_note &raw) noexcept : raw_(&raw) {}

    /// Returns what the note is about.
    [[nodiscard]] NoteKind kind() const noexcept { return static_cast<NoteKind>(raw_->kind); }
    /// Returns the service's code for a finding, or the code that is explained; 0 without one.
    [[nodiscard]] std::int64_t code() const noexcept { return raw_->code; }
    /// Returns the stable name, such as "expired"; of a code, its names in headers, with commas between.
    [[nodiscard]] std::string_view name() const noexcept { return raw_->name; }
    /// Returns what was seen, or what a code means.
    [[nodiscard]] std::string_view detail(Language language = Language::English) const noexcept {
        return pick(language, raw_->detail, raw_->detail_zh);
    }
    /// Returns what to change.
    [[nodiscard]] std::string_view fix(Language language = Language::English) const noexcept {
        return pick(language, raw_->fix, raw_->fix_zh);
    }
    /// Returns the part of the service that returns a code; empty for other notes.
    [[nodiscard]] std::string_view layer(Language language = Language::English) const noexcept {
        return pick(language, raw_->layer, raw_->layer_zh);
    }
    /// Returns what the service's documents disagree about; empty for other notes than those of a code.
    [[nodiscard]] std::string_view remark(Language language = Language::English) const noexcept {
        return pick(language, raw_->remark, raw_->remark_zh);
    }

    /// Returns the C struct.
    [[nodiscard]] const usersig_note *raw() const noexcept { return raw_; }

private:
    static std::string_view pick(Language language, const char *english, const char *chinese) noexcept {
        return language == Language::Chinese ? chinese : english;
    }

    const usersig_note *raw_;
};

/// Notes about a token, a key or a code: a range of Note. They are no verdict.
///
/// They own what the library wrote. Move and do not copy.
class [[nodiscard]] Notes {
public:
    /// Goes from note to note.
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Note;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Note;

        /// Makes an iterator of no notes.
        Iterator() noexcept = default;
        /// Returns the note.
        [[nodiscard]] Note operator*() const noexcept { return Note(**at_); }
        /// Goes to the next note.
        Iterator &operator++() noexcept {
            ++at_;
            return *this;
        }
        Iterator operator++(int) noexcept { return Iterator(at_++); }
        [[nodiscard]] friend bool operator==(Iterator a, Iterator b) noexcept { return a.at_ == b.at_; }
        [[nodiscard]] friend bool operator!=(Iterator a, Iterator b) noexcept { return a.at_ != b.at_; }

    private:
        friend class Notes;
        explicit Iterator(const usersig_note *const *at) noexcept : at_(at) {}

        const usersig_note *const *at_ = nullptr;
    };

    /// Takes over what usersig.h made, or nullptr: it is freed with this object.
    explicit Notes(usersig_notes *raw) noexcept : handle_(raw) {}

    /// Returns the first note: findings, then causes from the outside of what was passed to its inside, then warnings.
    [[nodiscard]] Iterator begin() const noexcept { return Iterator(empty() ? nullptr : handle_->notes); }
    /// Returns the end of the range.
    [[nodiscard]] Iterator end() const noexcept { return Iterator(empty() ? nullptr : handle_->notes + size()); }
    /// Returns how many notes there are.
    [[nodiscard]] std::size_t size() const noexcept { return handle_ == nullptr ? 0 : handle_->count; }
    /// Returns whether there are none.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// Returns the token that is left when what was pasted around it is removed; nothing if nothing was. It is not
    /// verified, and lives as long as the notes.
    [[nodiscard]] std::optional<std::string_view> unwrapped() const noexcept {
        if (handle_ == nullptr || handle_->unwrapped == nullptr) return std::nullopt;
        return std::string_view(handle_->unwrapped, handle_->unwrapped_len);
    }

    /// Returns the C struct, which this object still owns; nullptr after a move.
    [[nodiscard]] const usersig_notes *raw() const noexcept { return handle_.get(); }

private:
    struct Free {
        void operator()(usersig_notes *notes) const noexcept { usersig_notes_free(notes); }
    };

    std::unique_ptr<usersig_notes, Free> handle_;
};

/// What Verifier::diagnose returns: the report of the verification, which is the verdict, and the notes, which are not.
/// It has no ok() of its own. Moves and does not copy.
class [[nodiscard]] Diagnosis {
public:
    /// Puts the report of a call and its notes together.
    Diagnosis(Report &&report, Notes &&notes) noexcept : report_(std::move(report)), notes_(std::move(notes)) {}

    /// Returns what verify returns for the same token, but without the token that it carries.
    [[nodiscard]] const Report &report() const & noexcept { return report_; }
    [[nodiscard]] Report report() && noexcept { return std::move(report_); }
    /// Returns what is wrong with the token and why; none if it was not verified at all.
    [[nodiscard]] const Notes &notes() const & noexcept { return notes_; }
    [[nodiscard]] Notes notes() && noexcept { return std::move(notes_); }

private:
    Report report_;
    Notes notes_;
};

// What returns a Result and what throws are two sets of functions of the same names: each has a namespace of its
// own, so that files of one program may choose differently without two definitions of one function.
#ifdef USERSIG_EXCEPTIONS
inline namespace exceptions {

/// Thrown by everything that can fail.
class Exception : public std::exception {
public:
    /// Makes an exception of the report of a call that failed.
    explicit Exception(Report &&report) : report_(std::make_shared<const Report>(std::move(report))) {}
    /// Returns the report's detail.
    [[nodiscard]] const char *what() const noexcept override { return report_->detail().data(); }
    /// Returns the report of the call.
    [[nodiscard]] const Report &report() const noexcept { return *report_; }
    /// Returns the status of the call.
    [[nodiscard]] Status status() const noexcept { return report_->status(); }

private:
    // Shared, since exceptions are copied and a copy must not throw.
    std::shared_ptr<const Report> report_;
};

/// A T: what fails throws an Exception.
template <class T> using Result = T;

namespace impl {
template <class T> [[noreturn]] T fail(Report &&report) { throw Exception(std::move(report)); }
} // namespace impl

#else
inline namespace results {

/// A T, or the Report that says why there is none.
template <class T> class [[nodiscard]] Result {
public:
    /// Makes the result of a call that succeeded.
    Result(T value) noexcept : content_(std::in_place_index<0>, std::move(value)) {}
    /// Makes the result of a call that failed.
    Result(Report &&error) noexcept : content_(std::in_place_index<1>, std::move(error)) {}

    /// Returns whether there is a value.
    [[nodiscard]] bool ok() const noexcept { return content_.index() == 0; }
    /// Returns ok().
    [[nodiscard]] explicit operator bool() const noexcept { return ok(); }

    /// Returns the value. Aborts the program if there is none: look at ok() first.
    [[nodiscard]] T &value() & noexcept { return *checked(std::get_if<0>(&content_)); }
    [[nodiscard]] const T &value() const & noexcept { return *checked(std::get_if<0>(&content_)); }
    [[nodiscard]] T &&value() && noexcept { return std::move(*checked(std::get_if<0>(&content_))); }
    /// Returns value().
    [[nodiscard]] T &operator*() & noexcept { return value(); }
    [[nodiscard]] const T &operator*() const & noexcept { return value(); }
    [[nodiscard]] T &&operator*() && noexcept { return std::move(*this).value(); }
    [[nodiscard]] T *operator->() noexcept { return &value(); }
    [[nodiscard]] const T *operator->() const noexcept { return &value(); }

    /// Returns why there is no value. Aborts the program if there is one.
    [[nodiscard]] const Report &error() const noexcept { return *checked(std::get_if<1>(&content_)); }
    /// Returns Status::Ok, or the error's.
    [[nodiscard]] Status status() const noexcept { return ok() ? Status::Ok : error().status(); }

private:
    template <class P> static P *checked(P *pointer) noexcept {
        if (pointer == nullptr) std::abort();
        return pointer;
    }

    std::variant<T, Report> content_;
};

namespace impl {
template <class T> Result<T> fail(Report &&report) { return Result<T>(std::move(report)); }
} // namespace impl
#endif

namespace impl {

// Calls `write(buf, cap, len, report)` once with a buffer that fits nearly every token, and again with a larger
// one as long as it asks: by the system clock the length may change from call to call.
template <class Write> Result<std::string> text(Write write) {
    char first[1024];
    std::size_t len = 0;
    Report report = Report::of([&](usersig_report *raw) { return write(first, sizeof first, &len, raw); });
    if (report.ok()) return std::string(first, len);
    std::string out;
    while (report.status() == Status::BufferTooSmall) {
        out.resize(len + 1);
        report = Report::of([&](usersig_report *raw) { return write(out.data(), out.size(), &len, raw); });
    }
    if (!report.ok()) return fail<std::string>(std::move(report));
    out.resize(len);
    return out;
}

// Calls `write(usersig_notes **, usersig_report *)`. What is wrong with a token or a key is in the notes: only a call
// without notes has failed.
template <class Write> Result<Notes> notes(Write write) {
    usersig_notes *raw = nullptr;
    Report report = Report::of([&](usersig_report *out) { return write(&raw, out); });
    if (raw == nullptr) return fail<Notes>(std::move(report));
    return Notes(raw);
}

struct SignerFree {
    void operator()(usersig_signer *signer) const noexcept { usersig_signer_free(signer); }
};

struct VerifierFree {
    void operator()(usersig_verifier *verifier) const noexcept { usersig_verifier_free(verifier); }
};

} // namespace impl

/// Signs tokens of one application with one key. Moves and does not copy.
class Signer {
public:
    /// Makes a signer of version 2.0 from the secret key that the console shows.
    [[nodiscard]] static Result<Signer> create(std::uint32_t sdkappid, std::string_view secret_key) {
        return make(usersig_signer_new, sdkappid, secret_key);
    }

    /// Makes a signer of version 1.0 from a private key in PEM.
    [[nodiscard]] static Result<Signer> from_private_key(std::uint32_t sdkappid, std::string_view pem) {
        return make(usersig_signer_new_from_private_key, sdkappid, pem);
    }

    /// Signs one token.
    [[nodiscard]] Result<std::string> sign(const SignRequest &request) const {
        return impl::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
            return usersig_signer_sign(handle_.get(), request.raw(), buf, cap, len, report);
        });
    }

    /// Returns the C handle, which this object still owns.
    [[nodiscard]] const usersig_signer *raw() const noexcept { return handle_.get(); }

private:
    explicit Signer(usersig_signer *raw) noexcept : handle_(raw) {}

    template <class New> static Result<Signer> make(New create, std::uint32_t sdkappid, std::string_view key) {
        usersig_signer *raw = nullptr;
        Report report =
            Report::of([&](usersig_report *out) { return create(sdkappid, key.data(), key.size(), &raw, out); });
        if (!report.ok()) return impl::fail<Signer>(std::move(report));
        return Signer(raw);
    }

    std::unique_ptr<usersig_signer, impl::SignerFree> handle_;
};

/// Verifies tokens of one application with one key. The key's kind decides which version can verify, never the token.
/// Moves and does not copy.
class Verifier {
public:
    /// Makes a verifier of version 2.0 from the secret key that the console shows.
    [[nodiscard]] static Result<Verifier> create(std::uint32_t sdkappid, std::string_view secret_key) {
        return make(usersig_verifier_new, sdkappid, secret_key);
    }

    /// Makes a verifier of version 1.0, its oldest form included, from a public key in PEM.
    [[nodiscard]] static Result<Verifier> from_public_key(std::uint32_t sdkappid, std::string_view pem) {
        return make(usersig_verifier_new_from_public_key, sdkappid, pem);
    }

    /// Verifies a token against what the caller expects, and reports everything that is wrong with it.
    Report verify(std::string_view token, const Expectation &expectation) const noexcept {
        return detail::Verification::of([&](usersig_token **out, usersig_report *report) {
            return usersig_verifier_verify(handle_.get(), token.data(), token.size(), expectation.raw(), out, report);
        });
    }

    /// Verifies a token as verify does, and says why it is not valid: the mistakes in the code that made it, or on its
    /// way here. For a person or a log: it costs up to about 60 times what verify costs.
    ///
    /// With `key_text`, the text that the verifier's secret key was made of, mistakes in the use of the key are tried
    /// too.
    Diagnosis diagnose(std::string_view token, const Expectation &expectation,
                       std::string_view key_text = {}) const noexcept {
        usersig_notes *notes = nullptr;
        Report report = Report::of([&](usersig_report *out) {
            return usersig_verifier_diagnose(handle_.get(), token.data(), token.size(), expectation.raw(),
                                             key_text.data(), key_text.size(), &notes, out);
        });
        return Diagnosis(std::move(report), Notes(notes));
    }

    /// Returns the C handle, which this object still owns.
    [[nodiscard]] const usersig_verifier *raw() const noexcept { return handle_.get(); }

private:
    explicit Verifier(usersig_verifier *raw) noexcept : handle_(raw) {}

    template <class New> static Result<Verifier> make(New create, std::uint32_t sdkappid, std::string_view key) {
        usersig_verifier *raw = nullptr;
        Report report =
            Report::of([&](usersig_report *out) { return create(sdkappid, key.data(), key.size(), &raw, out); });
        if (!report.ok()) return impl::fail<Verifier>(std::move(report));
        return Verifier(raw);
    }

    std::unique_ptr<usersig_verifier, impl::VerifierFree> handle_;
};

/// Reads a token without a key, and so **without verifying it**: never let anyone in because of what this returns.
[[nodiscard]] inline Result<Token> inspect_unverified(std::string_view token) {
    usersig_token *raw = nullptr;
    Report report = Report::of(
        [&](usersig_report *out) { return usersig_inspect_unverified(token.data(), token.size(), &raw, out); });
    if (!report.ok()) return impl::fail<Token>(std::move(report));
    return Token(raw);
}

/// Reads a token **without verifying it**, and says what is wrong with it or unusual in it, as far as that can be seen
/// without a key. `now` is in Unix seconds. A token without notes may still be forged.
[[nodiscard]] inline Result<Notes> diagnose_unverified(std::string_view token, std::uint64_t now) {
    return impl::notes([&](usersig_notes **out, usersig_report *report) {
        return usersig_diagnose_unverified(token.data(), token.size(), now, out, report);
    });
}

/// Says what a key is if it does not look like the secret key of an application. A key with notes may still be the
/// right one, and one without notes the wrong one.
[[nodiscard]] inline Result<Notes> diagnose_key(std::string_view key) {
    return impl::notes([&](usersig_notes **out, usersig_report *report) {
        return usersig_diagnose_key(key.data(), key.size(), out, report);
    });
}

/// Explains a code of the service, a number such as "70009" or a name such as "ERR_USER_SIG_EXPIRED": one note for each
/// part of the service that has it, none for a code that this library does not know.
[[nodiscard]] inline Result<Notes> explain(std::string_view code) {
    return impl::notes([&](usersig_notes **out, usersig_report *report) {
        return usersig_explain(code.data(), code.size(), out, report);
    });
}

/// Signs one token of version 2.0: a Signer for one call.
[[nodiscard]] inline Result<std::string> sign(std::uint32_t sdkappid, std::string_view secret_key,
                                              const SignRequest &request) {
    return impl::text([&](char *buf, std::size_t cap, std::size_t *len, usersig_report *report) {
        return usersig_sign(sdkappid, secret_key.data(), secret_key.size(), request.raw(), buf, cap, len, report);
    });
}

/// Verifies one token of version 2.0: a Verifier for one call.
inline Report verify(std::uint32_t sdkappid, std::string_view secret_key, std::string_view token,
                     const Expectation &expectation) noexcept {
    return detail::Verification::of([&](usersig_token **out, usersig_report *report) {
        return usersig_verify(sdkappid, secret_key.data(), secret_key.size(), token.data(), token.size(),
                              expectation.raw(), out, report);
    });
}

} // inline namespace results or exceptions
} // namespace usersig

#endif // USERSIG_HPP
