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
 * On Android every function also throws [IllegalStateException] while no application is known: when the manifest
 * removes the provider, and in a process other than the application's main one, where the provider does not run.
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
        checkedHost()
        check(sdkAppId != 0) { missing("SDKAPPID") }
        check(secretKey.isNotEmpty()) { missing("SECRETKEY") }
        val request = SignRequest(userId, validitySeconds.toLong(), userIdRule = UserIdRule.ANY)
        return SecretKey(secretKey).use { key ->
            Signer(sdkAppId.toLong() and 0xFFFF_FFFFL, key).use { it.sign(request) }
        }
    }

    private fun setting(name: String): String? {
        val app = checkedHost() ?: return null
        return (app.buildConfig("USERSIG_$name") ?: app.resource("usersig_${name.lowercase()}"))
            // A Gradle property that nobody set arrives as an empty text or a 0.
            ?.takeIf { it.isNotBlank() && it != "0" }
    }

    /**
     * Returns the application, or null outside Android.
     *
     * @throws IllegalStateException if the application may not use this library, or on Android if it is not known
     */
    private fun checkedHost(): HostApp? {
        val app = host
        if (app != null) {
            guard(app)
        } else {
            check(!isAndroid()) {
                "usersig-testing does not know the application it is in, so it cannot tell whether this is a debug " +
                    "build, and signs nothing. Its content provider has not run. Keep " +
                    "io.github.usersig.testing.GuardProvider in the merged manifest (no tools:node=\"remove\"), and " +
                    "call GenerateTestUserSig in the application's main process. In a release build, let your server " +
                    "sign UserSigs"
            }
        }
        return app
    }

    /**
     * Returns whether this is Android's own runtime, which reports the name "Dalvik" in every version. The framework's
     * classes prove nothing: unit tests have them on the JVM too.
     */
    private fun isAndroid(): Boolean = System.getProperty("java.vm.name") == "Dalvik"

    /** @throws IllegalStateException in an application that is not debuggable and does not opt out. */
    internal fun guard(app: HostApp) {
        check(app.isDebuggable || app.allowsRelease) {
            "usersig-testing is in ${app.packageName}, which is not debuggable. It signs with the secret key inside " +
                "the application: anyone who has the APK can then impersonate any user. Depend on it with " +
                "debugImplementation only, and let your server sign UserSigs for release builds. To ship it all the " +
                "same, add to the manifest's <application>: <meta-data " +
                "android:name=\"io.github.usersig.testing.ALLOW_IN_RELEASE\" android:value=\"true\"/>"
        }
    }

    private fun missing(name: String) =
        "$name is not set. Add to the debug build type: buildConfigField(…, \"USERSIG_$name\", …), or the string " +
            "resource usersig_${name.lowercase()}, with a value from your own gradle.properties, not from the repository"
}
