// usersig.hpp with Result<T>, its default.
#include <usersig.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;
using usersig::Expectation;
using usersig::Findings;
using usersig::Privileges;
using usersig::Report;
using usersig::Room;
using usersig::Signer;
using usersig::SignRequest;
using usersig::Status;
using usersig::UserIdRule;
using usersig::Verifier;
using usersig::Warnings;

namespace {

constexpr std::uint32_t app = 1400000000;
constexpr std::string_view key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
constexpr std::uint64_t now = 1700000000;

Signer signer() { return Signer::create(app, key).value(); }
Verifier verifier() { return Verifier::create(app, key).value(); }
std::string signed_at_now(const SignRequest &request) { return signer().sign(request.issued_at(now)).value(); }
Status rejected(const SignRequest &request) { return signer().sign(request.issued_at(now)).status(); }
Report verified(std::string_view token, const Expectation &expectation) {
    return verifier().verify(token, expectation.at(now));
}

} // namespace

// Handles and tokens move and do not copy; a report moves with its token.
static_assert(std::is_nothrow_move_constructible_v<Signer> && std::is_nothrow_move_assignable_v<Signer>);
static_assert(!std::is_copy_constructible_v<Signer> && !std::is_copy_assignable_v<Signer>);
static_assert(std::is_nothrow_move_constructible_v<Verifier> && !std::is_copy_constructible_v<Verifier>);
static_assert(std::is_nothrow_move_constructible_v<usersig::Token> && !std::is_copy_constructible_v<usersig::Token>);
static_assert(std::is_nothrow_move_constructible_v<Report> && !std::is_copy_constructible_v<Report>);
static_assert(noexcept(std::declval<const Verifier &>().verify("", Expectation(""))));
// A literal 0 is no room by accident, and a UserID no expectation.
static_assert(!std::is_convertible_v<int, Room> && !std::is_convertible_v<const char *, Room>);
static_assert(!std::is_convertible_v<const char *, Expectation>);
static_assert((Privileges::All - Privileges::SendVideo) ==
              (Privileges::CreateRoom | Privileges::EnterRoom | Privileges::SendAudio | Privileges::ReceiveAudio |
               Privileges::ReceiveVideo | Privileges::SendSubstream | Privileges::ReceiveSubstream));
static_assert(contains(Privileges::All, Privileges::EnterRoom) && !contains(Privileges::None, Privileges::EnterRoom));
// The sizes are those of the structs.
static_assert(SignRequest("bob", 1s).raw()->size == sizeof(usersig_request));
static_assert(Expectation("bob").at(7).raw()->size == sizeof(usersig_expectation));

TEST(Result, SignsAndVerifies) {
    const SignRequest request = SignRequest("xiaojun", 7 * 24h).issued_at(now);
    const auto token = signer().sign(request);
    ASSERT_TRUE(token) << token.error().detail();
    EXPECT_EQ(token.status(), Status::Ok);
    EXPECT_EQ(token->size(), std::char_traits<char>::length(token->c_str()));
    const Report report = verified(*token, Expectation("xiaojun"));
    EXPECT_TRUE(report);
    EXPECT_EQ(report.status(), Status::Ok);
    EXPECT_EQ(report.findings(), Findings::None);
    EXPECT_EQ(report.warnings(), Warnings::None);
    EXPECT_EQ(report.service_code(), 0u);
    EXPECT_TRUE(report.detail().empty() && report.hint().empty());
    ASSERT_NE(report.token(), nullptr);
    EXPECT_EQ(report.token()->userid(), "xiaojun");
    EXPECT_EQ(report.token()->expires_at(), now + 7 * 86400);
    EXPECT_TRUE(usersig::verify(app, key, *token, Expectation("xiaojun").at(now)));
    EXPECT_EQ(*usersig::sign(app, key, request), *token);
}

TEST(Result, SignsByTheSystemClock) {
    const Signer one = signer();
    const Verifier judge = verifier();
    const SignRequest plain("bob", 24h);
    for (const SignRequest &request :
         {plain, plain.with_userbuf("buf"), plain.with_room(Room::number(7), Privileges::All),
          plain.with_room(Room::name("r"), Privileges::All)}) {
        const auto token = one.sign(request);
        ASSERT_TRUE(token);
        EXPECT_TRUE(judge.verify(*token, Expectation("bob")));
        EXPECT_TRUE(usersig::verify(app, key, *token, Expectation("bob")));
    }
    EXPECT_TRUE(judge.verify(*usersig::sign(app, key, plain), Expectation("bob")));
}

