package io.github.usersig

import java.nio.Buffer
import java.nio.ByteBuffer
import java.time.Duration
import java.time.Instant

import io.github.usersig.uniffi.KeyKind as NativeKeyKind
import io.github.usersig.uniffi.Room as NativeRoom
import io.github.usersig.uniffi.Signer as NativeSigner

/** Which UserIDs are taken. A control character is refused by both rules. */
public enum class UserIdRule {
    /** 1 to 32 bytes of `a-z A-Z 0-9 _ -`, as the service documents it. */
    DOCUMENTED,

    /** 1 to 1024 bytes of any text: for system accounts and IDs imported long ago. */
    ANY,
}

/**
 * Signs UserSigs and PrivateMapKeys of one application.
 *
 * Any number of threads may use it at once: make one and keep it. Every method throws
 * [UserSigException.InvalidInput] for a field that cannot be used, and [IllegalStateException] after [close].
 *
 * The forms with [Duration] and [Instant] need Android 8 (API 26) or core library desugaring; those with
 * seconds run everywhere.
 */
public class Signer private constructor(private val native: NativeSigner) : AutoCloseable {
    /** A signer of version 2.0 tokens. */
    public constructor(sdkAppId: Long, key: SecretKey) :
        this(native { key.native.lend { NativeSigner(sdkAppId(sdkAppId), it) } })

    /** A signer of version 1.0 tokens. */
    public constructor(sdkAppId: Long, key: PrivateKey) :
        this(native { key.native.lend { NativeSigner.withPrivateKey(sdkAppId(sdkAppId), it) } })

    /** The application that it signs for. */
    public val sdkAppId: Long get() = native.sdkappid().toLong()

    /** Which key it holds, and so which version it writes. */
    public val keyKind: KeyKind get() = when (native.keyKind()) {
        NativeKeyKind.SECRET -> KeyKind.SECRET
        NativeKeyKind.PUBLIC -> KeyKind.PUBLIC
    }

    /** A UserSig. */
    @JvmOverloads
    public fun sign(
        userId: String,
        validity: Duration = UserSig.DEFAULT_VALIDITY,
        now: Instant = Instant.now(),
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): String = native { native.signAt(userId, rule.any, seconds(validity), seconds(now)) }

    /** A UserSig issued now, valid for this many seconds. */
    @JvmOverloads
    public fun sign(userId: String, validitySeconds: Long, rule: UserIdRule = UserIdRule.DOCUMENTED): String =
        native { native.sign(userId, rule.any, validity(validitySeconds)) }

    /** UserSigs for many users, in their order. Fails as a whole at the first UserID that cannot be used. */
    @JvmOverloads
    public fun signMany(
        userIds: List<String>,
        validity: Duration = UserSig.DEFAULT_VALIDITY,
        now: Instant = Instant.now(),
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): List<String> = native { native.signManyAt(userIds, rule.any, seconds(validity), seconds(now)) }

    /** A UserSig with 0 to 32768 bytes of the application's own. */
    @JvmOverloads
    public fun signWithUserbuf(
        userId: String,
        userbuf: ByteArray,
        validity: Duration = UserSig.DEFAULT_VALIDITY,
        now: Instant = Instant.now(),
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): String = native {
        // Rust reads the bytes in place, so they stand outside the Java heap for the call.
        val bytes = ByteBuffer.allocateDirect(userbuf.size).put(userbuf)
        // Buffer's own method: ByteBuffer has none before Java 9.
        (bytes as Buffer).flip()
        native.signWithUserbufAt(userId, rule.any, seconds(validity), bytes, seconds(now))
    }

    /** A PrivateMapKey: the permission to do these things in this room. */
    @JvmOverloads
    public fun privateMapKey(
        userId: String,
        room: Room,
        privileges: Set<Privilege> = Privilege.ALL,
        validity: Duration = UserSig.DEFAULT_VALIDITY,
        now: Instant = Instant.now(),
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): String = native {
        val bits = Privilege.toBits(privileges).toUInt()
        native.privateMapKeyAt(userId, rule.any, seconds(validity), room.toNative(), bits, seconds(now))
    }

    /** A PrivateMapKey issued now, valid for this many seconds, with the privileges as bits (0 to 255). */
    @JvmOverloads
    public fun privateMapKey(
        userId: String,
        room: Room,
        privilegeBits: Int,
        validitySeconds: Long,
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): String = native {
        native.privateMapKey(userId, rule.any, validity(validitySeconds), room.toNative(), privilegeBits.toUInt())
    }

    /** Frees the native side now instead of when the garbage collector finds it. */
    override fun close(): Unit = native.destroy()

    /** Says nothing of the key. */
    override fun toString(): String = "Signer(sdkAppId=$sdkAppId, keyKind=$keyKind)"
}

internal val UserIdRule.any: Boolean get() = this == UserIdRule.ANY

private fun Room.toNative(): NativeRoom = when (this) {
    is Room.Number ->
        if (number in 0..MAX_U32) NativeRoom.Number(number.toUInt())
        else invalid("room", "the room number $number; expected 1 to 4294967294")
    is Room.Name -> NativeRoom.Name(name)
}

private const val MAX_U32 = 0xFFFF_FFFFL

// What does not fit the native side's unsigned types is refused here in the same words; every other rule is
// the core's.
internal fun sdkAppId(number: Long): UInt =
    if (number in 0..MAX_U32) number.toUInt()
    else invalid("sdkappid", "the SDKAppID $number; expected the number the console shows for the application, 1 to 4294967295")

internal fun validity(seconds: Long): ULong =
    if (seconds >= 0) seconds.toULong()
    else invalid("validity", "a validity of $seconds seconds; expected 1 to 1576800000 (50 years)")

internal fun seconds(validity: Duration): ULong = validity(validity.seconds)

internal fun seconds(now: Instant): ULong =
    if (now.epochSecond >= 0) now.epochSecond.toULong()
    else invalid("clock", "the time $now; expected one since 1 January 1970; set the clock")
