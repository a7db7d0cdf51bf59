package com.tencent.trtc.debug;

import io.github.usersig.testing.TestCredentials;

/**
 * Makes UserSigs inside a debug build, for trying out the SDKs. A real application asks its server for them:
 * anyone who has the APK has the secret key, and can impersonate any user.
 *
 * <p>The same class, constants and method as in the SDKs' demos. Where SDKAPPID and SECRETKEY come from:
 *
 * <ol>
 *   <li>the fields {@code USERSIG_SDKAPPID} and {@code USERSIG_SECRETKEY} of the application's BuildConfig;
 *   <li>the string resources {@code usersig_sdkappid} and {@code usersig_secretkey}, which Gradle makes of
 *       properties;
 *   <li>the arguments below, for those who copy this file into their project.
 * </ol>
 *
 * <p>In an application that is not debuggable this class throws, see {@link TestCredentials}.
 */
public class GenerateTestUserSig {
    /** The application's SDKAppID, 0 if none is set. */
    public static final int SDKAPPID = TestCredentials.sdkAppId(0);

    /** For how many seconds a UserSig is valid: 7 days. */
    public static final int EXPIRETIME = 604800;

    private static final String SECRETKEY = TestCredentials.secretKey("");

    private GenerateTestUserSig() {}

    /**
     * A UserSig for a user, valid for {@link #EXPIRETIME} seconds from now.
     *
     * @param userId the UserID: any text without control characters
     * @return the token
     * @throws IllegalStateException if SDKAPPID or SECRETKEY is not set
     * @throws io.github.usersig.UserSigException if a field cannot be used
     */
    public static String genTestUserSig(String userId) {
        return TestCredentials.sign(SDKAPPID, SECRETKEY, userId, EXPIRETIME);
    }
}
