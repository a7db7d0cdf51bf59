package io.github.usersig

/** The TRTC room that a PrivateMapKey opens: a number or a string, as the application uses them. */
public sealed class Room {
    /**
     * A numeric room.
     *
     * @property number 1 to 4294967294.
     */
    public data class Number(public val number: Long) : Room()

    /**
     * A string room.
     *
     * @property name 1 to 64 bytes of `a-z A-Z 0-9`, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``.
     */
    public data class Name(public val name: String) : Room()

    /** The two kinds, for Java. */
    public companion object {
        /** A numeric room, 1 to 4294967294. */
        @JvmStatic
        public fun number(number: Long): Room = Number(number)

        /** A string room of 1 to 64 bytes. */
        @JvmStatic
        public fun name(name: String): Room = Name(name)
    }
}

/** One thing that a PrivateMapKey can allow in its room. */
public enum class Privilege(internal val bit: Int) {
    /** Create the room. */
    CREATE_ROOM(1),

    /** Enter the room. */
    ENTER_ROOM(2),

    /** Send audio. */
    SEND_AUDIO(4),

    /** Receive audio. */
    RECEIVE_AUDIO(8),

    /** Send video. */
    SEND_VIDEO(16),

    /** Receive video. */
    RECEIVE_VIDEO(32),

    /** Send the sub-stream (screen sharing). */
    SEND_SUBSTREAM(64),

    /** Receive the sub-stream. */
    RECEIVE_SUBSTREAM(128),
    ;

    /** Sets that are often wanted, and the service's bits. */
    public companion object {
        /** All eight. */
        @JvmField
        public val ALL: Set<Privilege> = entries.toSet()

        /** What an audience needs: enter, receive audio and video (bits 42). */
        @JvmField
        public val AUDIENCE: Set<Privilege> = setOf(ENTER_ROOM, RECEIVE_AUDIO, RECEIVE_VIDEO)

        /** The set as the service's bits, 0 to 255. */
        @JvmStatic
        public fun toBits(privileges: Set<Privilege>): Int = privileges.fold(0) { bits, one -> bits or one.bit }

        /** The members of a set of bits; bits above 255 mean nothing and are left out. */
        @JvmStatic
        public fun fromBits(bits: Long): Set<Privilege> =
            entries.filterTo(linkedSetOf()) { bits and it.bit.toLong() != 0L }
    }
}