TEST(Result, SaysWhatIsWrongWithAnInput) {
    const SignRequest bob("bob", 1s);
    const auto wrong = signer().sign(SignRequest("no good", 24h).with_rule(UserIdRule::Trtc));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.status(), Status::BadUserid);
    EXPECT_NE(wrong.error().detail().find("at byte 2"), std::string_view::npos);
    EXPECT_EQ(wrong.error().service_code(), 0u);
    EXPECT_EQ(rejected(SignRequest("no good", 24h)), Status::Ok);
    EXPECT_EQ(rejected(SignRequest("\xe5\xbc\xa0", 24h)), Status::BadUserid);
    EXPECT_EQ(rejected(SignRequest("\xe5\xbc\xa0", 24h).with_rule(UserIdRule::Any)), Status::Ok);
    EXPECT_EQ(rejected(SignRequest(std::string_view(), 24h)), Status::BadUserid);
    EXPECT_EQ(rejected(SignRequest(std::string_view("bob\0eve", 7), 24h).with_rule(UserIdRule::Any)),
              Status::BadUserid);
    EXPECT_EQ(rejected(SignRequest("bob\xff", 24h).with_rule(UserIdRule::Any)), Status::NotUtf8);
    EXPECT_EQ(rejected(bob.with_rule(static_cast<UserIdRule>(3))), Status::BadStruct);
    EXPECT_EQ(rejected(SignRequest("bob", 0s)), Status::BadValidity);
    EXPECT_EQ(rejected(SignRequest("bob", -1s)), Status::BadValidity);
    EXPECT_EQ(rejected(bob.with_userbuf(std::string(32769, 'x'))), Status::BadUserbuf);
    EXPECT_EQ(rejected(bob.with_room(Room::number(0), Privileges::All)), Status::BadRoom);
    EXPECT_EQ(rejected(bob.with_room(Room::name(""), Privileges::All)), Status::BadRoom);
    EXPECT_EQ(rejected(bob.with_room(Room::number(1), static_cast<Privileges>(256))), Status::BadPrivileges);
    EXPECT_EQ(signer().sign(bob.with_room(Room::number(1), Privileges::All).issued_at(UINT64_MAX)).status(),
              Status::BadExpiry);
    EXPECT_EQ(Signer::create(0, key).status(), Status::BadSdkappid);
    EXPECT_EQ(Signer::create(app, "").status(), Status::BadKey);
    EXPECT_EQ(Signer::from_private_key(app, "PEM").status(), Status::BadKey);
    EXPECT_EQ(Verifier::create(app, " ").status(), Status::BadKey);
    EXPECT_EQ(Verifier::from_public_key(app, "PEM").status(), Status::BadKey);
}

// The last contents count, and the others leave nothing behind that the library would reject.
TEST(Result, ContentsReplaceEachOther) {
    const SignRequest bob("bob", 1h);
    const auto both = bob.with_room(Room::name("r"), Privileges::All).with_userbuf("buf");
    EXPECT_EQ(usersig::inspect_unverified(signed_at_now(both))->userbuf(), "buf");
    const auto back = both.with_room(Room::number(7), Privileges::EnterRoom);
    EXPECT_EQ(usersig::inspect_unverified(signed_at_now(back))->private_map_key()->room, 7u);
    const Expectation expected = Expectation("bob").with_userbuf("buf").with_room(Room::name("r"), Privileges::All);
    EXPECT_TRUE(verified(signed_at_now(bob), expected.without_userbuf()));
    EXPECT_TRUE(verified(signed_at_now(both), expected.with_userbuf("buf")));
}

TEST(Report, HasEveryFindingOfAToken) {
    const std::string token = signed_at_now(SignRequest("xiaojun", 24h));
    const Report report = verifier().verify(token, Expectation("mallory").at(UINT64_MAX).max_validity(1h));
    EXPECT_FALSE(report);
    EXPECT_EQ(report.status(), Status::UseridMismatch);
    EXPECT_EQ(report.findings(), Findings::UseridMismatch | Findings::Expired | Findings::ValidityTooLong);
    EXPECT_TRUE(report.has(Findings::Expired) && report.has(Findings::Expired | Findings::UseridMismatch));
    EXPECT_FALSE(report.has(Findings::BadSignature) || report.has(Findings::BadSignature | Findings::Expired));
    EXPECT_EQ(report.service_code(), 70013u);
    EXPECT_NE(report.detail().find("mallory"), std::string_view::npos);
    EXPECT_FALSE(report.hint().empty());
    EXPECT_EQ(report.token(), nullptr);

    EXPECT_EQ(verified({}, Expectation("xiaojun")).status(), Status::Empty);
    EXPECT_EQ(verified("?", Expectation("xiaojun")).status(), Status::Malformed);
}

