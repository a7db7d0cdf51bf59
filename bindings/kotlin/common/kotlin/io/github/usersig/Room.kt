package io.github.usersig

import io.github.usersig.internal.Room as NativeRoom

/** A TRTC room: a number or a string, as the application uses them. */
public sealed class Room {
    /**
     * A numeric room.
     *
     * @property number 1 to 4294967294 for signing and in an [Expectation].
     */
    public data class Number(public val number: Long) : Room()

    /**
     * A string room.
     *
     * @property name 1 to 64 bytes of `a-z A-Z 0-9`, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,`` for signing and in an
     *   [Expectation].
     */
    public data class Name(public val name: String) : Room()

    internal fun toNative(): NativeRoom = when (this) {
        is Number -> NativeRoom.Number(roomNumber(number))
        is Name -> NativeRoom.Name(unicode(ErrorKind.ROOM, "the string room", name))
    }

    /** The two kinds, for Java. */
    public companion object {
        /** Returns a numeric room, 1 to 4294967294. */
        @JvmStatic
        public fun number(number: Long): Room = Number(number)

        /** Returns a string room of 1 to 64 bytes. */
        @JvmStatic
        public fun name(name: String): Room = Name(name)

        internal fun of(native: NativeRoom): Room = when (native) {
            is NativeRoom.Number -> Number(native.number.toLong())
            is NativeRoom.Name -> Name(native.name)
        }
    }
}

/**
 * One thing that a PrivateMapKey can allow in its room.
 *
 * @property id the stable name, the same in every language of this library, such as `audio-send`.
 */
public enum class Privilege(internal val bit: Long, public val id: String) {
    /** Create the room. */
    CREATE_ROOM(1, "create"),

    /** Enter the room. */
    ENTER_ROOM(2, "enter"),

    /** Send audio. */
    SEND_AUDIO(4, "audio-send"),

    /** Receive audio. */
    RECEIVE_AUDIO(8, "audio-receive"),

    /** Send video. */
    SEND_VIDEO(16, "video-send"),

    /** Receive video. */
    RECEIVE_VIDEO(32, "video-receive"),

    /** Send the sub-stream (screen sharing). */
    SEND_SUBSTREAM(64, "substream-send"),

    /** Receive the sub-stream. */
    RECEIVE_SUBSTREAM(128, "substream-receive"),
    ;

    /** Sets that are often wanted, and the service's bits. */
    public companion object {
        /** All eight. */
        @JvmField
        public val ALL: Set<Privilege> = values().toSet()

        /** What an audience needs: enter, receive audio and video. */
        @JvmField
        public val AUDIENCE: Set<Privilege> = setOf(ENTER_ROOM, RECEIVE_AUDIO, RECEIVE_VIDEO)

        /** Returns the set as the service's bits, 0 to 255. */
        @JvmStatic
        public fun toBits(privileges: Set<Privilege>): Long = privileges.fold(0L) { bits, one -> bits or one.bit }

        /** Returns the members of a set of bits; bits above 255 mean nothing and are left out. */
        @JvmStatic
        public fun fromBits(bits: Long): Set<Privilege> = values().filterTo(linkedSetOf()) { bits and it.bit != 0L }
    }
}
