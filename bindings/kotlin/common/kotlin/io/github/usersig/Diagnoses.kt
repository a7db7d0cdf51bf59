package io.github.usersig

import io.github.usersig.internal.Diagnoses as NativeDiagnoses
import io.github.usersig.internal.Diagnosis as NativeDiagnosis
import io.github.usersig.internal.UnverifiedDiagnoses as NativeUnverifiedDiagnoses

/**
 * One mistake in the code that made a token or on the token's way here, or something unusual in it.
 *
 * @property id the stable name, the same in every language, such as `key_quoted`.
 * @property detail what was seen; never a part of a key.
 * @property fix what to change.
 */
public class Diagnosis internal constructor(
    public val id: String,
    public val detail: String,
    public val fix: String,
) {
    private val fields: List<Any?> get() = listOf(id, detail, fix)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is Diagnosis && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line. */
    override fun toString(): String = "Diagnosis(id=$id, detail=$detail, fix=$fix)"

    internal companion object {
        fun of(native: NativeDiagnosis) = Diagnosis(native.name, native.detail, native.fix)
    }
}

/**
 * A verdict, and what is behind it: see [Verifier.diagnose]. Only [verification] says whether the token is valid.
 *
 * @property verification what [Verifier.verify] returns, with the texts of its findings in the language that was asked
 *   for.
 * @property causes why the token is not valid, the outermost cause first; empty for a valid token, and for one that is
 *   rejected for what no known mistake explains.
 * @property warnings what is unusual in a token that is valid.
 * @property unwrapped the token that is left when what was pasted around it is removed, or null. It is not verified
 *   yet: verify it to see what would still be wrong.
 */
public class Diagnoses internal constructor(native: NativeDiagnoses) {
    public val verification: Verification = verification(native.report)
    public val causes: List<Diagnosis> = native.causes.map(Diagnosis::of)
    public val warnings: List<Diagnosis> = native.warnings.map(Diagnosis::of)
    public val unwrapped: String? = native.unwrapped

    /** Returns the verdict and the names of the causes and warnings, without a token. */
    override fun toString(): String = "Diagnoses(${verdict()}, ${names(causes, warnings)})"

    private fun verdict() = if (verification.isValid) "valid" else verification.findings.joinToString { it.kind.id }
}

/**
 * What is wrong with a token, without a key and so without a verdict: see [UserSig.diagnoseUnverified].
 *
 * @property causes why the token cannot be valid, as far as that can be seen without a key, the outermost cause first.
 *   A token without one need not be valid.
 * @property warnings what is unusual in a token that may be valid.
 * @property unwrapped the token that is left when what was pasted around it is removed, or null. It is not verified.
 */
public class UnverifiedDiagnoses internal constructor(native: NativeUnverifiedDiagnoses) {
    public val causes: List<Diagnosis> = native.causes.map(Diagnosis::of)
    public val warnings: List<Diagnosis> = native.warnings.map(Diagnosis::of)
    public val unwrapped: String? = native.unwrapped

    /** Returns the names of the causes and warnings, without a token. */
    override fun toString(): String = "UnverifiedDiagnoses(${names(causes, warnings)})"
}

private fun names(causes: List<Diagnosis>, warnings: List<Diagnosis>) =
    "causes=${causes.map { it.id }}, warnings=${warnings.map { it.id }}"
