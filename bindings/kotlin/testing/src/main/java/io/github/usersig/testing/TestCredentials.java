package io.github.usersig.testing;

import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSigException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.logging.Logger;

/**
 * Where the classes {@code GenerateTestUserSig} get their constants from, and the guard that keeps them out of release
 * builds.
 *
 * <p>In an application that is not debuggable every method throws {@link IllegalStateException}, and the application
 * does not even start, because a content provider of this library runs the same check. To accept the risk all the same,
 * say so in the application's manifest:
 * {@code <meta-data android:name="io.github.usersig.testing.ALLOW_IN_RELEASE" android:value="true"/>}.
 *
 * <p>On Android every method also throws {@link IllegalStateException} while no application is known: when the manifest
 * removes the provider, and in a process other than the application's main one, where the provider does not run.
 *
 * <p>Outside Android, as in a unit test on the JVM, there is no application: the constants are used.
 */
public final class TestCredentials {
    private static final Logger LOG = Logger.getLogger("usersig");
    private static final long PUSH_URL_VALIDITY_SECONDS = 3600;

    static volatile HostApp host;

    private TestCredentials() {}

    /**
     * Returns a text: BuildConfig's field {@code USERSIG_} and the name, else the resource {@code usersig_} and the name
     * in lower case, else the constant.
     *
     * @param name the name, such as {@code SECRETKEY}
     * @param constant what to return if it is not set
     * @return the text
     */
    public static String text(String name, String constant) {
        HostApp app = checkedHost();
        if (app == null) return constant;
        String value = app.buildConfig("USERSIG_" + name);
        if (value == null) value = app.resource("usersig_" + name.toLowerCase(Locale.ROOT));
        // A Gradle property that nobody set arrives as an empty text or a 0.
        return value == null || value.trim().isEmpty() || value.equals("0") ? constant : value;
    }

    /**
     * Returns a number from where {@link #text} finds a text.
     *
     * @param name the name, such as {@code SDKAPPID}
     * @param constant what to return if it is not set
     * @return the number; the upper half of the 32 bits are negative
     */
    public static int number(String name, int constant) {
        String text = text(name, null);
        if (text == null) return constant;
        try {
            long number = Long.parseLong(text.trim());
            if (number >= Integer.MIN_VALUE && number <= 0xFFFFFFFFL) return (int) number;
        } catch (NumberFormatException e) {
            // Reported below, like a number that is too large.
        }
        throw new IllegalStateException(
                "USERSIG_" + name + " is \"" + text + "\"; expected the number that the console shows");
    }

    /**
     * Signs a UserSig for a debug build. What cannot be signed is logged in one line, without the key.
     *
     * @param sdkAppId the SDKAppID; the upper half of the 32 bits may be negative
     * @param secretKey the secret key
     * @param userId the UserID: any text without control characters
     * @param validitySeconds for how many seconds it is valid
     * @return the token, or an empty text
     */
    public static String sign(int sdkAppId, String secretKey, String userId, int validitySeconds) {
        return sign(sdkAppId & 0xFFFFFFFFL, secretKey, userId, validitySeconds, null);
    }

    /**
     * Signs a token with bytes of the application in it, for a debug build.
     *
     * @param sdkAppId the SDKAppID
     * @param secretKey the secret key
     * @param userId the UserID: any text without control characters
     * @param validitySeconds for how many seconds it is valid
     * @param userbuf the bytes, or null
     * @return the token, or an empty text
     */
    public static String sign(long sdkAppId, String secretKey, String userId, long validitySeconds, byte[] userbuf) {
        checkedHost();
        if (sdkAppId == 0) return nothing(missing("SDKAPPID"));
        if (secretKey == null || secretKey.isEmpty()) return nothing(missing("SECRETKEY"));
        if (userId == null) return nothing("the UserID is null; expected a text");
        try (SecretKey key = new SecretKey(secretKey);
                Signer signer = new Signer(sdkAppId, key)) {
            SignRequest request = new SignRequest(userId, validitySeconds).withUserIdRule(UserIdRule.ANY);
            return signer.sign(userbuf == null ? request : request.withUserbuf(userbuf));
        } catch (UserSigException e) {
            return nothing(e.getMessage());
        }
    }

    /**
     * Returns what makes the URL of a live stream valid for an hour, as the demos of live streaming write it.
     *
     * @param key the key for the authentication of URLs
     * @param streamName the name of the stream
     * @return {@code ?txSecret=…&txTime=…}
     */
    public static String safeUrl(String key, String streamName) {
        checkedHost();
        String time = Long.toHexString(System.currentTimeMillis() / 1000 + PUSH_URL_VALIDITY_SECONDS)
                .toUpperCase(Locale.ROOT);
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest((key + streamName + time).getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "?txSecret=%032x&txTime=%s", new BigInteger(1, hash), time);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this runtime has no MD5", e);
        }
    }

    /**
     * Returns the application, or null outside Android.
     *
     * @throws IllegalStateException if the application may not use this library, or on Android if it is not known
     */
    private static HostApp checkedHost() {
        HostApp app = host;
        if (app != null) {
            guard(app);
        } else if (isAndroid()) {
            throw new IllegalStateException("usersig-testing does not know the application it is in, so it cannot tell "
                    + "whether this is a debug build, and signs nothing. Its content provider has not run. Keep "
                    + "io.github.usersig.testing.GuardProvider in the merged manifest (no tools:node=\"remove\"), and "
                    + "call GenerateTestUserSig in the application's main process. In a release build, let your server "
                    + "sign UserSigs");
        }
        return app;
    }

    /**
     * Returns whether this is Android's own runtime, which reports the name "Dalvik" in every version. The framework's
     * classes prove nothing: unit tests have them on the JVM too.
     */
    private static boolean isAndroid() {
        return "Dalvik".equals(System.getProperty("java.vm.name"));
    }

    /** Throws {@link IllegalStateException} in an application that is not debuggable and does not opt out. */
    static void guard(HostApp app) {
        if (app.isDebuggable() || app.allowsRelease()) return;
        throw new IllegalStateException("usersig-testing is in " + app.packageName() + ", which is not debuggable. It signs "
                + "with the secret key inside the application: anyone who has the APK can then impersonate any user. "
                + "Depend on it with debugImplementation only, and let your server sign UserSigs for release builds. To "
                + "ship it all the same, add to the manifest's <application>: <meta-data "
                + "android:name=\"io.github.usersig.testing.ALLOW_IN_RELEASE\" android:value=\"true\"/>");
    }

    private static String missing(String name) {
        return name + " is not set. Add to the debug build type: buildConfigField(…, \"USERSIG_" + name + "\", …), or the "
                + "string resource usersig_" + name.toLowerCase(Locale.ROOT)
                + ", with a value from your own gradle.properties, not from the repository";
    }

    private static String nothing(String why) {
        LOG.warning("GenerateTestUserSig returns an empty text: " + why);
        return "";
    }
}
