// Written by bindings/kotlin/testing/generate.py.
package io.trtc.uikit.demo.debug;

import android.app.Application;
import android.content.pm.ApplicationInfo;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSigException;
import java.util.logging.Logger;

/**
 * Makes UserSigs inside a debug build, for trying out the SDKs. A real application asks its server for them: anyone who
 * has the APK has the secret key, and can impersonate any user.
 *
 * <p>This file is for copying into a project, in place of the demo's: fill in the constants. It needs
 * {@code io.github.usersig:usersig-android}, and cannot be in one application with {@code usersig-testing}, which has a
 * class of this name.
 *
 * <p>In an application that is not debuggable this class throws IllegalStateException.
 */
public class GenerateTestUserSig {
    /** The application's SDKAppID, 0 if none is set. */
    public static final int SDKAPPID = 0;

    /** The application's secret key. */
    private static final String SECRETKEY = "";

    /** For how many seconds a UserSig is valid: 7 days. */
    public static final int EXPIRETIME = 604800;

    /** The URL of the licence for Tencent Effect. */
    public static final String TENCENT_EFFECT_LICENSE_URL = "";

    /** The key of the licence for Tencent Effect. */
    public static final String TENCENT_EFFECT_LICENSE_KEY = "";

    private GenerateTestUserSig() {}

    /**
     * Signs a UserSig of the application {@link #SDKAPPID}.
     *
     * @param userId the UserID: any text without control characters
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(String userId) {
        return sign(SDKAPPID, SECRETKEY, userId, EXPIRETIME);
    }

    /**
     * Signs a UserSig of any application.
     *
     * @param userId the UserID: any text without control characters
     * @param sdkAppId the SDKAppID
     * @param secretKey the secret key
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(String userId, int sdkAppId, String secretKey) {
        return sign(sdkAppId, secretKey, userId, EXPIRETIME);
    }

    /**
     * Signs a UserSig of any application, with the arguments in another order.
     *
     * @param sdkAppId the SDKAppID
     * @param userId the UserID: any text without control characters
     * @param sdkSecretKey the secret key
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(int sdkAppId, String userId, String sdkSecretKey) {
        return sign(sdkAppId, sdkSecretKey, userId, EXPIRETIME);
    }

    private static String sign(int sdkAppId, String secretKey, String userId, long seconds) {
        // Java's int has the upper half of the 32 bits as negative numbers.
        return sign(sdkAppId & 0xFFFFFFFFL, secretKey, userId, seconds, null);
    }

    private static String sign(long sdkAppId, String secretKey, String userId, long seconds, byte[] userbuf) {
        checkDebuggable();
        if (sdkAppId == 0) return nothing("the SDKAppID is not set");
        if (secretKey == null || secretKey.isEmpty()) return nothing("the secret key is not set");
        if (userId == null) return nothing("the UserID is null; expected a text");
        try (SecretKey key = new SecretKey(secretKey);
                Signer signer = new Signer(sdkAppId, key)) {
            SignRequest request = new SignRequest(userId, seconds).withUserIdRule(UserIdRule.ANY);
            return signer.sign(userbuf == null ? request : request.withUserbuf(userbuf));
        } catch (UserSigException e) {
            return nothing(e.getMessage());
        }
    }

    private static String nothing(String why) {
        Logger.getLogger("usersig").warning("GenerateTestUserSig returns an empty text: " + why);
        return "";
    }

    /** Throws in a release build. Outside Android, as in a unit test on the JVM, there is no application. */
    private static void checkDebuggable() {
        Application application = null;
        try {
            Class<?> thread = Class.forName("android.app.ActivityThread");
            application = (Application) thread.getMethod("currentApplication").invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not Android, or an application that cannot be seen.
        }
        boolean debuggable = application == null
                ? !"Dalvik".equals(System.getProperty("java.vm.name"))
                : (application.getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0;
        if (!debuggable) {
            throw new IllegalStateException("Android does not say that this is a debug build. GenerateTestUserSig signs with "
                    + "the secret key inside the application: anyone who has the APK can then impersonate any user. Let your server sign UserSigs");
        }
    }
}
