package io.github.usersig

import java.time.Duration
import java.time.Instant

import io.github.usersig.uniffi.Policy as NativePolicy
import io.github.usersig.uniffi.Verifier as NativeVerifier

/** What a [Verifier] says of a token. */
public sealed class Verification {
    /** Whether the token is genuine, for this user, and still valid. */
    public abstract val isValid: Boolean

    /** Everything that is wrong with it, the most telling first; empty exactly when it is valid. */
    public abstract val problems: List<Finding>

    /** The token's content if it is valid; throws [UserSigException.Refused] if not. */
    public abstract fun tokenOrThrow(): Token

    /**
     * The token is genuine, for this user, and still valid.
     *
     * @property token its content, to be trusted.
     */
    public class Valid internal constructor(public val token: Token) : Verification() {
        override val isValid: Boolean get() = true
        override val problems: List<Finding> get() = emptyList()

        override fun tokenOrThrow(): Token = token

        /** The token's fields on one line. */
        override fun toString(): String = "Valid($token)"
    }

    /**
     * The token is refused.
     *
     * @property unverified its content if it could be read; not to be trusted.
     */
    public class Refused internal constructor(
        override val problems: List<Finding>,
        public val unverified: Token?,
    ) : Verification() {
        override val isValid: Boolean get() = false

        /** The most telling problem. */
        public val reason: Finding get() = problems.first()

        override fun tokenOrThrow(): Token = throw UserSigException.Refused(problems)

        /** The names of the problems. */
        override fun toString(): String = "Refused(${problems.joinToString { it.name }})"
    }
}

/**
 * Verifies tokens of one application with one key. The key decides which version is accepted, never the token.
 *
 * Any number of threads may use it at once: make one and keep it.
 */
public class Verifier private constructor(private val native: NativeVerifier) : AutoCloseable {
    /** A verifier of version 2.0 tokens; [leewaySeconds] after its expiry a token is still accepted. */
    @JvmOverloads
    public constructor(sdkAppId: Long, key: SecretKey, leewaySeconds: Long = 0) :
        this(native { key.native.lend { NativeVerifier(sdkAppId(sdkAppId), it) } }.lenient(leewaySeconds))

    /** A verifier of version 1.0 tokens; [leewaySeconds] after its expiry a token is still accepted. */
    @JvmOverloads
    public constructor(sdkAppId: Long, key: PublicKey, leewaySeconds: Long = 0) :
        this(native { key.native.lend { NativeVerifier.withPublicKey(sdkAppId(sdkAppId), it) } }.lenient(leewaySeconds))

    /**
     * Verifies a token for a user.
     *
     * @throws UserSigException.InvalidInput with the kind `userid` if the UserID cannot be one.
     */
    @JvmOverloads
    public fun verify(
        token: String,
        userId: String,
        now: Instant = Instant.now(),
        rule: UserIdRule = UserIdRule.DOCUMENTED,
    ): Verification {
        val report = native { native.verifyAt(token, userId, rule.any, seconds(now)) }
        val content = report.token?.let(::Token)
        return if (report.problems.isEmpty() && content != null) {
            Verification.Valid(content)
        } else {
            Verification.Refused(report.problems.map(Finding::of), content)
        }
    }

    /** Frees the native side now instead of when the garbage collector finds it. */
    override fun close(): Unit = native.destroy()
}

private fun NativeVerifier.lenient(leewaySeconds: Long): NativeVerifier = when {
    leewaySeconds == 0L -> this
    leewaySeconds < 0 -> invalid("leeway", "a leeway of $leewaySeconds seconds; expected 0 or more")
    else -> use { it.withPolicy(NativePolicy(leewaySeconds.toULong())) }
}
