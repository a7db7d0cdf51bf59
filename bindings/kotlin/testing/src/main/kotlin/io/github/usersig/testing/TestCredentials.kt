package io.github.usersig.testing

import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.UserIdRule

/**
 * Where `GenerateTestUserSig` gets its SDKAppID and secret key from, and the guard that keeps it out of release
 * builds.
 *
 * In an application that is not debuggable every function throws [IllegalStateException], and the application
 * does not even start, because a content provider of this library runs the same check. To accept the risk all
 * the same, say so in the application's manifest:
 * `<meta-data android:name="io.github.usersig.testing.ALLOW_IN_RELEASE" android:value="true"/>`.
 *
 * Outside Android, as in a unit test on the JVM, there is no application: the constants are used.
 */
public object TestCredentials {
    @Volatile
    internal var host: HostApp? = null

    /** The SDKAppID: BuildConfig's `USERSIG_SDKAPPID`, else the resource `usersig_sdkappid`, else the constant. */
    @JvmStatic
    public fun sdkAppId(constant: Int): Int {
        val text = setting("SDKAPPID") ?: return constant
        // Java's int holds the upper half of the 32 bits as negative numbers.
        return text.trim().toLongOrNull()?.takeIf { it in Int.MIN_VALUE..0xFFFF_FFFFL }?.toInt()
            ?: throw IllegalStateException("USERSIG_SDKAPPID is \"$text\"; expected the number the console shows")
    }

    /** The secret key: BuildConfig's `USERSIG_SECRETKEY`, else the resource `usersig_secretkey`, else the constant. */
    @JvmStatic
    public fun secretKey(constant: String): String = setting("SECRETKEY") ?: constant

    /** A UserSig for a debug build. */
    @JvmStatic
    public fun sign(sdkAppId: Int, secretKey: String, userId: String, validitySeconds: Int): String {
        host?.let(::guard)
        check(sdkAppId != 0) { missing("SDKAPPID") }
        check(secretKey.isNotEmpty()) { missing("SECRETKEY") }
        val request = SignRequest(userId, validitySeconds.toLong(), userIdRule = UserIdRule.ANY)
        return SecretKey(secretKey).use { key ->
            Signer(sdkAppId.toLong() and 0xFFFF_FFFFL, key).use { it.sign(request) }
        }
    }

    private fun setting(name: String): String? {
        val app = host ?: return null
        guard(app)
        return (app.buildConfig("USERSIG_$name") ?: app.resource("usersig_${name.lowercase()}"))
            // A Gradle property that nobody set arrives as an empty text or a 0.
            ?.takeIf { it.isNotBlank() && it != "0" }
    }

    /** @throws IllegalStateException in an application that is not debuggable and does not opt out. */
    internal fun guard(app: HostApp) {
        check(app.isDebuggable || app.allowsRelease) {
            "usersig-testing is in ${app.packageName}, which is not debuggable. It signs with the secret key inside " +
                "the application: everybody who has the APK can then be every user. Depend on it with " +
                "debugImplementation only, and let your server sign UserSigs for release builds. To ship it all the " +
                "same, add to the manifest's <application>: <meta-data " +
                "android:name=\"io.github.usersig.testing.ALLOW_IN_RELEASE\" android:value=\"true\"/>"
        }
    }

    private fun missing(name: String) =
        "$name is not set. Add to the debug build type: buildConfigField(…, \"USERSIG_$name\", …), or the string " +
            "resource usersig_${name.lowercase()}, with a value from your own gradle.properties, not from the repository"
}
