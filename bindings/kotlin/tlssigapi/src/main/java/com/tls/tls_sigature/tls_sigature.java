package com.tls.tls_sigature;

import io.github.usersig.Expectation;
import io.github.usersig.PrivateKey;
import io.github.usersig.PublicKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.Token;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.util.zip.DataFormatException;

/**
 * The class for applications with a key pair (version 1.0), in place of {@code com.github.tencentyun:tls-sig-api}.
 *
 * <p>A result is never null. Its {@code errMessage} says why a token cannot be signed or is rejected, without any key, and is
 * empty otherwise. Nothing is printed. What changes: private keys may be PKCS#8 or SEC1, a UserID may have quotation marks,
 * and an SDKAppID may exceed 2147483647. Applications with a secret key use {@link com.tencentyun.TLSSigAPIv2}.
 */
public class tls_sigature {
    /** What signing returns. */
    public static class GenTLSSignatureResult {
        /** Why there is no token; empty if there is one. */
        public String errMessage = "";
        /** The token; empty if there is none. */
        public String urlSig = "";
        /** Not used: 0, as in the original. */
        public int expireTime;
        /** Not used: 0, as in the original. */
        public int initTime;
    }

    /** What verifying returns. */
    public static class CheckTLSSignatureResult {
        /** Why the token is rejected; empty if it is valid. */
        public String errMessage = "";
        /** Whether the token is valid. */
        public boolean verifyResult;
        /** For how many seconds a valid token is valid, at most 2147483647; 0 for one that is rejected. */
        public int expireTime;
        /** When a valid token was issued, in Unix seconds, at most 2147483647; 0 for one that is rejected. */
        public int initTime;
    }

    /**
     * Signs a UserSig that is valid for 180 days.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID
     * @param priKey the private key as PEM
     * @return the token or an error message
     */
    public static GenTLSSignatureResult genSig(long sdkappid, String identifier, String priKey) {
        return GenTLSSignatureEx(sdkappid, identifier, priKey, UserSig.SERVER_VALIDITY_SECONDS);
    }

    /**
     * Signs a UserSig.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID
     * @param expire for how many seconds it is valid
     * @param priKey the private key as PEM
     * @return the token or an error message
     */
    public static GenTLSSignatureResult genSig(long sdkappid, String identifier, int expire, String priKey) {
        return GenTLSSignatureEx(sdkappid, identifier, priKey, expire);
    }

    /**
     * Signs a UserSig that is valid for 180 days.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID
     * @param priKeyContent the private key as PEM
     * @return the token or an error message
     */
    public static GenTLSSignatureResult GenTLSSignatureEx(long sdkappid, String identifier, String priKeyContent) {
        return genSig(sdkappid, identifier, priKeyContent);
    }

    /**
     * Signs a UserSig.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID
     * @param priKeyContent the private key as PEM
     * @param expire for how many seconds it is valid
     * @return the token or an error message
     */
    public static GenTLSSignatureResult GenTLSSignatureEx(
            long sdkappid, String identifier, String priKeyContent, long expire) {
        GenTLSSignatureResult result = new GenTLSSignatureResult();
        try (PrivateKey key = PrivateKey.fromPem(priKeyContent);
                Signer signer = new Signer(sdkappid, key)) {
            result.urlSig = signer.sign(new SignRequest(identifier, expire).withUserIdRule(UserIdRule.ANY));
        } catch (UserSigException e) {
            result.errMessage = e.getMessage();
        }
        return result;
    }

    /**
     * Signs a UserSig.
     *
     * @param expire for how many seconds it is valid
     * @param appid3rd not used: the token has 0, as that of {@link #GenTLSSignatureEx(long, String, String, long)}
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID
     * @param accountType not used: the token has 0
     * @param priKeyContent the private key as PEM
     * @return the token or an error message
     * @deprecated as in the original: use {@link #GenTLSSignatureEx(long, String, String, long)}
     */
    @Deprecated
    public static GenTLSSignatureResult GenTLSSignature(
            long expire, String appid3rd, long sdkappid, String identifier, long accountType, String priKeyContent) {
        return GenTLSSignatureEx(sdkappid, identifier, priKeyContent, expire);
    }

    /**
     * Verifies a token now.
     *
     * @param sig the token; any text can be passed
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID of whom presents the token
     * @param publicKey the public key as PEM
     * @return whether the token is valid, or an error message
     * @throws DataFormatException never; the original throws it for a token that cannot be read
     */
    public static CheckTLSSignatureResult CheckTLSSignatureEx(
            String sig, long sdkappid, String identifier, String publicKey) throws DataFormatException {
        return check(sig, sdkappid, identifier, publicKey);
    }

    /**
     * Verifies a token now.
     *
     * @param sig the token; any text can be passed
     * @param appid3rd not used: the token says with which value it was signed
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param identifier the UserID of whom presents the token
     * @param accountType not used: the token says with which value it was signed
     * @param pubKeyContent the public key as PEM
     * @return whether the token is valid, or an error message
     * @deprecated as in the original: use {@link #CheckTLSSignatureEx}
     */
    @Deprecated
    public static CheckTLSSignatureResult CheckTLSSignature(
            String sig, String appid3rd, long sdkappid, String identifier, long accountType, String pubKeyContent) {
        return check(sig, sdkappid, identifier, pubKeyContent);
    }

    private static CheckTLSSignatureResult check(String sig, long sdkappid, String identifier, String publicKey) {
        CheckTLSSignatureResult result = new CheckTLSSignatureResult();
        try (PublicKey key = PublicKey.fromPem(publicKey);
                Verifier verifier = new Verifier(sdkappid, key)) {
            Verification verification = verifier.verify(sig, new Expectation(identifier));
            // Throws what is wrong with a token that is rejected.
            Token token = verification.tokenOrThrow();
            result.verifyResult = true;
            result.expireTime = (int) Math.min(token.getValiditySeconds(), Integer.MAX_VALUE);
            result.initTime = (int) Math.min(token.getIssuedAtSeconds(), Integer.MAX_VALUE);
        } catch (UserSigException e) {
            result.errMessage = e.getMessage();
        }
        return result;
    }
}
