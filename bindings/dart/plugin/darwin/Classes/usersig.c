// Written by bindings/dart/generate.py from include/usersig.h.

#include <usersig.h>

// Without a reference, the linker would leave out what is in a static library.
__attribute__((used)) static const void *const functions[] = {
    (const void *)&usersig_version,
    (const void *)&usersig_abi_version,
    (const void *)&usersig_status_name,
    (const void *)&usersig_status_message,
    (const void *)&usersig_inspect_unverified,
    (const void *)&usersig_token_free,
    (const void *)&usersig_signer_new,
    (const void *)&usersig_signer_new_from_private_key,
    (const void *)&usersig_signer_free,
    (const void *)&usersig_signer_sign,
    (const void *)&usersig_verifier_new,
    (const void *)&usersig_verifier_new_from_public_key,
    (const void *)&usersig_verifier_free,
    (const void *)&usersig_verifier_verify,
    (const void *)&usersig_verifier_diagnose,
    (const void *)&usersig_diagnose_unverified,
    (const void *)&usersig_diagnose_key,
    (const void *)&usersig_explain,
    (const void *)&usersig_notes_free,
};
