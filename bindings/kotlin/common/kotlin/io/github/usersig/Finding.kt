package io.github.usersig

import io.github.usersig.internal.FindingKind as NativeKind

/** What a [Finding] is, in the order in which findings are reported. */
public enum class FindingKind {
    /** There is no token. */
    EMPTY,

    /** The token cannot be read. */
    MALFORMED,

    /** The token needs a key of the other version. */
    WRONG_KEY_KIND,

    /** The token is for another application. */
    SDKAPPID_MISMATCH,

    /** The token is for another user. */
    USERID_MISMATCH,

    /** The signature does not match. */
    BAD_SIGNATURE,

    /** The token has expired. */
    EXPIRED,

    /** The token is valid for longer than the [Expectation] allows. */
    VALIDITY_TOO_LONG,

    /** The userbuf is not the expected one. */
    USERBUF_MISMATCH,

    /** The PrivateMapKey record disagrees with its token or with the [Expectation]. */
    RECORD_MISMATCH,
    ;

    /** The stable name, the same in every language, such as `expired`. */
    public val id: String get() = name.lowercase()

    internal companion object {
        fun of(native: NativeKind): FindingKind = when (native) {
            NativeKind.EMPTY -> EMPTY
            NativeKind.MALFORMED -> MALFORMED
            NativeKind.WRONG_KEY_KIND -> WRONG_KEY_KIND
            NativeKind.SDK_APP_ID_MISMATCH -> SDKAPPID_MISMATCH
            NativeKind.USER_ID_MISMATCH -> USERID_MISMATCH
            NativeKind.BAD_SIGNATURE -> BAD_SIGNATURE
            NativeKind.EXPIRED -> EXPIRED
            NativeKind.VALIDITY_TOO_LONG -> VALIDITY_TOO_LONG
            NativeKind.USERBUF_MISMATCH -> USERBUF_MISMATCH
            NativeKind.RECORD_MISMATCH -> RECORD_MISMATCH
        }
    }
}

/**
 * One thing that is wrong with a token.
 *
 * @property kind what it is.
 * @property serviceCode the code with which the service rejects the same token, such as 70001 (see [UserSig.explain]);
 *   null for what the service does not report: a mismatch with what only the [Expectation] demanded, or in a
 *   PrivateMapKey record.
 * @property detail what was wrong and what was expected.
 * @property hint what to do about it.
 */
public class Finding internal constructor(
    public val kind: FindingKind,
    public val serviceCode: Int?,
    public val detail: String,
    public val hint: String,
) {
    private val fields: List<Any?> get() = listOf(kind, serviceCode, detail, hint)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is Finding && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line. */
    override fun toString(): String = "Finding(kind=$kind, serviceCode=$serviceCode, detail=$detail, hint=$hint)"

    internal companion object {
        fun of(native: io.github.usersig.internal.Finding) =
            Finding(FindingKind.of(native.kind), native.serviceCode?.toInt(), native.detail, native.hint)
    }
}

/**
 * Something unusual in a token that the service accepts. It never changes the verdict.
 *
 * @property id the stable name, the same in every language, such as `number_as_text`.
 * @property detail what is unusual.
 * @property hint what to do about it.
 */
public class Warning internal constructor(
    public val id: String,
    public val detail: String,
    public val hint: String,
) {
    private val fields: List<Any?> get() = listOf(id, detail, hint)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is Warning && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line. */
    override fun toString(): String = "Warning(id=$id, detail=$detail, hint=$hint)"

    internal companion object {
        fun of(native: io.github.usersig.internal.Warning) = Warning(native.name, native.detail, native.hint)
    }
}
