#include <cstdlib>
#include <iostream>
#include <usersig.hpp>

#include "GenerateTestUserSig.h"

int main() {
    const char *key = std::getenv("USERSIG_SECRET_KEY");
    // Signed by the file of the demos, verified by usersig.hpp.
    const char *token = GenerateTestUserSig::genTestUserSig("xiaojun", 1400000000, key);
    const auto verifier = usersig::Verifier::create(1400000000, key);
    const auto verdict = [&](const char *user) {
        return verifier->verify(token, usersig::Expectation(user)).ok() ? "valid" : "rejected";
    };
    std::cout << "xiaojun: " << verdict("xiaojun") << ", mallory: " << verdict("mallory") << '\n';
}
