// A contestant of scripts/bench: usersig through usersig.hpp. The lines are explained in compare/src/main.rs.
#include "contestant.h"
#include <string>
#include <usersig.hpp>

namespace {

std::string last;

// The nanoseconds of `count` times `work`, which says whether it went well.
template <class Work> std::string time(std::uint64_t count, const char *operation, Work work) {
    last = "-";
    const auto start = nanoseconds();
    for (std::uint64_t i = 0; i < count; i++) must(work(), operation);
    return std::to_string(nanoseconds() - start) + " - " + last;
}

bool keep(usersig::Result<std::string> token) {
    if (!token) return false;
    last = std::move(*token);
    return true;
}

} // namespace

int main() {
    const auto sdkappid = static_cast<std::uint32_t>(number("BENCH_SDKAPPID"));
    const std::string userid = variable("BENCH_USERID");
    const std::chrono::seconds validity(number("BENCH_EXPIRE"));
    const auto now = number("BENCH_NOW");
    const usersig::SignRequest request(userid, validity);
    const usersig::SignRequest at_now = request.issued_at(now);
    const usersig::SignRequest for_room = request.with_room(usersig::Room::number(10000), usersig::Privileges::All);
    const usersig::Expectation expectation = usersig::Expectation(userid).at(now);
    const auto signer = usersig::Signer::create(sdkappid, variable("BENCH_KEY"));
    const auto verifier = usersig::Verifier::create(sdkappid, variable("BENCH_KEY"));
    must(signer.ok() && verifier.ok(), "key");
    line line;
    while (next_line(&line)) {
        const std::string operation = line.operation;
        const auto count = std::strtoull(line.argument, nullptr, 10);
        std::string answer = "-";
        if (operation == "token") {
            must(keep(signer->sign(usersig::SignRequest(line.argument, validity))), "token");
            answer = last;
        } else if (operation == "sign") {
            answer = time(count, line.operation, [&] { return keep(signer->sign(request)); });
        } else if (operation == "sign-at") {
            answer = time(count, line.operation, [&] { return keep(signer->sign(at_now)); });
        } else if (operation == "room") {
            answer = time(count, line.operation, [&] { return keep(signer->sign(for_room)); });
        } else if (operation == "verify") {
            answer = time(count, line.operation, [&] { return verifier->verify(line.token, expectation).ok(); });
        }
        std::puts(answer.c_str());
        std::fflush(stdout);
    }
    return 0;
}
