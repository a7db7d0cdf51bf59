// usersig.hpp with Result<T>, its default.
#include <usersig.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;
using usersig::Privileges;
using usersig::Room;
using usersig::Signer;
using usersig::Status;
using usersig::UserIdRule;
using usersig::Verifier;

namespace {

constexpr std::uint32_t app = 1400000000;
constexpr std::string_view key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
constexpr std::uint64_t now = 1700000000;

Signer signer() { return Signer::create(app, key).value(); }
Verifier verifier() { return Verifier::create(app, key).value(); }

} // namespace

// Handles move and do not copy.
static_assert(std::is_nothrow_move_constructible_v<Signer> && std::is_nothrow_move_assignable_v<Signer>);
static_assert(!std::is_copy_constructible_v<Signer> && !std::is_copy_assignable_v<Signer>);
static_assert(std::is_nothrow_move_constructible_v<Verifier> && !std::is_copy_constructible_v<Verifier>);
static_assert(noexcept(std::declval<const Verifier &>().verify_at("", "", 0)));
// A literal 0 is no room by accident.
static_assert(!std::is_convertible_v<int, Room> && !std::is_convertible_v<const char *, Room>);
static_assert((Privileges::All - Privileges::SendVideo) ==
              (Privileges::CreateRoom | Privileges::EnterRoom | Privileges::SendAudio | Privileges::ReceiveAudio |
               Privileges::ReceiveVideo | Privileges::SendSubstream | Privileges::ReceiveSubstream));
static_assert(contains(Privileges::All, Privileges::EnterRoom) && !contains(Privileges::None, Privileges::EnterRoom));

TEST(Result, SignsAndVerifies) {
    const auto token = signer().sign_at("xiaojun", 7 * 24h, now);
    ASSERT_TRUE(token) << token.error().detail();
    EXPECT_EQ(token.status(), Status::Ok);
    EXPECT_EQ(token->size(), std::char_traits<char>::length(token->c_str()));
    EXPECT_TRUE(verifier().verify_at(*token, "xiaojun", now));
    EXPECT_TRUE(usersig::verify_at(app, key, *token, "xiaojun", now));
    EXPECT_EQ(*usersig::sign_at(app, key, "xiaojun", 7 * 24h, now), *token);
}

TEST(Result, SignsByTheClock) {
    const Signer one = signer();
    const Verifier judge = verifier();
    for (const auto &token :
         {one.sign("bob", 24h), one.sign_with_userbuf("bob", 24h, "buf"),
          one.private_map_key("bob", 24h, Room::number(7), Privileges::All),
          one.private_map_key("bob", 24h, Room::name("r"), Privileges::All), usersig::sign(app, key, "bob", 24h)}) {
        ASSERT_TRUE(token);
        EXPECT_TRUE(judge.verify(*token, "bob"));
        EXPECT_TRUE(usersig::verify(app, key, *token, "bob"));
    }
}

TEST(Result, SaysWhatIsWrongWithAnInput) {
    const Signer one = signer();
    const auto refused = one.sign_at("no good", 24h, now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.status(), Status::BadUserid);
    EXPECT_NE(refused.error().detail().find("at byte 2"), std::string_view::npos);
    EXPECT_EQ(refused.error().service_code(), 0u);
    EXPECT_TRUE(one.sign_at("no good", 24h, now, UserIdRule::Any));
    EXPECT_EQ(one.sign_at(std::string_view(), 24h, now).status(), Status::BadUserid);
    EXPECT_EQ(one.sign_at(std::string_view("bob\0eve", 7), 24h, now, UserIdRule::Any).status(), Status::BadUserid);
    EXPECT_EQ(one.sign_at("bob\xff", 24h, now, UserIdRule::Any).status(), Status::NotUtf8);
    EXPECT_EQ(one.sign_at("bob", 0s, now).status(), Status::BadValidity);
    EXPECT_EQ(one.sign_at("bob", -1s, now).status(), Status::BadValidity);
    EXPECT_EQ(one.sign_with_userbuf_at("bob", 1s, std::string(32769, 'x'), now).status(), Status::BadUserbuf);
    EXPECT_EQ(one.private_map_key_at("bob", 1s, Room::number(0), Privileges::All, now).status(), Status::BadRoom);
    EXPECT_EQ(one.private_map_key_at("bob", 1s, Room::name(""), Privileges::All, now).status(), Status::BadRoom);
    EXPECT_EQ(one.private_map_key_at("bob", 1s, Room::number(1), static_cast<Privileges>(256), now).status(),
              Status::BadPrivileges);
    EXPECT_EQ(one.private_map_key_at("bob", 1s, Room::number(1), Privileges::All, UINT64_MAX).status(),
              Status::BadExpiry);
    EXPECT_EQ(Signer::create(0, key).status(), Status::BadSdkappid);
    EXPECT_EQ(Signer::create(app, "").status(), Status::BadKey);
    EXPECT_EQ(Signer::from_private_key(app, "PEM").status(), Status::BadKey);
    EXPECT_EQ(Verifier::create(app, " ").status(), Status::BadKey);
    EXPECT_EQ(Verifier::from_public_key(app, "PEM").status(), Status::BadKey);
}

