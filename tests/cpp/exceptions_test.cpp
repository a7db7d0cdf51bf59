// usersig.hpp with exceptions, in one program with the file that chose Result<T>.
#define USERSIG_EXCEPTIONS
#include <usersig.hpp>

#include <gtest/gtest.h>

#include <type_traits>

using namespace std::chrono_literals;
using usersig::Expectation;
using usersig::Room;
using usersig::Signer;
using usersig::SignRequest;
using usersig::Status;
using usersig::Verifier;

namespace {

constexpr std::uint32_t app = 1400000000;
constexpr std::string_view key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
constexpr std::uint64_t now = 1700000000;

template <class Call> Status thrown(Call call) {
    try {
        static_cast<void>(call());
    } catch (const usersig::Exception &e) {
        EXPECT_EQ(e.report().detail(), e.what());
        EXPECT_STRNE(e.what(), "");
        EXPECT_FALSE(e.report().ok());
        return e.status();
    }
    return Status::Ok;
}

} // namespace

static_assert(std::is_base_of_v<std::exception, usersig::Exception>);
static_assert(std::is_nothrow_copy_constructible_v<usersig::Exception>);
static_assert(std::is_same_v<decltype(usersig::sign(app, key, SignRequest("", 1s))), std::string>);

TEST(Exceptions, SignVerifyInspect) {
    const Signer signer = Signer::create(app, key);
    const Verifier verifier = Verifier::create(app, key);
    const std::string token = signer.sign(SignRequest("xiaojun", 24h).issued_at(now));
    EXPECT_TRUE(verifier.verify(token, Expectation("xiaojun").at(now)));
    EXPECT_EQ(usersig::inspect_unverified(token).userid(), "xiaojun");
    const usersig::Token read = usersig::inspect_unverified(
        signer.sign(SignRequest("bob", 1s).with_room(Room::name("r"), usersig::Privileges::All).issued_at(now)));
    ASSERT_TRUE(read.private_map_key());
    EXPECT_EQ(read.private_map_key()->room_name, "r");
    EXPECT_TRUE(usersig::verify(app, key, usersig::sign(app, key, SignRequest("bob", 24h)), Expectation("bob")));
}

TEST(Exceptions, AnInputThatIsRejectedThrows) {
    const Signer signer = Signer::create(app, key);
    EXPECT_EQ(thrown([&] { return signer.sign(SignRequest("no\ngood", 24h)); }), Status::BadUserid);
    EXPECT_EQ(thrown([&] { return signer.sign(SignRequest("bob", 0s)); }), Status::BadValidity);
    EXPECT_EQ(thrown([] { return usersig::sign(0, key, SignRequest("bob", 1s)); }), Status::BadSdkappid);
    EXPECT_EQ(thrown([] { return Signer::create(0, key); }), Status::BadSdkappid);
    EXPECT_EQ(thrown([] { return Signer::from_private_key(app, ""); }), Status::BadKey);
    EXPECT_EQ(thrown([] { return Verifier::from_public_key(app, ""); }), Status::BadKey);
    EXPECT_EQ(thrown([] { return usersig::inspect_unverified("?"); }), Status::Malformed);
    EXPECT_EQ(thrown([&] { return signer.sign(SignRequest("bob", 24h).issued_at(now)); }), Status::Ok);
}

TEST(Exceptions, NotesAreReturnedAndFailuresThrown) {
    const usersig::Notes notes = usersig::diagnose_unverified("undefined", now);
    ASSERT_EQ(notes.size(), 2u);
    EXPECT_EQ((*notes.begin()).kind(), usersig::NoteKind::Finding);
    EXPECT_EQ((*++notes.begin()).name(), "placeholder");
    EXPECT_EQ(usersig::diagnose_key("").size(), 1u);
    EXPECT_EQ(usersig::explain("70001").size(), 1u);
    EXPECT_EQ(thrown([] { return usersig::diagnose_key("\xff"); }), Status::NotUtf8);
    EXPECT_EQ(thrown([] { return usersig::explain("\xff"); }), Status::NotUtf8);
    const Verifier verifier = Verifier::create(app, key);
    // An invalid token is a result here too, and so is an expectation that cannot be one.
    const usersig::Diagnosis diagnosis = verifier.diagnose("undefined", Expectation("bob").at(now), key);
    EXPECT_EQ(diagnosis.report().status(), Status::Malformed);
    EXPECT_EQ(diagnosis.notes().size(), 2u);
    EXPECT_EQ(verifier.diagnose("", Expectation("")).report().status(), Status::BadUserid);
}

TEST(Exceptions, AnInvalidTokenIsAReport) {
    const Verifier verifier = Verifier::create(app, key);
    EXPECT_EQ(verifier.verify("?", Expectation("bob").at(now)).status(), Status::Malformed);
    EXPECT_EQ(verifier.verify("", Expectation("bob").at(now)).status(), Status::Empty);
    EXPECT_EQ(verifier.verify("", Expectation("")).status(), Status::BadUserid);
}
