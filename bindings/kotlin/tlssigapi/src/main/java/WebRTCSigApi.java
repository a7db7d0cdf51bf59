import io.github.usersig.PrivateKey;
import io.github.usersig.Room;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The oldest class for applications with a key pair (version 1.0), in place of the file {@code WebRTCSigApi.java}. Like
 * that file it has no package.
 *
 * <p>What changes: a field or a key that cannot be used is a {@link io.github.usersig.UserSigException} when a token is
 * signed; tokens may exceed 512 compressed bytes; a UserID may be any text without control characters. Nothing is
 * printed.
 */
public class WebRTCSigApi {
    private static final long ALL_PRIVILEGES = 255;

    private int sdkAppId;
    private String privateKey = "";
    private String publicKey = "";

    /**
     * Sets the application.
     *
     * @param sdkappid the SDKAppID; the upper half of the 32 bits are negative numbers
     */
    public void setSdkAppid(int sdkappid) {
        sdkAppId = sdkappid;
    }

    /**
     * Sets the key that signs.
     *
     * @param privateKey the private key as PEM, or its base64 alone
     */
    public void setPrivateKey(String privateKey) {
        this.privateKey = privateKey;
    }

    /**
     * Sets the key for {@link #verify}.
     *
     * @param publicKey the public key as PEM, or its base64 alone
     */
    public void setPublicKey(String publicKey) {
        this.publicKey = publicKey;
    }

    /**
     * Signs bytes with ECDSA-SHA256, as the JDK does it: the key is PKCS#8, and newer JDKs know the curve P-256 only.
     *
     * @param data the bytes
     * @return the signature in DER, or null if the key cannot be used
     */
    public byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            byte[] der = Base64.getDecoder().decode(body(privateKey, "PRIVATE KEY"));
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Verifies an ECDSA-SHA256 signature of bytes, as the JDK does it.
     *
     * @param data the bytes
     * @param sig the signature in DER
     * @return whether it is valid; false if the key cannot be used
     */
    public boolean verify(byte[] data, byte[] sig) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            byte[] der = Base64.getDecoder().decode(body(publicKey, "PUBLIC KEY"));
            signature.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
            signature.update(data);
            return signature.verify(sig);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Signs a UserSig.
     *
     * @param userid the UserID
     * @param expire for how many seconds it is valid, such as 300
     * @return the token
     */
    public String genUserSig(String userid, int expire) {
        return sign(request(userid, expire));
    }

    /**
     * Signs a PrivateMapKey with all privileges.
     *
     * @param userid the UserID
     * @param roomid the room; the upper half of the 32 bits are negative numbers
     * @param expire for how many seconds it is valid, such as 300
     * @return the token
     */
    public String genPrivateMapKey(String userid, int roomid, int expire) {
        return sign(request(userid, expire).withRoom(Room.number(Integer.toUnsignedLong(roomid)), ALL_PRIVILEGES));
    }

    private String sign(SignRequest request) {
        try (PrivateKey key = PrivateKey.fromPem(pem());
                Signer signer = new Signer(Integer.toUnsignedLong(sdkAppId), key)) {
            return signer.sign(request);
        }
    }

    private static SignRequest request(String userid, int expire) {
        return new SignRequest(userid, expire).withUserIdRule(UserIdRule.ANY);
    }

    /** Returns the private key as PEM with its lines, which the original does not need. */
    private String pem() {
        String base64 = body(privateKey, "PRIVATE KEY");
        // Another kind of PEM, such as SEC1.
        if (base64.isEmpty() || base64.contains("-")) return privateKey;
        return "-----BEGIN PRIVATE KEY-----\n" + base64.replaceAll("(.{64})", "$1\n") + "\n-----END PRIVATE KEY-----\n";
    }

    /** Returns the base64 between the first line and the last line of a PEM. */
    private static String body(String pem, String kind) {
        return pem.replace("-----BEGIN " + kind + "-----", "")
                .replace("-----END " + kind + "-----", "")
                .replaceAll("\\s", "");
    }
}
