package io.github.usersig

import io.github.usersig.uniffi.FindingKind as NativeKind
import io.github.usersig.uniffi.serviceCode as nativeServiceCode
import io.github.usersig.uniffi.serviceCodes as nativeServiceCodes

/** What a [Finding] is, in the order in which findings are reported. */
public enum class FindingKind {
    /** No token at all. */
    EMPTY,

    /** The token cannot be read. */
    MALFORMED,

    /** The token is of the other version than the key is for. */
    WRONG_KEY_KIND,

    /** The token is for another application. */
    SDKAPPID_MISMATCH,

    /** The token is for another user. */
    USERID_MISMATCH,

    /** The signature does not match. */
    BAD_SIGNATURE,

    /** The token has expired. */
    EXPIRED,
}

/**
 * One thing that is wrong with a token.
 *
 * @property kind what it is.
 * @property name its stable name, the same in every language: `empty`, `malformed`, `wrong_key_kind`,
 *   `sdkappid_mismatch`, `userid_mismatch`, `bad_signature` or `expired`.
 * @property serviceCode what the service answers to the same token, such as 70001; see [ServiceCode.of].
 * @property detail what was wrong and what was expected.
 * @property hint what to do about it.
 */
@ConsistentCopyVisibility
public data class Finding internal constructor(
    public val kind: FindingKind,
    public val name: String,
    public val serviceCode: Int,
    public val detail: String,
    public val hint: String,
) {
    internal companion object {
        fun of(native: io.github.usersig.uniffi.Finding): Finding {
            val kind = when (native.kind) {
                NativeKind.EMPTY -> FindingKind.EMPTY
                NativeKind.MALFORMED -> FindingKind.MALFORMED
                NativeKind.WRONG_KEY_KIND -> FindingKind.WRONG_KEY_KIND
                NativeKind.SDK_APP_ID_MISMATCH -> FindingKind.SDKAPPID_MISMATCH
                NativeKind.USER_ID_MISMATCH -> FindingKind.USERID_MISMATCH
                NativeKind.BAD_SIGNATURE -> FindingKind.BAD_SIGNATURE
                NativeKind.EXPIRED -> FindingKind.EXPIRED
            }
            return Finding(kind, native.name, native.serviceCode.toInt(), native.detail, native.hint)
        }
    }
}

/**
 * A code that the service answers, 70001 to 70050, in words.
 *
 * @property number the code.
 * @property meaning what the service means by it.
 * @property advice what to do about it.
 */
@ConsistentCopyVisibility
public data class ServiceCode internal constructor(
    public val number: Int,
    public val meaning: String,
    public val advice: String,
) {
    /** The table of codes. */
    public companion object {
        /** What a number from the service means, or null if it is no UserSig code. */
        @JvmStatic
        public fun of(number: Int): ServiceCode? = if (number < 0) null else nativeServiceCode(number.toUInt())?.let(::of)

        /** Every code that is known, in the order of their numbers. */
        @JvmStatic
        public fun all(): List<ServiceCode> = nativeServiceCodes().map(::of)

        private fun of(native: io.github.usersig.uniffi.ServiceCode) =
            ServiceCode(native.number.toInt(), native.meaning, native.advice)
    }
}
