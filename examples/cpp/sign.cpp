// Signs a UserSig, and verifies it again.
//
//     c++ -std=c++17 examples/cpp/sign.cpp $(pkg-config --cflags --libs usersig) -o sign && ./sign xiaojun

#include <cstdlib>
#include <iostream>
#include <usersig.hpp>

int main(int argc, char **argv) {
    using namespace std::chrono_literals;
    // The published sample key: the service accepts no token of it. A server reads its own from its secrets.
    const char *own = std::getenv("USERSIG_SECRET_KEY");
    const std::string key = own != nullptr ? own : "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    const std::string userid = argc > 1 ? argv[1] : "xiaojun";

    const auto signer = usersig::Signer::create(1400000000, key);
    if (!signer) return std::cerr << signer.error().detail() << '\n', 1;
    const auto token = signer->sign(usersig::SignRequest(userid, 7 * 24h));
    if (!token) return std::cerr << token.error().detail() << '\n', 1;
    std::cout << *token << '\n';

    const auto expectation = usersig::Expectation(userid).without_userbuf();
    const usersig::Report report = usersig::verify(1400000000, key, *token, expectation);
    std::cerr << name(report.status()) << '\n';
    return report.ok() ? 0 : 1;
}
