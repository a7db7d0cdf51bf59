// A contestant of scripts/bench: the official C++ library. The lines are explained in compare/src/main.rs.
#include "contestant.h"
#include <tls_sig_api_v2.h>

int main() {
    const auto sdkappid = static_cast<std::uint32_t>(number("BENCH_SDKAPPID"));
    const std::string userid = variable("BENCH_USERID"), key = variable("BENCH_KEY");
    const auto expire = static_cast<int>(number("BENCH_EXPIRE"));
    std::string token, error;
    line line;
    while (next_line(&line)) {
        const std::string operation = line.operation;
        const auto count = std::strtoull(line.argument, nullptr, 10);
        const auto start = nanoseconds();
        if (operation == "token") {
            must(genUserSig(sdkappid, line.argument, key, expire, token, error) == 0, "token");
            std::puts(token.c_str());
        } else if (operation == "sign" || operation == "room") {
            for (std::uint64_t i = 0; i < count; i++) {
                const int failed = operation == "sign"
                                       ? genUserSig(sdkappid, userid, key, expire, token, error)
                                       : genPrivateMapKey(sdkappid, userid, key, 10000, expire, 255, token, error);
                must(failed == 0, line.operation);
            }
            std::printf("%llu - %s\n", static_cast<unsigned long long>(nanoseconds() - start), token.c_str());
        } else {
            std::puts("-");
        }
        std::fflush(stdout);
    }
    return 0;
}
