package io.github.usersig

import java.time.Duration
import java.time.Instant

import io.github.usersig.internal.Version as NativeVersion

/** The version of a token's format. */
public enum class TokenVersion {
    /** The oldest form: version 1.0 as bare JSON. */
    V1_PLAIN,

    /** 1.0, ECDSA-SHA256. */
    V1,

    /** 2.0, HMAC-SHA256. */
    V2,
}

/**
 * A token's content. Reading it proves nothing: only a [Verifier] knows whether it is genuine.
 *
 * @property version the version of the format.
 * @property userId the UserID.
 * @property sdkAppId the SDKAppID, or null if the token's text is no such number.
 * @property sdkAppIdText the SDKAppID in the token, verbatim.
 * @property issuedAtSeconds when it was issued, in Unix seconds.
 * @property validitySeconds for how many seconds it is valid.
 * @property expiresAtSeconds the last second at which it is valid, in Unix seconds.
 * @property privateMapKey the userbuf read as a PrivateMapKey record, if it is one.
 * @property isTimeApproximate whether the issue time is a guess: the oldest form does not say its time zone.
 * @property warnings what is unusual in it although the service accepts it.
 */
public class Token internal constructor(native: io.github.usersig.internal.Token) {
    public val version: TokenVersion = when (native.version) {
        NativeVersion.V1_PLAIN -> TokenVersion.V1_PLAIN
        NativeVersion.V1 -> TokenVersion.V1
        NativeVersion.V2 -> TokenVersion.V2
    }
    public val userId: String = native.userid
    public val sdkAppId: Long? = native.sdkappid?.toLong()
    public val sdkAppIdText: String = native.sdkappidText
    public val issuedAtSeconds: Long = native.issuedAt.clamped()
    public val validitySeconds: Long = native.expire.clamped()
    public val expiresAtSeconds: Long = native.expiresAt.clamped()
    public val privateMapKey: PrivateMapKey? = native.privateMapKey?.let(::PrivateMapKey)
    public val isTimeApproximate: Boolean = native.isTimeApproximate
    public val warnings: List<Warning> = native.warnings.map(Warning::of)
    private val userbufBytes: ByteArray? = native.userbuf

    /** The bytes that were signed with it, as a copy. */
    public val userbuf: ByteArray? get() = userbufBytes?.clone()

    /** When it was issued. */
    public val issuedAt: Instant get() = instant(issuedAtSeconds)

    /** For how long it is valid. */
    public val validity: Duration get() = Duration.ofSeconds(validitySeconds)

    /** The last second at which it is valid. */
    public val expiresAt: Instant get() = instant(expiresAtSeconds)

    /** Returns how long it is still valid at [now]; zero from its last second on. */
    @JvmOverloads
    public fun timeLeft(now: Instant = Instant.now()): Duration =
        // No token is valid before 1970; and without that the longest one would overflow.
        Duration.ofSeconds((expiresAtSeconds - now.unixSeconds().coerceAtLeast(0)).coerceAtLeast(0))

    /** Returns whether its last second has passed at [now]. */
    @JvmOverloads
    public fun isExpired(now: Instant = Instant.now()): Boolean = now.unixSeconds() > expiresAtSeconds

    /** Returns the fields on one line, without the userbuf. */
    override fun toString(): String =
        "Token(version=$version, userId=$userId, sdkAppId=$sdkAppIdText, issuedAt=$issuedAtSeconds, expiresAt=$expiresAtSeconds)"
}

/**
 * What a PrivateMapKey allows.
 *
 * @property accountText the account as text; bytes that are no UTF-8 show as U+FFFD.
 * @property sdkAppId the SDKAppID.
 * @property room the room.
 * @property privilegeBits the privileges as bits.
 * @property expiresAtSeconds the last second at which it is valid, in Unix seconds.
 */
public class PrivateMapKey internal constructor(native: io.github.usersig.internal.PrivateMapKey) {
    public val accountText: String = native.accountLossy
    public val sdkAppId: Long = native.sdkappid.toLong()
    public val room: Room = Room.of(native.room)
    public val privilegeBits: Long = native.privilegeBits.toLong()
    public val expiresAtSeconds: Long = native.expiresAt.clamped()
    private val accountBytes: ByteArray = native.account

    /** The account's bytes, as a copy. */
    public val account: ByteArray get() = accountBytes.clone()

    /** The privileges. */
    public val privileges: Set<Privilege> get() = Privilege.fromBits(privilegeBits)

    /** The last second at which it is valid. */
    public val expiresAt: Instant get() = instant(expiresAtSeconds)

    /** Returns the fields on one line. */
    override fun toString(): String =
        "PrivateMapKey(account=$accountText, sdkAppId=$sdkAppId, room=$room, privileges=$privileges, expiresAt=$expiresAtSeconds)"
}

/** A token may claim any 64-bit time: whatever is later than [Instant] can hold becomes its last one. */
private fun instant(seconds: Long): Instant = Instant.ofEpochSecond(seconds.coerceAtMost(Instant.MAX.epochSecond))

private fun ULong.clamped(): Long = if (this > Long.MAX_VALUE.toULong()) Long.MAX_VALUE else toLong()
