// A program that is built with -fno-exceptions -fno-rtti.
#include <usersig.hpp>

int main() {
    using namespace std::chrono_literals;
    using usersig::SignRequest;
    const auto signer = usersig::Signer::create(1400000000, "key");
    if (!signer) return 1;
    const auto token = signer->sign(SignRequest("xiaojun", 24h).issued_at(1700000000));
    if (!token) return 2;
    const auto rejected = signer->sign(SignRequest("not\nlegal", 24h).issued_at(1700000000));
    if (rejected || rejected.status() != usersig::Status::BadUserid) return 3;
    const auto expected = usersig::Expectation("xiaojun").at(1700000000);
    if (!usersig::verify(1400000000, "key", *token, expected)) return 4;
    const auto verifier = usersig::Verifier::create(1400000000, "key");
    if (!verifier) return 5;
    const auto diagnosis = verifier->diagnose("undefined", expected);
    if (diagnosis.report().status() != usersig::Status::Malformed || diagnosis.notes().size() != 2) return 6;
    const auto notes = usersig::explain("70001");
    return notes && (*notes->begin()).code() == 70001 ? 0 : 7;
}
