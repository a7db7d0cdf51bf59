package io.github.usersig

import java.io.Closeable

import io.github.usersig.internal.Report as NativeReport
import io.github.usersig.internal.Verifier as NativeVerifier

/** The result of a verification: [Valid] or [Rejected]. */
public sealed class Verification {
    /** Whether the token is genuine, valid at that time, and what the [Expectation] demands. */
    public abstract val isValid: Boolean

    /** Everything that is wrong with it, in the order of [FindingKind]; empty exactly when it is valid. */
    public abstract val findings: List<Finding>

    /** What is unusual in it although the service accepts it. */
    public abstract val warnings: List<Warning>

    /** Returns the token's content if it is valid; throws [UserSigException.Rejected] if not. */
    public abstract fun tokenOrThrow(): Token

    /**
     * The token is genuine, valid at that time, and what the [Expectation] demands.
     *
     * @property token its content, to be trusted.
     */
    public class Valid internal constructor(
        public val token: Token,
        override val warnings: List<Warning>,
    ) : Verification() {
        override val isValid: Boolean get() = true
        override val findings: List<Finding> get() = emptyList()

        override fun tokenOrThrow(): Token = token

        /** Returns the token's fields on one line. */
        override fun toString(): String = "Valid($token)"
    }

    /**
     * The token is rejected.
     *
     * @property unverified its content if it could be read; not to be trusted.
     */
    public class Rejected internal constructor(
        override val findings: List<Finding>,
        public val unverified: Token?,
        override val warnings: List<Warning>,
    ) : Verification() {
        override val isValid: Boolean get() = false

        /** The first finding. */
        public val reason: Finding get() = findings.first()

        override fun tokenOrThrow(): Token = throw UserSigException.Rejected(findings)

        /** Returns the kinds of the findings. */
        override fun toString(): String = "Rejected(${findings.joinToString { it.kind.id }})"
    }
}

/**
 * Verifies tokens of one application with one key. The key decides which version is accepted, never the token.
 *
 * Any number of threads may use it at once: make one and keep it.
 */
public class Verifier private constructor(private val native: NativeVerifier) : Closeable {
    /** Makes a verifier of version 2.0 tokens. */
    public constructor(sdkAppId: Long, key: SecretKey) :
        this(native { key.native.lend { NativeVerifier(sdkAppId(sdkAppId), it) } })

    /** Makes a verifier of version 1.0 tokens. */
    public constructor(sdkAppId: Long, key: PublicKey) :
        this(native { key.native.lend { NativeVerifier.withPublicKey(sdkAppId(sdkAppId), it) } })

    /**
     * Verifies a token against what the caller expects. Any text can be passed as the token.
     *
     * @throws UserSigException.InvalidInput if the expectation has a field that cannot be used.
     * @throws IllegalStateException after [close].
     */
    public fun verify(token: String, expectation: Expectation): Verification =
        verification(native { native.verify(utf8(token), expectation.toNative()) })

    /**
     * Verifies a token, and names what is behind the verdict: the mistakes of the code that made the token, or on its
     * way here. It is for a person, a support tool or the log of a few rejections: it costs up to twenty times as much
     * as [verify].
     *
     * With [keyText], the text that this verifier's secret key was made of, mistakes in the key's use are tried too,
     * such as quotation marks or a line end. The native side wipes its copy when the call ends. The texts are in
     * [language].
     *
     * The libraries in `usersig-android` leave diagnosis out; that of the jar, for servers and tools, has it.
     *
     * @throws UserSigException.InvalidInput if the expectation has a field that cannot be used; with
     *   [ErrorKind.UNSUPPORTED] in a build without diagnosis.
     * @throws IllegalStateException after [close].
     */
    @JvmOverloads
    public fun diagnose(
        token: String,
        expectation: Expectation,
        keyText: String? = null,
        language: Language = Language.ENGLISH,
    ): Diagnoses = Diagnoses(
        native {
            val (text, expected) = utf8(token) to expectation.toNative()
            if (keyText == null) {
                native.diagnose(text, expected, language.toNative())
            } else {
                val key = unicode(ErrorKind.KEY, "the key's text", keyText)
                native.diagnoseWithKeyText(text, expected, key, language.toNative())
            }
        },
    )

    /** Frees the native side now instead of when the garbage collector finds it. */
    override fun close(): Unit = native.destroy()
}

/**
 * Returns the token, or if it has half of a surrogate pair, which UTF-8 cannot express, a text with `?` instead of it:
 * neither can be read as a UserSig.
 */
internal fun utf8(token: String): String = if (token.unpairedSurrogate() < 0) token else String(token.toByteArray())

/** Valid is only what the native side calls valid, without findings and with its content. */
internal fun verification(report: NativeReport): Verification {
    val token = report.token?.let(::Token)
    val findings = report.findings.map(Finding::of)
    val warnings = report.warnings.map(Warning::of)
    if (report.isValid && token != null && findings.isEmpty()) return Verification.Valid(token, warnings)
    check(findings.isNotEmpty()) { "the native library reports a token that is neither valid nor has findings" }
    return Verification.Rejected(findings, token, warnings)
}
