// A program that is built with -fno-exceptions -fno-rtti.
#include <usersig.hpp>

int main() {
    using namespace std::chrono_literals;
    const auto signer = usersig::Signer::create(1400000000, "key");
    if (!signer) return 1;
    const auto token = signer->sign_at("xiaojun", 24h, 1700000000);
    if (!token) return 2;
    const auto refused = signer->sign_at("not legal", 24h, 1700000000);
    if (refused || refused.status() != usersig::Status::BadUserid) return 3;
    return usersig::verify_at(1400000000, "key", *token, "xiaojun", 1700000000) ? 0 : 4;
}