TEST(Report, ThatNoCallFilledInIsNotOk) {
    const Report report;
    EXPECT_FALSE(report.ok());
    EXPECT_FALSE(report);
    EXPECT_EQ(report.status(), Status::NotCalled);
    EXPECT_EQ(report.findings(), Findings::None);
    EXPECT_EQ(report.token(), nullptr);
    EXPECT_TRUE(report.detail().empty() && report.hint().empty());
    EXPECT_EQ(usersig::name(Status::NotCalled), "unknown");
}

TEST(Report, KeepsTheReturnedStatus) {
    // What the call did with the report does not matter.
    const Report rejected = Report::of([](usersig_report *) { return USERSIG_STATUS_BAD_STRUCT_SIZE; });
    EXPECT_FALSE(rejected.ok());
    EXPECT_EQ(rejected.status(), Status::BadStructSize);
    const Report lied = Report::of([](usersig_report *report) {
        report->ok = 1;
        return USERSIG_STATUS_EXPIRED;
    });
    EXPECT_FALSE(lied.ok());
    EXPECT_EQ(lied.status(), Status::Expired);
    const Report other_size = Report::of([](usersig_report *report) {
        report->size = 3;
        return usersig_verify(app, key.data(), key.size(), "t", 1, Expectation("bob").raw(), nullptr, report);
    });
    EXPECT_EQ(other_size.status(), Status::BadStructSize);
    EXPECT_EQ(verified("t", Expectation("")).status(), Status::BadUserid);
}

TEST(Report, MovesWithItsToken) {
    Report report = verified(signed_at_now(SignRequest("xiaojun", 24h)), Expectation("xiaojun"));
    const Report moved = std::move(report);
    ASSERT_NE(moved.token(), nullptr);
    EXPECT_EQ(moved.token()->userid(), "xiaojun");
    EXPECT_FALSE(report.ok()); // NOLINT: on purpose
    EXPECT_EQ(report.token(), nullptr);
    report = verified("t", Expectation("xiaojun"));
    EXPECT_EQ(report.status(), Status::Malformed);
}

TEST(Expectation, AllowsTheLeeway) {
    const std::string token = signed_at_now(SignRequest("xiaojun", 60s));
    const Expectation expected("xiaojun");
    const Verifier judge = verifier();
    EXPECT_TRUE(judge.verify(token, expected.at(now + 120).leeway(1min)));
    EXPECT_EQ(judge.verify(token, expected.at(now + 121).leeway(1min)).status(), Status::Expired);
    EXPECT_TRUE(judge.verify(token, expected.at(now + 60 + 86400).leeway(24h)));
    EXPECT_EQ(judge.verify(token, expected.at(now).leeway(24h + 1s)).status(), Status::BadLeeway);
    EXPECT_EQ(judge.verify(token, expected.at(now).leeway(-1s)).status(), Status::BadLeeway);
}

TEST(Expectation, LimitsTheValidity) {
    const std::string token = signed_at_now(SignRequest("xiaojun", 24h));
    EXPECT_TRUE(verified(token, Expectation("xiaojun").max_validity(24h)));
    const Report report = verified(token, Expectation("xiaojun").max_validity(24h - 1s));
    EXPECT_EQ(report.status(), Status::ValidityTooLong);
    EXPECT_EQ(report.service_code(), 0u);
    // No validity at all is not any validity.
    EXPECT_EQ(verified(token, Expectation("xiaojun").max_validity(0s)).status(), Status::BadValidity);
    EXPECT_EQ(verified(token, Expectation("xiaojun").max_validity(-1s)).status(), Status::BadValidity);
}

