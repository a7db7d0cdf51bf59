package io.github.usersig

import java.time.Duration
import java.time.Instant

import io.github.usersig.internal.Expectation as NativeExpectation
import io.github.usersig.internal.Expected as NativeExpected

/**
 * What a token is expected to carry beside the user's name.
 *
 * Whatever is expected, a PrivateMapKey record that disagrees with its own token is a finding.
 */
public sealed class Expected {
    /** Anything, or nothing: the caller reads it from the [Token]. */
    public object Any : Expected() {
        /** Returns the name. */
        override fun toString(): String = "Any"
    }

    /** No userbuf: a plain UserSig, and no PrivateMapKey in its place. */
    public object NoUserbuf : Expected() {
        /** Returns the name. */
        override fun toString(): String = "NoUserbuf"
    }

    /** Exactly these bytes, 0 to 32768 of them. */
    public class Userbuf(bytes: ByteArray) : Expected() {
        internal val content: ByteArray = bytes.clone()

        /** The bytes, as a copy. */
        public val bytes: ByteArray get() = content.clone()

        /** Compares the bytes. */
        override fun equals(other: kotlin.Any?): Boolean = other is Userbuf && content.contentEquals(other.content)

        /** Returns the hash of the bytes. */
        override fun hashCode(): Int = content.contentHashCode()

        /** Returns the number of bytes, not the bytes. */
        override fun toString(): String = "Userbuf(${content.size} bytes)"
    }

    /**
     * A PrivateMapKey for this room, with at least these privileges.
     *
     * @property room the room.
     * @property privilegeBits what the user is to be allowed, as the service's bits, 0 to 255.
     */
    public data class Room(public val room: io.github.usersig.Room, public val privilegeBits: Long) : Expected() {
        /** Expects a set of privileges. */
        public constructor(room: io.github.usersig.Room, privileges: Set<Privilege>) :
            this(room, Privilege.toBits(privileges))
    }

    internal fun toNative(): NativeExpected = when (this) {
        is Any -> NativeExpected.Any
        is NoUserbuf -> NativeExpected.NoUserbuf
        is Userbuf -> NativeExpected.Userbuf(content)
        is Room -> NativeExpected.Room(room.toNative(), privilegeBits(privilegeBits))
    }
}

/**
 * What [Verifier.verify] demands of a token beside its signature.
 *
 * An expectation does not change and can be used any number of times. Its fields are checked at each verification. In
 * Kotlin pass the optional fields by name; in Java start with the UserID, and add the rest with the methods that begin
 * with `with`.
 *
 * The forms with [Duration] and [Instant] need Android 8 (API 26) or core library desugaring; those with seconds run
 * everywhere. Fractions of a second are rounded down.
 *
 * @property userId the user who presents the token: 1 to 1024 bytes of UTF-8 without control characters.
 * @property nowSeconds when the token is to be valid, in Unix seconds; null for the system clock at each verification.
 * @property leewaySeconds for how many seconds after its expiry a token is accepted: 0, as in the service, to one day.
 * @property maxValiditySeconds the longest validity that is accepted, from 1 second to 50 years; null for any.
 * @property contents what the token is expected to carry.
 */
public class Expectation private constructor(
    public val userId: String,
    public val nowSeconds: Long?,
    public val leewaySeconds: Long,
    public val maxValiditySeconds: Long?,
    public val contents: Expected,
) {
    /** Expects a token for this user that is valid now, with any contents. */
    public constructor(userId: String) : this(userId, null, 0L, null, Expected.Any)

    /** Expects a token for this user, with the times as `java.time` has them. */
    public constructor(
        userId: String,
        now: Instant? = null,
        leeway: Duration = Duration.ZERO,
        maxValidity: Duration? = null,
        contents: Expected = Expected.Any,
    ) : this(userId, now?.unixSeconds(), leeway.wholeSeconds(), maxValidity?.wholeSeconds(), contents)

    /** Returns the expectation of a token that is valid at a time, instead of the system clock's. */
    public fun withNow(now: Instant): Expectation = withNowSeconds(now.unixSeconds())

    /** Returns the expectation of a token that is valid at a time in Unix seconds, instead of the system clock's. */
    public fun withNowSeconds(seconds: Long): Expectation = copy(nowSeconds = seconds)

    /** Returns the expectation that also accepts a token for a while after its expiry, at most one day. */
    public fun withLeeway(leeway: Duration): Expectation = withLeewaySeconds(leeway.wholeSeconds())

    /** Returns the expectation that also accepts a token for a number of seconds after its expiry, at most one day. */
    public fun withLeewaySeconds(seconds: Long): Expectation = copy(leewaySeconds = seconds)

    /** Returns the expectation that rejects tokens that were signed for longer than this. */
    public fun withMaxValidity(max: Duration): Expectation = withMaxValiditySeconds(max.wholeSeconds())

    /** Returns the expectation that rejects tokens that were signed for more seconds than this. */
    public fun withMaxValiditySeconds(seconds: Long): Expectation = copy(maxValiditySeconds = seconds)

    /** Returns the expectation of these contents. */
    public fun withContents(contents: Expected): Expectation = copy(contents = contents)

    /** Returns the expectation of a plain UserSig, without a userbuf. */
    public fun withoutUserbuf(): Expectation = withContents(Expected.NoUserbuf)

    /** Returns the expectation of exactly this userbuf. */
    public fun withUserbuf(bytes: ByteArray): Expectation = withContents(Expected.Userbuf(bytes))

    /** Returns the expectation of a PrivateMapKey for this room, with at least these privileges. */
    public fun withRoom(room: Room, privileges: Set<Privilege>): Expectation =
        withContents(Expected.Room(room, privileges))

    /** Returns the expectation of a PrivateMapKey for this room, with at least these privileges as bits. */
    public fun withRoom(room: Room, privilegeBits: Long): Expectation = withContents(Expected.Room(room, privilegeBits))

    private fun copy(
        nowSeconds: Long? = this.nowSeconds,
        leewaySeconds: Long = this.leewaySeconds,
        maxValiditySeconds: Long? = this.maxValiditySeconds,
        contents: Expected = this.contents,
    ) = Expectation(userId, nowSeconds, leewaySeconds, maxValiditySeconds, contents)

    internal fun toNative() = NativeExpectation(
        userId(userId),
        nowSeconds?.let(::time),
        leeway(leewaySeconds),
        maxValiditySeconds?.let(::validity),
        contents.toNative(),
    )

    private val fields: List<Any?> get() = listOf(userId, nowSeconds, leewaySeconds, maxValiditySeconds, contents)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is Expectation && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line, without the bytes of a userbuf. */
    override fun toString(): String =
        "Expectation(userId=$userId, nowSeconds=$nowSeconds, leewaySeconds=$leewaySeconds, " +
            "maxValiditySeconds=$maxValiditySeconds, contents=$contents)"
}
