// Written by bindings/kotlin/testing/generate.py.
package com.tencent.qcloud.tuikit.tuicallkit.debug;

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
    public static final int SDKAPPID = number("SDKAPPID", 0);

    /** The application's secret key. */
    private static final String SECRETKEY = text("SECRETKEY", "");

    /** For how many seconds a UserSig is valid: 7 days. */
    public static final int EXPIRETIME = 604800;

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
}
