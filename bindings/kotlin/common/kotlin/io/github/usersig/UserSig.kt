package io.github.usersig

import java.time.Instant

/** What needs no signer and no verifier. */
public object UserSig {
    /** 7 days, in seconds: what clients' demo code signs. */
    public const val CLIENT_VALIDITY_SECONDS: Long = 604_800

    /** 180 days, in seconds: what server code signs. */
    public const val SERVER_VALIDITY_SECONDS: Long = 15_552_000

    /** Returns the version of the native library, as in `1.2.3`. */
    @JvmStatic
    public fun version(): String = io.github.usersig.internal.version()

    /**
     * Reads a token without verifying it. Anybody can write such a token: trust nothing in it. A client uses it to know
     * when to ask its server for a new one.
     *
     * @throws UserSigException.Unreadable if it cannot be read.
     */
    @JvmStatic
    public fun inspectUnverified(token: String): Token =
        Token(native { io.github.usersig.internal.inspectUnverified(utf8(token)) })

    /**
     * Names what is wrong with a token, or unusual in it, without a key: how it was pasted, encoded and built, and
     * whether its times make sense at [now]. There is no verdict; see [Verifier.diagnose] for one. The texts are in
     * [language].
     *
     * The libraries in `usersig-android` leave diagnosis out; that of the jar, for servers and tools, has it.
     *
     * @throws UserSigException.InvalidInput with [ErrorKind.TIME] for a time before 1970, with [ErrorKind.UNSUPPORTED]
     *   in a build without diagnosis.
     */
    @JvmStatic
    @JvmOverloads
    public fun diagnoseUnverified(
        token: String,
        now: Instant = Instant.now(),
        language: Language = Language.ENGLISH,
    ): UnverifiedDiagnoses = UnverifiedDiagnoses(
        native {
            val seconds = time(now.unixSeconds())
            io.github.usersig.internal.diagnoseUnverified(utf8(token), seconds, language.toNative())
        },
    )

    /**
     * Names the shape of a text that does not look like an application's secret key: half of one, a placeholder, a line
     * of a configuration, a private key. Empty for one that does. An odd key may still be the right one. The native side
     * wipes its copy of the text when the call ends. The texts that it returns are in [language], and hold nothing of
     * it.
     *
     * @throws UserSigException.InvalidInput with [ErrorKind.KEY] if the text has half of a surrogate pair, with
     *   [ErrorKind.UNSUPPORTED] in a build without diagnosis (`usersig-android`).
     */
    @JvmStatic
    @JvmOverloads
    public fun diagnoseKey(text: String, language: Language = Language.ENGLISH): List<Diagnosis> {
        val key = unicode(ErrorKind.KEY, "the key's text", text)
        return native { io.github.usersig.internal.diagnoseKey(key, language.toNative()) }.map(Diagnosis::of)
    }

    /**
     * Returns what an error code of the service or of an SDK means: one entry for each part of the products that has
     * it, and none if this library does not know the code, which says nothing about the service. The texts are in
     * [language].
     *
     * @param code a decimal number, such as `70001` or `-100018`, or a name, such as `ERR_USER_SIG_EXPIRED`, in upper
     *   or lower case. A minus makes another code of a number, but for those of the account server (70000 to 70999).
     */
    @JvmStatic
    @JvmOverloads
    public fun explain(code: String, language: Language = Language.ENGLISH): List<Explanation> =
        io.github.usersig.internal.explain(utf8(code), language.toNative()).map(Explanation::of)

    /**
     * Returns every code that is known, by the part of the products that returns it, and then by number without its
     * sign. The texts are in [language].
     */
    @JvmStatic
    @JvmOverloads
    public fun explanations(language: Language = Language.ENGLISH): List<Explanation> =
        io.github.usersig.internal.explanations(language.toNative()).map(Explanation::of)
}
