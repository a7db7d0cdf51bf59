package io.github.usersig

import io.github.usersig.internal.ErrorKind as NativeKind
import io.github.usersig.internal.UserSigException as NativeException

/** Which input cannot be used, for programs that decide by it. */
public enum class ErrorKind {
    /** The SDKAppID. */
    SDKAPPID,

    /** The UserID. */
    USERID,

    /** The validity, or the longest one that an [Expectation] accepts. */
    VALIDITY,

    /** The leeway. */
    LEEWAY,

    /** The userbuf. */
    USERBUF,

    /** The room number or the string room. */
    ROOM,

    /** The privileges. */
    PRIVILEGES,

    /** A PrivateMapKey would expire after its record's 32 bits end, in February 2106. */
    PRIVATE_MAP_KEY_EXPIRY,

    /** A time before 1970, which may be the system clock's. */
    TIME,

    /** A key. */
    KEY,

    /** What was asked for: this build of the library leaves it out. See [Verifier.diagnose]. */
    UNSUPPORTED,

    /** Any other input. */
    OTHER,
    ;

    /** The stable name, the same in every language, such as `userid`. */
    public val id: String get() = name.lowercase()

    internal companion object {
        fun of(native: NativeKind): ErrorKind = when (native) {
            NativeKind.SDK_APP_ID -> SDKAPPID
            NativeKind.USER_ID -> USERID
            NativeKind.VALIDITY -> VALIDITY
            NativeKind.LEEWAY -> LEEWAY
            NativeKind.USERBUF -> USERBUF
            NativeKind.ROOM -> ROOM
            NativeKind.PRIVILEGES -> PRIVILEGES
            NativeKind.PRIVATE_MAP_KEY_EXPIRY -> PRIVATE_MAP_KEY_EXPIRY
            NativeKind.TIME -> TIME
            NativeKind.KEY -> KEY
            NativeKind.UNSUPPORTED -> UNSUPPORTED
            NativeKind.OTHER -> OTHER
        }
    }
}

/**
 * A call that did not succeed. No message contains a key or a part of one.
 *
 * A token that a [Verifier] rejects is no exception: see [Verification].
 */
public sealed class UserSigException(message: String) : RuntimeException(message) {
    /**
     * A field, a key or a text that cannot be used. Nothing was signed or verified.
     *
     * @property kind which input it is. The message says what was wrong, what was expected and what to do; its wording
     *   may change.
     */
    public class InvalidInput internal constructor(
        public val kind: ErrorKind,
        message: String,
    ) : UserSigException(message)

    /**
     * A token that cannot be read.
     *
     * @property finding what is wrong with it, with the service's code and what to do.
     */
    public class Unreadable internal constructor(public val finding: Finding) : UserSigException(finding.detail)

    /**
     * A token that a verifier rejected. Only [Verification.tokenOrThrow] throws it.
     *
     * @property findings everything that is wrong with it, in the order of [FindingKind]; never empty.
     */
    public class Rejected internal constructor(
        public val findings: List<Finding>,
    ) : UserSigException(findings.first().detail)
}

/** Runs a native call and translates what it throws. */
internal inline fun <T> native(call: () -> T): T =
    try {
        call()
    } catch (e: NativeException) {
        throw when (e) {
            is NativeException.InvalidInput -> UserSigException.InvalidInput(ErrorKind.of(e.kind), e.detail)
            is NativeException.Unreadable -> UserSigException.Unreadable(Finding.of(e.finding))
        }
    }

internal fun invalid(kind: ErrorKind, message: String): Nothing = throw UserSigException.InvalidInput(kind, message)