TEST(Expectation, TellsAUserSigFromAPrivateMapKey) {
    const SignRequest alice("alice", 24h);
    const std::string plain = signed_at_now(alice), with_userbuf = signed_at_now(alice.with_userbuf("abc"));
    const std::string room = signed_at_now(alice.with_room(Room::number(7), Privileges::EnterRoom));
    const Expectation expected("alice");
    for (const std::string &token : {plain, with_userbuf, room}) EXPECT_TRUE(verified(token, expected));

    EXPECT_TRUE(verified(plain, expected.without_userbuf()));
    EXPECT_EQ(verified(with_userbuf, expected.without_userbuf()).status(), Status::UserbufMismatch);
    EXPECT_EQ(verified(room, expected.without_userbuf()).status(), Status::UserbufMismatch);

    EXPECT_TRUE(verified(with_userbuf, expected.with_userbuf("abc")));
    EXPECT_EQ(verified(with_userbuf, expected.with_userbuf("abd")).status(), Status::UserbufMismatch);
    EXPECT_EQ(verified(plain, expected.with_userbuf("")).status(), Status::UserbufMismatch);

    EXPECT_TRUE(verified(room, expected.with_room(Room::number(7), Privileges::EnterRoom)));
    EXPECT_TRUE(verified(room, expected.with_room(Room::number(7), Privileges::None)));
    EXPECT_EQ(verified(room, expected.with_room(Room::number(7), Privileges::All)).status(), Status::RecordMismatch);
    EXPECT_EQ(verified(room, expected.with_room(Room::number(8), Privileges::None)).status(), Status::RecordMismatch);
    EXPECT_EQ(verified(room, expected.with_room(Room::name("7"), Privileges::None)).status(), Status::RecordMismatch);
    EXPECT_EQ(verified(plain, expected.with_room(Room::number(7), Privileges::None)).status(), Status::RecordMismatch);
}

TEST(Expectation, ARecordOfAnotherUserIsAFindingByDefault) {
    // bob, SDKAppID 7, room 7, ended in 1970; the token is alice's.
    const std::string record("\0\0\3bob\0\0\0\7\0\0\0\7\0\0\0\1\0\0\0\xff\0\0\0\0", 26);
    const Report report = verified(signed_at_now(SignRequest("alice", 24h).with_userbuf(record)), Expectation("alice"));
    EXPECT_EQ(report.status(), Status::RecordMismatch);
    EXPECT_EQ(report.findings(), Findings::RecordMismatch);
    EXPECT_NE(report.detail().find("bob"), std::string_view::npos);
}

TEST(Token, IsReadWithoutAKey) {
    const SignRequest bob("bob", 1s);
    const auto plain = usersig::inspect_unverified(signed_at_now(SignRequest("xiaojun", 24h)));
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->version(), usersig::TokenVersion::V2);
    EXPECT_EQ(plain->userid(), "xiaojun");
    EXPECT_EQ(plain->sdkappid(), app);
    EXPECT_EQ(plain->sdkappid_text(), "1400000000");
    EXPECT_EQ(plain->issued_at(), now);
    EXPECT_EQ(plain->expire(), 86400u);
    EXPECT_EQ(plain->expires_at(), now + 86400);
    EXPECT_EQ(plain->time_left_at(now + 400), 86000u);
    EXPECT_EQ(plain->time_left_at(UINT64_MAX), 0u);
    EXPECT_FALSE(plain->is_time_approximate() || plain->userbuf() || plain->private_map_key());
    EXPECT_EQ(plain->warnings(), Warnings::None);

    const std::string userbuf("a\0b", 3);
    const auto with_userbuf = usersig::inspect_unverified(signed_at_now(bob.with_userbuf(userbuf)));
    ASSERT_TRUE(with_userbuf);
    EXPECT_EQ(with_userbuf->userbuf(), userbuf);
    const auto with_empty = usersig::inspect_unverified(signed_at_now(bob.with_userbuf({})));
    EXPECT_EQ(with_empty->userbuf(), "");

    const auto number =
        usersig::inspect_unverified(signed_at_now(bob.with_room(Room::number(4294967294u), Privileges::EnterRoom)));
    ASSERT_TRUE(number && number->private_map_key());
    const usersig::PrivateMapKey record = *number->private_map_key();
    EXPECT_EQ(record.account, "bob");
    EXPECT_EQ(record.sdkappid, app);
    EXPECT_EQ(record.room, 4294967294u);
    EXPECT_FALSE(record.room_name);
    EXPECT_EQ(record.privilege_bits, 2u);
    EXPECT_EQ(record.privileges(), Privileges::EnterRoom);
    EXPECT_EQ(record.expires_at, now + 1);

    const auto name = usersig::inspect_unverified(signed_at_now(bob.with_room(Room::name("r {7}"), Privileges::All)));
    ASSERT_TRUE(name && name->private_map_key());
    EXPECT_EQ(name->private_map_key()->room_name, "r {7}");
    EXPECT_EQ(name->private_map_key()->room, 0u);

    EXPECT_EQ(usersig::inspect_unverified("").status(), Status::Empty);
    const auto malformed = usersig::inspect_unverified("eJ");
    EXPECT_EQ(malformed.status(), Status::Malformed);
    EXPECT_EQ(malformed.error().service_code(), 70004u);
}

