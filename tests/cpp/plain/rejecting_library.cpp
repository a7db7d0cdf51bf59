// A library that rejects every call and writes nothing, as one does whose structs have other sizes: nothing may be
// valid. It is in this file, so no other is linked.
#include <usersig.hpp>

extern "C" {
usersig_status usersig_signer_new(uint32_t, const char *, size_t, usersig_signer **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
void usersig_signer_free(usersig_signer *) {}
usersig_status usersig_sign(uint32_t, const char *, size_t, const usersig_request *, char *, size_t, size_t *,
                            usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
usersig_status usersig_verify(uint32_t, const char *, size_t, const char *, size_t, const usersig_expectation *,
                              usersig_token **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
usersig_status usersig_inspect_unverified(const char *, size_t, usersig_token **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
void usersig_token_free(usersig_token *token) {
    // The pointer that verify hands over must not be one that nobody has set.
    if (token != nullptr) std::abort();
}
usersig_status usersig_diagnose_unverified(const char *, size_t, uint64_t, usersig_notes **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
usersig_status usersig_diagnose_key(const char *, size_t, usersig_notes **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
usersig_status usersig_explain(const char *, size_t, usersig_notes **, usersig_report *) {
    return USERSIG_STATUS_BAD_STRUCT_SIZE;
}
void usersig_notes_free(usersig_notes *notes) {
    if (notes != nullptr) std::abort();
}
} // extern "C"

int main() {
    using namespace std::chrono_literals;
    constexpr auto rejected = usersig::Status::BadStructSize;
    const auto report = usersig::verify(1400000000, "key", "token", usersig::Expectation("bob"));
    if (report || report.ok() || report.status() != rejected || report.token() != nullptr) return 1;
    const auto token = usersig::sign(1400000000, "key", usersig::SignRequest("bob", 24h));
    if (token || token.status() != rejected) return 2;
    const auto signer = usersig::Signer::create(1400000000, "key");
    if (signer || signer.status() != rejected) return 3;
    const auto read = usersig::inspect_unverified("token");
    if (read || read.status() != rejected) return 4;
    const auto unverified = usersig::diagnose_unverified("token", 0);
    if (unverified || unverified.status() != rejected) return 5;
    const auto key = usersig::diagnose_key("key");
    if (key || key.status() != rejected) return 6;
    const auto code = usersig::explain("70001");
    return code || code.status() != rejected ? 7 : 0;
}
