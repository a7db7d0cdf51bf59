// Diagnosis and explained codes through usersig.hpp, with Result<T>.
#include <usersig.hpp>

#include "../c/vectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>
#if __cplusplus >= 202002L
#include <ranges>
#endif

using namespace std::chrono_literals;
using usersig::Diagnosis;
using usersig::Expectation;
using usersig::Findings;
using usersig::Language;
using usersig::Note;
using usersig::NoteKind;
using usersig::Notes;
using usersig::Signer;
using usersig::SignRequest;
using usersig::Status;
using usersig::Verifier;

namespace {

constexpr std::uint32_t app = 1400000000;
constexpr std::string_view key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
constexpr std::uint64_t now = 1700000000;

std::string names(const Notes &notes, NoteKind kind) {
    std::string all;
    for (const Note note : notes)
        if (note.kind() == kind) all += (all.empty() ? "" : " ") + std::string(note.name());
    return all;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

// Notes move and do not copy. A diagnosis is no verdict: it converts to nothing, and has no ok().
static_assert(std::is_nothrow_move_constructible_v<Notes> && std::is_nothrow_move_assignable_v<Notes>);
static_assert(!std::is_copy_constructible_v<Notes> && !std::is_copy_assignable_v<Notes>);
static_assert(std::is_nothrow_move_constructible_v<Diagnosis> && !std::is_copy_constructible_v<Diagnosis>);
template <class T, class = void> constexpr bool has_ok = false;
template <class T> constexpr bool has_ok<T, std::void_t<decltype(std::declval<const T &>().ok())>> = true;
static_assert(has_ok<usersig::Report> && !has_ok<Diagnosis> && !has_ok<Notes> && !has_ok<Note>);
static_assert(std::is_constructible_v<bool, usersig::Report>);
static_assert(!std::is_constructible_v<bool, Diagnosis> && !std::is_constructible_v<bool, Notes>);
static_assert(noexcept(std::declval<const Verifier &>().diagnose("", Expectation(""))));
// What a temporary returned lives on.
static_assert(std::is_same_v<decltype(std::declval<Diagnosis>().notes()), Notes>);
static_assert(std::is_same_v<decltype(std::declval<Diagnosis>().report()), usersig::Report>);
#if __cplusplus >= 202002L
static_assert(std::ranges::input_range<const Notes> && std::ranges::sized_range<const Notes>);
#endif

TEST(Diagnosis, NamesEveryKindOfMistake) {
    const std::string_view text(diagnosed_with.key, diagnosed_with.key_len);
    const auto made = Verifier::create(diagnosed_with.sdkappid, text);
    ASSERT_TRUE(made);
    const Verifier &verifier = *made;
    for (std::size_t i = 0; i < diagnosis_count; ++i) {
        const diagnosis_case &one = diagnosis_cases[i];
        SCOPED_TRACE(one.id);
        const std::string_view token(one.token, one.token_len);
        const auto read = usersig::inspect_unverified(token);
        const std::string_view userid =
            read ? read->userid() : std::string_view(diagnosed_with.userid, diagnosed_with.userid_len);
        const Expectation expected = Expectation(userid).at(diagnosed_with.now);
        const usersig::Report verdict = verifier.verify(token, expected);

        const Diagnosis diagnosis = verifier.diagnose(token, expected, text);
        EXPECT_EQ(diagnosis.report().status(), verdict.status());
        EXPECT_EQ(diagnosis.report().findings(), verdict.findings());
        EXPECT_EQ(diagnosis.report().detail(), verdict.detail());
        EXPECT_EQ(diagnosis.report().token(), nullptr);
        EXPECT_EQ(names(diagnosis.notes(), NoteKind::Cause), one.causes);
        EXPECT_EQ(names(diagnosis.notes(), NoteKind::Warning), one.warnings);
        EXPECT_EQ(names(diagnosis.notes(), NoteKind::Finding).empty(), verdict.ok());
        EXPECT_EQ(names(diagnosis.notes(), NoteKind::Code), "");
        const auto inner = diagnosis.notes().unwrapped();
        EXPECT_EQ(inner.has_value(), one.inner != nullptr);
        if (inner) {
            const Status status = verifier.verify(*inner, expected).status();
            EXPECT_EQ(status == Status::Ok ? "valid" : usersig::name(status), one.inner);
        }

        const auto unverified = usersig::diagnose_unverified(token, diagnosed_with.now);
        ASSERT_TRUE(unverified);
        EXPECT_EQ(names(*unverified, NoteKind::Finding), read ? "" : usersig::name(read.status()));
        for (const Notes *notes : {&diagnosis.notes(), &*unverified})
            for (const Note note : *notes)
                for (const Language language : {Language::English, Language::Chinese}) {
                    EXPECT_FALSE(note.detail(language).empty() || note.fix(language).empty());
                    EXPECT_TRUE(note.layer(language).empty() && note.remark(language).empty());
                    const std::string shown = std::string(note.detail(language)).append(note.fix(language));
                    EXPECT_TRUE(language == Language::English || !is_ascii(note.fix(language)));
                    for (std::size_t at = 0; at + 8 <= text.size(); ++at)
                        EXPECT_EQ(shown.find(text.substr(at, 8)), std::string::npos);
                }
    }
}

TEST(Diagnosis, ShowsTheNotesOfOneToken) {
    const auto signer = Signer::create(app, std::string(key) + "Z");
    const auto verifier = Verifier::create(app, key);
    ASSERT_TRUE(signer && verifier);
    const auto token = signer->sign(SignRequest("xiaojun", 1h).issued_at(now));
    ASSERT_TRUE(token);
    const Diagnosis diagnosis = verifier->diagnose(*token, Expectation("bob").at(now + 7200), key);
    EXPECT_FALSE(diagnosis.report().ok());
    EXPECT_TRUE(diagnosis.report().has(Findings::UseridMismatch | Findings::BadSignature | Findings::Expired));
    const std::vector<Note> notes(diagnosis.notes().begin(), diagnosis.notes().end());
    ASSERT_EQ(notes.size(), diagnosis.notes().size());
    ASSERT_GE(notes.size(), 3u);
    EXPECT_EQ(notes[0].name(), usersig::name(Status::UseridMismatch));
    EXPECT_EQ(notes[0].code(), 70013);
    EXPECT_EQ(notes[0].detail(), diagnosis.report().detail());
    EXPECT_EQ(notes[0].fix(), diagnosis.report().hint());
    EXPECT_EQ(notes[1].code(), 70009);
    EXPECT_EQ(notes[2].code(), 70001);
    EXPECT_NE(notes[0].raw(), nullptr);
    EXPECT_FALSE(diagnosis.notes().unwrapped());

    // A range of a temporary, and the postfix step.
    std::size_t count = 0;
    for (const Note note : verifier->diagnose(*token, Expectation("bob").at(now + 7200), key).notes())
        count += !note.name().empty();
    EXPECT_EQ(count, notes.size());
    Notes::Iterator at = diagnosis.notes().begin();
    EXPECT_EQ((*at++).name(), notes[0].name());
    EXPECT_EQ((*at).name(), notes[1].name());
}

TEST(Diagnosis, OfAValidTokenHasNoCauses) {
    const auto verifier = Verifier::create(app, key);
    const auto token = usersig::sign(app, key, SignRequest("xiaojun", 1h).issued_at(now));
    ASSERT_TRUE(verifier && token);
    const Diagnosis diagnosis = verifier->diagnose(*token, Expectation("xiaojun").at(now), key);
    EXPECT_TRUE(diagnosis.report().ok());
    EXPECT_TRUE(diagnosis.notes().empty());
    EXPECT_TRUE(diagnosis.notes().begin() == diagnosis.notes().end());
    EXPECT_NE(diagnosis.notes().raw(), nullptr);
}

TEST(Diagnosis, OfNoVerificationHasNoNotes) {
    auto made = Verifier::create(app, key);
    ASSERT_TRUE(made);
    const Diagnosis rejected = made->diagnose("t", Expectation(""), key);
    EXPECT_EQ(rejected.report().status(), Status::BadUserid);
    EXPECT_TRUE(rejected.notes().empty() && rejected.notes().raw() == nullptr);
    EXPECT_EQ(made->diagnose("t", Expectation("bob"), "\xff").report().status(), Status::NotUtf8);
    const Verifier verifier = *std::move(made);
    EXPECT_EQ(made->diagnose("t", Expectation("bob")).report().status(), Status::NullArgument); // NOLINT: on purpose
}

TEST(Diagnosis, MovesWithItsNotes) {
    const auto verifier = Verifier::create(app, key);
    ASSERT_TRUE(verifier);
    Diagnosis diagnosis = verifier->diagnose("undefined", Expectation("bob").at(now));
    Diagnosis moved = std::move(diagnosis);
    EXPECT_EQ(names(moved.notes(), NoteKind::Cause), "placeholder");
    EXPECT_TRUE(diagnosis.notes().empty() && !diagnosis.report().ok()); // NOLINT: on purpose
    EXPECT_FALSE(diagnosis.notes().unwrapped());
    EXPECT_EQ(diagnosis.report().status(), Status::NotCalled);
    const usersig::Report report = std::move(moved).report();
    EXPECT_EQ(report.status(), Status::Malformed);
    Notes notes = std::move(moved).notes();
    EXPECT_EQ(notes.size(), 2u);
    notes = Notes(nullptr);
    EXPECT_TRUE(notes.empty() && notes.begin() == notes.end());
}

TEST(Notes, OfAKeySayWhatItIs) {
    const auto notes = usersig::diagnose_key("SECRETKEY=" + std::string(key));
    ASSERT_TRUE(notes);
    EXPECT_EQ(names(*notes, NoteKind::Cause), "key_is_assignment");
    EXPECT_EQ(notes->size(), 1u);
    EXPECT_TRUE(usersig::diagnose_key(key)->empty());
    // A key that cannot be used is looked at as well.
    EXPECT_EQ(names(*usersig::diagnose_key(""), NoteKind::Cause), "key_is_placeholder");
    EXPECT_TRUE(usersig::diagnose_key(std::string(key) + "\n").ok());
    EXPECT_EQ(usersig::diagnose_key("\xff").status(), Status::NotUtf8);
}

TEST(Notes, ExplainACode) {
    const auto expired = usersig::explain("-70001");
    ASSERT_TRUE(expired && expired->size() == 1);
    const Note note = *expired->begin();
    EXPECT_EQ(note.kind(), NoteKind::Code);
    EXPECT_EQ(note.code(), 70001);
    EXPECT_NE(note.name().find("ERR_SVR_ACCOUNT_USERSIG_EXPIRED"), std::string_view::npos);
    EXPECT_NE(note.detail().find("expired"), std::string_view::npos);
    for (const auto text : {&Note::detail, &Note::fix, &Note::layer, &Note::remark}) {
        EXPECT_FALSE((note.*text)(Language::English).empty() || is_ascii((note.*text)(Language::Chinese)));
        EXPECT_TRUE(is_ascii((note.*text)(Language::English)));
    }
    EXPECT_EQ(usersig::explain("ERR_TRTC_USER_SIG_CHECK_FAILED")->begin().operator*().code(), -100018);
    EXPECT_EQ(usersig::explain("70101")->size(), 2u);
    EXPECT_TRUE(usersig::explain("12345")->empty());
    EXPECT_TRUE(usersig::explain({})->empty());
    EXPECT_EQ(usersig::explain("\xff").status(), Status::NotUtf8);
}
