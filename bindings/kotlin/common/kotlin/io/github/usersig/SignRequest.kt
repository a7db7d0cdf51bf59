package io.github.usersig

import java.time.Duration
import java.time.Instant

import io.github.usersig.internal.Contents as NativeContents
import io.github.usersig.internal.SignRequest as NativeRequest
import io.github.usersig.internal.UserIdRule as NativeRule

/** Which UserIDs are accepted when signing. Control characters are rejected by every rule. */
public enum class UserIdRule {
    /** What IM documents: 1 to 32 bytes of printable ASCII. The default. */
    IM,

    /** What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`. Accepted by every product. */
    TRTC,

    /** 1 to 1024 bytes of UTF-8: for IDs that were imported long ago. */
    ANY,
    ;

    /** The stable name, the same in every language of this library, such as `im`. */
    public val id: String get() = name.lowercase()

    internal fun toNative(): NativeRule = when (this) {
        IM -> NativeRule.IM
        TRTC -> NativeRule.TRTC
        ANY -> NativeRule.ANY
    }
}

/** What a token carries beside the user's name. */
public sealed class Contents {
    /** Nothing: a plain UserSig. */
    public object None : Contents() {
        /** Returns the name. */
        override fun toString(): String = "None"
    }

    /** Bytes of the application, 0 to 32768 of them. */
    public class Userbuf(bytes: ByteArray) : Contents() {
        internal val content: ByteArray = bytes.clone()

        /** The bytes, as a copy. */
        public val bytes: ByteArray get() = content.clone()

        /** Compares the bytes. */
        override fun equals(other: Any?): Boolean = other is Userbuf && content.contentEquals(other.content)

        /** Returns the hash of the bytes. */
        override fun hashCode(): Int = content.contentHashCode()

        /** Returns the number of bytes, not the bytes. */
        override fun toString(): String = "Userbuf(${content.size} bytes)"
    }

    /**
     * The permission to use one TRTC room: the token is a PrivateMapKey.
     *
     * @property room the room.
     * @property privilegeBits what the user may do in it, as the service's bits, 0 to 255.
     */
    public data class Room(public val room: io.github.usersig.Room, public val privilegeBits: Long) : Contents() {
        /** Allows a set of privileges. */
        public constructor(room: io.github.usersig.Room, privileges: Set<Privilege>) :
            this(room, Privilege.toBits(privileges))
    }

    internal fun toNative(): NativeContents = when (this) {
        is None -> NativeContents.None
        is Userbuf -> NativeContents.Userbuf(content)
        is Room -> NativeContents.Room(room.toNative(), privilegeBits(privilegeBits))
    }
}

/**
 * One token to sign: for whom, for how long, from when, and what is inside.
 *
 * A request does not change and can be signed any number of times. Its fields are checked when it is signed. In Kotlin
 * pass the optional fields by name; in Java start with the UserID and the validity, and add the rest with the methods
 * that begin with `with`.
 *
 * The forms with [Duration] and [Instant] need Android 8 (API 26) or core library desugaring; those with seconds run
 * everywhere. Fractions of a second are rounded down.
 *
 * @property userId the user the token is for.
 * @property validitySeconds for how many seconds the token is valid, from 1 second to 50 years.
 * @property issuedAtSeconds when the token is issued, in Unix seconds; null for the system clock when it is signed.
 * @property contents what the token carries.
 * @property userIdRule which UserIDs are accepted.
 */
public class SignRequest @JvmOverloads constructor(
    public val userId: String,
    public val validitySeconds: Long,
    public val issuedAtSeconds: Long? = null,
    public val contents: Contents = Contents.None,
    public val userIdRule: UserIdRule = UserIdRule.IM,
) {
    /** Requests a token with its times as `java.time` has them. */
    @JvmOverloads
    public constructor(
        userId: String,
        validity: Duration,
        issuedAt: Instant? = null,
        contents: Contents = Contents.None,
        userIdRule: UserIdRule = UserIdRule.IM,
    ) : this(userId, validity.wholeSeconds(), issuedAt?.unixSeconds(), contents, userIdRule)

    /** Returns the request with a time of issue, instead of the system clock's. */
    public fun withIssuedAt(time: Instant): SignRequest = withIssuedAtSeconds(time.unixSeconds())

    /** Returns the request with a time of issue in Unix seconds, instead of the system clock's. */
    public fun withIssuedAtSeconds(seconds: Long): SignRequest = copy(issuedAtSeconds = seconds)

    /** Returns the request with these contents. */
    public fun withContents(contents: Contents): SignRequest = copy(contents = contents)

    /** Returns the request with bytes of the application. */
    public fun withUserbuf(bytes: ByteArray): SignRequest = withContents(Contents.Userbuf(bytes))

    /** Returns the request for a PrivateMapKey for one TRTC room. */
    public fun withRoom(room: Room, privileges: Set<Privilege>): SignRequest =
        withContents(Contents.Room(room, privileges))

    /** Returns the request for a PrivateMapKey for one TRTC room, with the privileges as bits. */
    public fun withRoom(room: Room, privilegeBits: Long): SignRequest = withContents(Contents.Room(room, privilegeBits))

    /** Returns the request with another rule of UserIDs. */
    public fun withUserIdRule(rule: UserIdRule): SignRequest = copy(userIdRule = rule)

    private fun copy(
        issuedAtSeconds: Long? = this.issuedAtSeconds,
        contents: Contents = this.contents,
        userIdRule: UserIdRule = this.userIdRule,
    ) = SignRequest(userId, validitySeconds, issuedAtSeconds, contents, userIdRule)

    internal fun toNative() = NativeRequest(
        userId(userId),
        userIdRule.toNative(),
        validity(validitySeconds),
        issuedAtSeconds?.let(::time),
        contents.toNative(),
    )

    private val fields: List<Any?> get() = listOf(userId, validitySeconds, issuedAtSeconds, contents, userIdRule)

    /** Compares the fields. */
    override fun equals(other: Any?): Boolean = other is SignRequest && fields == other.fields

    /** Returns the hash of the fields. */
    override fun hashCode(): Int = fields.hashCode()

    /** Returns the fields on one line, without the bytes of a userbuf. */
    override fun toString(): String =
        "SignRequest(userId=$userId, validitySeconds=$validitySeconds, issuedAtSeconds=$issuedAtSeconds, " +
            "contents=$contents, userIdRule=$userIdRule)"
}

internal fun userId(text: String): String = unicode(ErrorKind.USERID, "the UserID", text)