TEST(Token, AMovedFromOneIsEmpty) {
    auto read = usersig::inspect_unverified(signed_at_now(SignRequest("bob", 1s).with_userbuf("abc")));
    const usersig::Token token = *std::move(read);
    EXPECT_EQ(token.userid(), "bob");
    EXPECT_EQ(read->raw(), nullptr); // NOLINT: on purpose
    EXPECT_EQ(read->userid(), "");
    EXPECT_EQ(read->expires_at(), 0u);
    EXPECT_FALSE(read->userbuf() || read->private_map_key());
}

// Longer than the buffer that is tried first.
TEST(Result, LongTokensComeWhole) {
    const std::string userbuf(32768, 'x'), userid(1024, 'u');
    const std::string token = signed_at_now(SignRequest(userid, 24h).with_userbuf(userbuf).with_rule(UserIdRule::Any));
    const Report report = verified(token, Expectation(userid).with_userbuf(userbuf));
    ASSERT_TRUE(report);
    EXPECT_EQ(report.token()->userbuf(), userbuf);
    EXPECT_EQ(report.token()->userid(), userid);
}

TEST(Result, AMovedFromHandleSaysSo) {
    const SignRequest bob = SignRequest("bob", 1s).issued_at(now);
    Signer one = signer();
    Signer other = std::move(one);
    EXPECT_NE(other.raw(), nullptr);
    EXPECT_TRUE(other.sign(bob));
    EXPECT_EQ(one.sign(bob).status(), Status::NullArgument); // NOLINT: on purpose
    one = std::move(other);
    EXPECT_TRUE(one.sign(bob));

    Verifier judge = verifier();
    const Verifier judge_too = std::move(judge);
    EXPECT_NE(judge_too.raw(), nullptr);
    EXPECT_EQ(judge.verify("t", Expectation("bob")).status(), Status::NullArgument); // NOLINT: on purpose
}

TEST(ResultDeathTest, AWrongAccessStopsTheProgram) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(static_cast<void>(Signer::create(0, key).value()), "");
    EXPECT_DEATH(static_cast<void>(Signer::create(app, key).error()), "");
}

TEST(Result, EightThreadsShareOneSignerAndVerifier) {
    const Signer one = signer();
    const Verifier judge = verifier();
    std::atomic<int> valid = 0, of_another = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const std::string user = "user_" + std::to_string(t) + "_" + std::to_string(i);
                const auto token = one.sign(SignRequest(user, 24h).issued_at(now));
                if (token && judge.verify(*token, Expectation(user).at(now))) ++valid;
                if (token && judge.verify(*token, Expectation("mallory").at(now)).status() == Status::UseridMismatch)
                    ++of_another;
            }
        });
    for (auto &thread : threads) thread.join();
    EXPECT_EQ(valid, 8 * 50);
    EXPECT_EQ(of_another, 8 * 50);
}

TEST(Texts, AreThere) {
    EXPECT_EQ(usersig::name(Status::Expired), "expired");
    EXPECT_EQ(usersig::name(static_cast<Status>(-1)), "unknown");
    EXPECT_NE(usersig::message(Status::Expired).find("expired"), std::string_view::npos);
    EXPECT_NE(usersig::message(Status::Expired, usersig::Language::Chinese).find("\xe8\xbf\x87\xe6\x9c\x9f"),
              std::string_view::npos);
    EXPECT_EQ(usersig::version(), std::to_string(USERSIG_VERSION_MAJOR) + "." + std::to_string(USERSIG_VERSION_MINOR) +
                                      "." + std::to_string(USERSIG_VERSION_PATCH));
}
