package io.github.usersig

import java.time.Duration
import java.time.Instant

// The native side has unsigned numbers and UTF-8 texts. What does not fit is rejected here, in the words in which the
// core rejects the nearest value that does (the tests hold them to each other); every other rule is the core's.

internal fun sdkAppId(number: Long): UInt = unsigned32(number)
    ?: invalid(
        ErrorKind.SDKAPPID,
        "the SDKAppID is $number; expected the number the console shows for the application, 1 to 4294967295",
    )

internal fun roomNumber(number: Long): UInt =
    unsigned32(number) ?: invalid(ErrorKind.ROOM, "the room number is $number; expected 1 to 4294967294")

internal fun privilegeBits(bits: Long): UInt = unsigned32(bits) ?: run {
    val names = Privilege.values().joinToString { "${it.id} ${it.bit}" }
    invalid(ErrorKind.PRIVILEGES, "the privileges are $bits; expected 0 to ${Privilege.toBits(Privilege.ALL)} ($names)")
}

internal fun validity(seconds: Long): ULong = unsigned64(seconds)
    ?: invalid(ErrorKind.VALIDITY, "the validity is $seconds seconds; expected 1 to 1576800000 (50 years)")

internal fun leeway(seconds: Long): ULong = unsigned64(seconds)
    ?: invalid(ErrorKind.LEEWAY, "the leeway is $seconds seconds; expected 0 to 86400 (one day)")

internal fun time(seconds: Long): ULong = unsigned64(seconds)
    ?: invalid(
        ErrorKind.TIME,
        "the time is $seconds in Unix seconds, which is before 1970; expected 0 or more; check the clock",
    )

/** Returns the text unless half of a surrogate pair is in it, which UTF-8 cannot express. */
internal fun unicode(kind: ErrorKind, what: String, text: String): String {
    val at = text.unpairedSurrogate()
    return if (at < 0) text else invalid(kind, "$what has half of a surrogate pair at index $at; expected Unicode text")
}

/** Returns the index of the first half of a surrogate pair without the other half, or -1. */
internal fun String.unpairedSurrogate(): Int {
    var at = 0
    while (at < length) {
        when {
            !this[at].isSurrogate() -> at++
            this[at].isHighSurrogate() && at + 1 < length && this[at + 1].isLowSurrogate() -> at += 2
            else -> return at
        }
    }
    return -1
}

/** Returns the whole seconds of a duration, rounded down. */
internal fun Duration.wholeSeconds(): Long = seconds

/** Returns the Unix time in whole seconds, rounded down, so that a time before 1970 stays negative. */
internal fun Instant.unixSeconds(): Long = epochSecond

private fun unsigned32(number: Long): UInt? = if (number in 0..UInt.MAX_VALUE.toLong()) number.toUInt() else null

private fun unsigned64(number: Long): ULong? = if (number >= 0) number.toULong() else null
