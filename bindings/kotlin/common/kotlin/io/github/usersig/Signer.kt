package io.github.usersig

import java.io.Closeable
import java.time.Duration
import java.time.Instant

import io.github.usersig.internal.Signer as NativeSigner

/**
 * Signs UserSigs and PrivateMapKeys of one application.
 *
 * Any number of threads may use it at once: make one and keep it. Every method throws
 * [UserSigException.InvalidInput] for a field that cannot be used, and [IllegalStateException] after [close].
 */
public class Signer private constructor(private val native: NativeSigner) : Closeable {
    /** Makes a signer of version 2.0 tokens. */
    public constructor(sdkAppId: Long, key: SecretKey) :
        this(native { key.native.lend { NativeSigner(sdkAppId(sdkAppId), it) } })

    /** Makes a signer of version 1.0 tokens. */
    public constructor(sdkAppId: Long, key: PrivateKey) :
        this(native { key.native.lend { NativeSigner.withPrivateKey(sdkAppId(sdkAppId), it) } })

    /** The application that it signs for. */
    public val sdkAppId: Long get() = native.sdkappid().toLong()

    /** Which key it holds, and so which version it writes. */
    public val keyKind: KeyKind get() = KeyKind.of(native.keyKind())

    /** Signs one token. */
    public fun sign(request: SignRequest): String = native { native.sign(request.toNative()) }

    /** Signs a plain UserSig, issued now: short for `sign(SignRequest(userId, validity))`. */
    public fun sign(userId: String, validity: Duration): String = sign(SignRequest(userId, validity))

    /** Signs a plain UserSig, issued now: short for `sign(SignRequest(userId, validitySeconds))`. */
    public fun sign(userId: String, validitySeconds: Long): String = sign(SignRequest(userId, validitySeconds))

    /**
     * Signs a plain UserSig for each user, in their order, all issued at the same time. Fails as a whole at the first
     * UserID that cannot be used.
     *
     * The times have the meaning that they have in a [SignRequest].
     */
    @JvmOverloads
    public fun signMany(
        userIds: List<String>,
        validity: Duration,
        issuedAt: Instant? = null,
        userIdRule: UserIdRule = UserIdRule.IM,
    ): List<String> = signMany(userIds, validity.wholeSeconds(), issuedAt?.unixSeconds(), userIdRule)

    /** Like the other form, but with the times in seconds. */
    @JvmOverloads
    public fun signMany(
        userIds: List<String>,
        validitySeconds: Long,
        issuedAtSeconds: Long? = null,
        userIdRule: UserIdRule = UserIdRule.IM,
    ): List<String> = native {
        native.signMany(
            userIds.map(::userId), userIdRule.toNative(), validity(validitySeconds), issuedAtSeconds?.let(::time),
        )
    }

    /** Frees the native side now instead of when the garbage collector finds it. */
    override fun close(): Unit = native.destroy()

    /** Returns what it signs for, and nothing of the key. */
    override fun toString(): String = "Signer(sdkAppId=$sdkAppId, keyKind=$keyKind)"
}
