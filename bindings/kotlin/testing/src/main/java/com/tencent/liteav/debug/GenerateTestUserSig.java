// Written by bindings/kotlin/testing/generate.py.
package com.tencent.liteav.debug;

import static io.github.usersig.testing.TestCredentials.number;
import static io.github.usersig.testing.TestCredentials.sign;
import static io.github.usersig.testing.TestCredentials.text;

/**
 * Makes UserSigs inside a debug build, for trying out the SDKs. A real application asks its server for them: anyone who
 * has the APK has the secret key, and can impersonate any user.
 *
 * <p>Each constant that an application sets comes from the field of its BuildConfig with the name {@code USERSIG_} and the
 * constant's, such as {@code USERSIG_SDKAPPID}, else from the string resource with that name in lower case. The SDKAppID
 * and the secret key are {@code USERSIG_SDKAPPID} and {@code USERSIG_SECRETKEY} in each package.
 *
 * <p>In an application that is not debuggable this class throws, see
 * {@link io.github.usersig.testing.TestCredentials}.
 */
public class GenerateTestUserSig {
    /** The application's SDKAppID, 0 if none is set. */
    public static final int SDKAppID = number("SDKAPPID", 0);

    /** The same as {@link #SDKAppID}. */
    public static final int SDKAPPID = SDKAppID;

    /** The application's secret key. */
    private static final String SDKSecretKey = text("SECRETKEY", "");

    /** For how many seconds a UserSig is valid: 7 days. */
    public static final int EXPIRE_TIME = 604800;

    /** The same as {@link #EXPIRE_TIME}. */
    public static final int EXPIRETIME = EXPIRE_TIME;

    /** The URL of a service that returns URLs to push to. */
    public static final String URL_FETCH_PUSH_URL = text("URL_FETCH_PUSH_URL", "");

    /** The URL of the demo's own service. */
    public static final String SERVERLESSURL = text("SERVERLESSURL", "");

    /** The URL of the licence for Tencent Effect. */
    public static final String XMAGIC_LICENSE_URL = text("XMAGIC_LICENSE_URL", "");

    /** The key of the licence for Tencent Effect. */
    public static final String XMAGIC_LICENSE_KEY = text("XMAGIC_LICENSE_KEY", "");

    /** The URL of the licence for the SDK's features. */
    public static final String LICENSEURL = text("LICENSEURL", "");

    /** The key of the licence for the SDK's features. */
    public static final String LICENSEURLKEY = text("LICENSEURLKEY", "");

    /** The domain that streams are played from. */
    public static final String PLAY_DOMAIN = text("PLAY_DOMAIN", "");

    private GenerateTestUserSig() {}

    /**
     * Signs a UserSig of the application {@link #SDKAppID}.
     *
     * @param userId the UserID: any text without control characters
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(String userId) {
        return sign(SDKAppID, SDKSecretKey, userId, EXPIRE_TIME);
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
        return sign(sdkAppId, secretKey, userId, EXPIRE_TIME);
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
        return sign(sdkAppId, sdkSecretKey, userId, EXPIRE_TIME);
    }
}
