package io.github.usersig

/** What needs no key. */
public object UserSig {
    /** 7 days, in seconds: what clients' demo code signs. */
    public const val CLIENT_VALIDITY_SECONDS: Long = 604_800

    /** 180 days, in seconds: what server code signs. */
    public const val SERVER_VALIDITY_SECONDS: Long = 15_552_000

    /** Returns the version of the native library, as in `0.1.0`. */
    @JvmStatic
    public fun version(): String = io.github.usersig.uniffi.version()

    /**
     * Reads a token without verifying it. Anybody can write such a token: trust nothing in it. A client uses it to know
     * when to ask its server for a new one.
     *
     * @throws UserSigException.Unreadable if it cannot be read.
     */
    @JvmStatic
    public fun inspectUnverified(token: String): Token =
        Token(native { io.github.usersig.uniffi.inspectUnverified(utf8(token)) })
}