TEST(Result, ReportsEveryProblemOfAToken) {
    const auto token = signer().sign_at("xiaojun", 24h, now);
    ASSERT_TRUE(token);
    const auto report = verifier().verify_at(*token, "mallory", UINT64_MAX);
    EXPECT_FALSE(report);
    EXPECT_EQ(report.status(), Status::UseridMismatch);
    EXPECT_TRUE(report.has(Status::UseridMismatch) && report.has(Status::Expired));
    EXPECT_FALSE(report.has(Status::BadSignature) || report.has(Status::Ok) || report.has(Status::Panic));
    EXPECT_EQ(report.problems(), std::uint32_t{USERSIG_PROBLEM_USERID_MISMATCH | USERSIG_PROBLEM_EXPIRED});
    EXPECT_EQ(report.service_code(), 70013u);
    EXPECT_NE(report.detail().find("mallory"), std::string_view::npos);
    EXPECT_FALSE(report.hint().empty());

    const auto empty = verifier().verify_at({}, "xiaojun", now);
    EXPECT_EQ(empty.status(), Status::Empty);
    EXPECT_EQ(verifier().verify_at("?", "xiaojun", now).status(), Status::Malformed);
}

TEST(Result, ForgivesTheLeeway) {
    const auto token = signer().sign_at("xiaojun", 60s, now);
    const auto patient = Verifier::create(app, key, 1min);
    const auto negative = Verifier::create(app, key, -1min);
    ASSERT_TRUE(token && patient && negative);
    EXPECT_TRUE(patient->verify_at(*token, "xiaojun", now + 120));
    EXPECT_EQ(patient->verify_at(*token, "xiaojun", now + 121).status(), Status::Expired);
    EXPECT_TRUE(negative->verify_at(*token, "xiaojun", now + 60));
    EXPECT_EQ(negative->verify_at(*token, "xiaojun", now + 61).status(), Status::Expired);
}

