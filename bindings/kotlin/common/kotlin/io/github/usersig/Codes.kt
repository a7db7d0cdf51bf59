package io.github.usersig

import io.github.usersig.internal.Explanation as NativeExplanation
import io.github.usersig.internal.Language as NativeLanguage
import io.github.usersig.internal.Subject as NativeSubject

/** The language of a text. Names and numbers are the same in both. */
public enum class Language {
    /** English. */
    ENGLISH,

    /** Simplified Chinese. */
    CHINESE,
    ;

    internal fun toNative(): NativeLanguage = when (this) {
        ENGLISH -> NativeLanguage.ENGLISH
        CHINESE -> NativeLanguage.CHINESE
    }
}

/** What an error code is about. */
public enum class Subject {
    /** The UserSig, or what is presented with it: the UserID and the SDKAppID. */
    USER_SIG,

    /** The PrivateMapKey and the permissions in it. */
    PRIVATE_MAP_KEY,

    /** Something else, although the code appears at login or when a room is entered. */
    OTHER,
    ;

    internal companion object {
        fun of(native: NativeSubject): Subject = when (native) {
            NativeSubject.USER_SIG -> USER_SIG
            NativeSubject.PRIVATE_MAP_KEY -> PRIVATE_MAP_KEY
            NativeSubject.OTHER -> OTHER
        }
    }
}

/**
 * What one error code of the service or of an SDK means, and what to do about it: see [UserSig.explain].
 *
 * @property numbers the numbers that have this meaning, the usual one first; empty if the code is a text.
 * @property names the names in headers and tables, such as `ERR_USER_SIG_EXPIRED`; empty if there are only numbers.
 * @property layer which part of the products returns the code, as a title. The same number can have another meaning in
 *   another one.
 * @property subject what the code is about.
 * @property meaning what the code means.
 * @property advice what to do about it.
 * @property note where the documents disagree or stay silent; null if they do not.
 */
public class Explanation internal constructor(
    public val numbers: List<Int>,
    public val names: List<String>,
    public val layer: String,
    public val subject: Subject,
    public val meaning: String,
    public val advice: String,
    public val note: String?,
) {
    private val fields: List<Any?> get() = listOf(numbers, names, layer, subject, meaning, advice, note)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is Explanation && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line. */
    override fun toString(): String =
        "Explanation(numbers=$numbers, names=$names, layer=$layer, subject=$subject, " +
            "meaning=$meaning, advice=$advice, note=$note)"

    internal companion object {
        fun of(native: NativeExplanation) = Explanation(
            native.numbers,
            native.names,
            native.layer,
            Subject.of(native.subject),
            native.meaning,
            native.advice,
            native.note,
        )
    }
}
