// Somebody else's program in C++: signs, verifies, reads a report. Prints nothing and ends with 0 when all is well.
#include <usersig.hpp>

#include <iostream>

int main() {
    using namespace std::chrono_literals;
    constexpr auto key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    const auto wrong = [](const char *what, std::string_view detail) {
        std::cerr << what << ": " << detail << '\n';
        return 1;
    };

    const auto signer = usersig::Signer::create(1400000000, key);
    if (!signer) return wrong("signer", signer.error().detail());
    const auto token = signer->sign(usersig::SignRequest("xiaojun", 7 * 24h).issued_at(1700000000));
    if (!token) return wrong("sign", token.error().detail());
    const auto verifier = usersig::Verifier::create(1400000000, key);
    if (!verifier) return wrong("verifier", verifier.error().detail());
    const auto expected = usersig::Expectation("xiaojun").without_userbuf();
    if (const auto report = verifier->verify(*token, expected.at(1700000000));
        !report || report.token()->userid() != "xiaojun")
        return wrong("verify", report.detail());
    const auto report = verifier->verify(*token, expected.at(1700604801));
    if (report.status() != usersig::Status::Expired || report.service_code() != 70001)
        return wrong("expiry", report.detail());
    const auto inspected = usersig::inspect_unverified(*token);
    if (!inspected || inspected->userid() != "xiaojun" || inspected->expire() != 604800)
        return wrong("inspect", *token);
    return 0;
}
