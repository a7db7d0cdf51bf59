package io.github.usersig

import io.github.usersig.uniffi.UserSigException as NativeException

/**
 * A call that did not succeed. No message holds a key or a part of one.
 *
 * A token that is merely refused is no exception: see [Verification].
 */
public sealed class UserSigException(message: String) : RuntimeException(message) {
    /**
     * A field, a key or a text that cannot be used. Nothing was signed.
     *
     * @property kind a stable name for programs: `sdkappid`, `userid`, `validity`, `userbuf`, `room`,
     *   `privileges`, `private_map_key_expiry`, `key` or `clock`; the message may change.
     */
    public class InvalidInput(public val kind: String, message: String) : UserSigException(message)

    /**
     * A token that cannot be read.
     *
     * @property finding what is wrong with it, with the service's code and what to do.
     */
    public class Unreadable(public val finding: Finding) : UserSigException(finding.detail)

    /**
     * A token that a verifier refused; only [Verification.tokenOrThrow] throws it.
     *
     * @property problems everything that is wrong with it, the most telling first; never empty.
     */
    public class Refused(public val problems: List<Finding>) : UserSigException(problems.first().detail)
}

/** Runs a native call and translates what it throws. */
internal inline fun <T> native(call: () -> T): T =
    try {
        call()
    } catch (e: NativeException) {
        throw when (e) {
            is NativeException.InvalidInput -> UserSigException.InvalidInput(e.kind, e.detail)
            is NativeException.Unreadable -> UserSigException.Unreadable(Finding.of(e.finding))
        }
    }

internal fun invalid(kind: String, message: String): Nothing = throw UserSigException.InvalidInput(kind, message)