TEST(Result, InspectsWithoutAKey) {
    const Signer one = signer();
    const auto plain = usersig::inspect_unverified(*one.sign_at("xiaojun", 24h, now));
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->version, usersig::TokenVersion::V2);
    EXPECT_EQ(plain->userid, "xiaojun");
    EXPECT_EQ(plain->sdkappid, app);
    EXPECT_EQ(plain->issued_at, now);
    EXPECT_EQ(plain->expire, 86400u);
    EXPECT_EQ(plain->expires_at, now + 86400);
    EXPECT_EQ(plain->time_left_at(now + 400), 86000u);
    EXPECT_EQ(plain->time_left_at(UINT64_MAX), 0u);
    EXPECT_FALSE(plain->is_time_approximate || plain->userbuf || plain->private_map_key);

    const std::string userbuf("a\0b", 3);
    const auto with_userbuf = usersig::inspect_unverified(*one.sign_with_userbuf_at("bob", 1s, userbuf, now));
    ASSERT_TRUE(with_userbuf);
    EXPECT_EQ(with_userbuf->userbuf, userbuf);

    const auto number = usersig::inspect_unverified(
        *one.private_map_key_at("bob", 1s, Room::number(4294967294u), Privileges::EnterRoom, now));
    ASSERT_TRUE(number && number->private_map_key);
    EXPECT_EQ(number->private_map_key->account, "bob");
    EXPECT_EQ(number->private_map_key->sdkappid, app);
    EXPECT_EQ(number->private_map_key->room, 4294967294u);
    EXPECT_FALSE(number->private_map_key->room_name);
    EXPECT_EQ(number->private_map_key->privilege_bits, 2u);
    EXPECT_EQ(number->private_map_key->expires_at, now + 1);

    const auto name =
        usersig::inspect_unverified(*one.private_map_key_at("bob", 1s, Room::name("r {7}"), Privileges::All, now));
    ASSERT_TRUE(name && name->private_map_key);
    EXPECT_EQ(name->private_map_key->room_name, "r {7}");
    EXPECT_EQ(name->private_map_key->room, 0u);

    EXPECT_EQ(usersig::inspect_unverified("").status(), Status::Empty);
    const auto malformed = usersig::inspect_unverified("eJ");
    EXPECT_EQ(malformed.status(), Status::Malformed);
    EXPECT_EQ(malformed.error().service_code(), 70004u);
}

// Longer than the buffer that is tried first.
TEST(Result, LongTokensComeWhole) {
    const std::string userbuf(32768, 'x'), userid(1024, 'u');
    const auto token = signer().sign_with_userbuf_at(userid, 24h, userbuf, now, UserIdRule::Any);
    ASSERT_TRUE(token);
    EXPECT_TRUE(verifier().verify_at(*token, userid, now));
    const auto read = usersig::inspect_unverified(*token);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->userbuf, userbuf);
    EXPECT_EQ(read->userid, userid);
}

TEST(Result, AMovedFromHandleSaysSo) {
    Signer one = signer();
    Signer other = std::move(one);
    EXPECT_NE(other.raw(), nullptr);
    EXPECT_TRUE(other.sign_at("bob", 1s, now));
    EXPECT_EQ(one.sign_at("bob", 1s, now).status(), Status::NullArgument); // NOLINT: on purpose
    one = std::move(other);
    EXPECT_TRUE(one.sign_at("bob", 1s, now));

    Verifier judge = verifier();
    const Verifier judge_too = std::move(judge);
    EXPECT_NE(judge_too.raw(), nullptr);
    EXPECT_EQ(judge.verify_at("t", "bob", now).status(), Status::NullArgument); // NOLINT: on purpose
}

TEST(ResultDeathTest, AWrongAccessStopsTheProgram) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(static_cast<void>(Signer::create(0, key).value()), "");
    EXPECT_DEATH(static_cast<void>(Signer::create(app, key).error()), "");
}

TEST(Result, EightThreadsShareOneSignerAndVerifier) {
    const Signer one = signer();
    const Verifier judge = verifier();
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const std::string user = "user_" + std::to_string(t) + "_" + std::to_string(i);
                const auto token = one.sign_at(user, 24h, now);
                if (!token || !judge.verify_at(*token, user, now)) ++wrong;
                if (judge.verify_at(*token, "mallory", now).status() != Status::UseridMismatch) ++wrong;
            }
        });
    for (auto &thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST(Texts, AreThere) {
    EXPECT_EQ(usersig::name(Status::Expired), "expired");
    EXPECT_EQ(usersig::name(static_cast<Status>(-1)), "unknown");
    EXPECT_FALSE(usersig::message(Status::Panic).empty());
    EXPECT_TRUE(usersig::service_code_meaning(70009).has_value());
    EXPECT_TRUE(usersig::service_code_advice(70009).has_value());
    EXPECT_FALSE(usersig::service_code_meaning(1).has_value());
    EXPECT_FALSE(usersig::service_code_advice(1).has_value());
    EXPECT_EQ(usersig::version(), std::to_string(USERSIG_VERSION_MAJOR) + "." + std::to_string(USERSIG_VERSION_MINOR) +
                                      "." + std::to_string(USERSIG_VERSION_PATCH));
}
