// What is passed to the native side and returned by it: the names and fields of bindings/uniffi, so that the layer over
// this package compiles over either transport. Comments are there and in that layer.
package io.github.usersig.internal

public enum class KeyKind { SECRET, PUBLIC }

public enum class UserIdRule { IM, TRTC, ANY }

public enum class Version { V1_PLAIN, V1, V2 }

public enum class Language { ENGLISH, CHINESE }

public enum class Subject { USER_SIG, PRIVATE_MAP_KEY, OTHER }

public enum class ErrorKind {
    SDK_APP_ID,
    USER_ID,
    VALIDITY,
    LEEWAY,
    USERBUF,
    ROOM,
    PRIVILEGES,
    PRIVATE_MAP_KEY_EXPIRY,
    TIME,
    KEY,
    UNSUPPORTED,
    OTHER,
}

public enum class FindingKind {
    EMPTY,
    MALFORMED,
    WRONG_KEY_KIND,
    SDK_APP_ID_MISMATCH,
    USER_ID_MISMATCH,
    BAD_SIGNATURE,
    EXPIRED,
    VALIDITY_TOO_LONG,
    USERBUF_MISMATCH,
    RECORD_MISMATCH,
}

public sealed class UserSigException(message: String) : Exception(message) {
    public class InvalidInput(public val kind: ErrorKind, public val detail: String) : UserSigException(detail)

    public class Unreadable(public val finding: Finding) : UserSigException(finding.detail)
}

public sealed class Room {
    public class Number(public val number: UInt) : Room()

    public class Name(public val name: String) : Room()
}

public sealed class Contents {
    public object None : Contents()

    public class Userbuf(public val bytes: ByteArray) : Contents()

    public class Room(public val room: io.github.usersig.internal.Room, public val privileges: UInt) : Contents()
}

public sealed class Expected {
    public object Any : Expected()

    public object NoUserbuf : Expected()

    public class Userbuf(public val bytes: ByteArray) : Expected()

    public class Room(public val room: io.github.usersig.internal.Room, public val privileges: UInt) : Expected()
}

public class SignRequest(
    public val userid: String,
    public val useridRule: UserIdRule,
    public val validity: ULong,
    public val issuedAt: ULong?,
    public val contents: Contents,
)

public class Expectation(
    public val userid: String,
    public val now: ULong?,
    public val leeway: ULong,
    public val maxValidity: ULong?,
    public val contents: Expected,
)

public class Token(
    public val version: Version,
    public val userid: String,
    public val sdkappid: UInt?,
    public val sdkappidText: String,
    public val issuedAt: ULong,
    public val expire: ULong,
    public val expiresAt: ULong,
    public val userbuf: ByteArray?,
    public val privateMapKey: PrivateMapKey?,
    public val isTimeApproximate: Boolean,
    public val warnings: List<Warning>,
)

public class PrivateMapKey(
    public val account: ByteArray,
    public val accountLossy: String,
    public val sdkappid: UInt,
    public val room: Room,
    public val privilegeBits: UInt,
    public val expiresAt: ULong,
)

public class Finding(
    public val kind: FindingKind,
    public val name: String,
    public val serviceCode: UInt?,
    public val detail: String,
    public val hint: String,
)

public class Warning(public val name: String, public val detail: String, public val hint: String)

public class Report(
    public val isValid: Boolean,
    public val token: Token?,
    public val findings: List<Finding>,
    public val warnings: List<Warning>,
)

public class Diagnosis(public val name: String, public val detail: String, public val fix: String)

public class Diagnoses(
    public val report: Report,
    public val causes: List<Diagnosis>,
    public val warnings: List<Diagnosis>,
    public val unwrapped: String?,
)

public class UnverifiedDiagnoses(
    public val causes: List<Diagnosis>,
    public val warnings: List<Diagnosis>,
    public val unwrapped: String?,
)

public class Explanation(
    public val numbers: List<Int>,
    public val names: List<String>,
    public val layer: String,
    public val subject: Subject,
    public val meaning: String,
    public val advice: String,
    public val note: String?,
)
