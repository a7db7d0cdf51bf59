import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.usersig.ErrorKind;
import io.github.usersig.Expectation;
import io.github.usersig.PublicKey;
import io.github.usersig.Room;
import io.github.usersig.Token;
import io.github.usersig.UserSigException;
import io.github.usersig.Verifier;
import io.github.usersig.tests.Official;
import io.github.usersig.tests.Vectors;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oldest class. Its original is a file without a release: Maven's package of version 1.0 reads the tokens instead. */
class WebRTCSigApiTest {
    private static final String CURVE = "prime256v1";
    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

    private static WebRTCSigApi api(int sdkAppId, String key) {
        WebRTCSigApi api = new WebRTCSigApi();
        api.setSdkAppid(sdkAppId);
        api.setPrivateKey(key);
        api.setPublicKey(Vectors.key(CURVE, "pub"));
        return api;
    }

    private static Token verified(long sdkAppId, String token, String user) {
        try (PublicKey key = PublicKey.fromPem(Vectors.key(CURVE, "pub"));
                Verifier verifier = new Verifier(sdkAppId, key)) {
            return verifier.verify(token, new Expectation(user)).tokenOrThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"webrtc98", "张三", "a\"b"})
    void aUserSigIsValid(String user) throws Exception {
        String token = api(1400037025, Vectors.key(CURVE, "pkcs8")).genUserSig(user, 300);
        assertEquals(300, verified(1400037025L, token, user).getValiditySeconds());
        Class<?> original = Official.load("tls-sig-api-1.2.jar", "com.tls.tls_sigature.tls_sigature");
        Object verdict = Official.call(original, "CheckTLSSignatureEx", token, 1400037025L, user, Vectors.key(CURVE, "pub"));
        assertEquals(true, Official.field(verdict, "verifyResult"));
    }

    @Test
    void aPrivateMapKeyHasAllPrivilegesInItsRoom() {
        WebRTCSigApi api = api(1400037025, Vectors.key(CURVE, "pkcs8"));
        Token token = verified(1400037025L, api.genPrivateMapKey("webrtc98", 1234, 300), "webrtc98");
        assertEquals(Room.number(1234), token.getPrivateMapKey().getRoom());
        assertEquals(255, token.getPrivateMapKey().getPrivilegeBits());
        assertEquals("webrtc98", token.getPrivateMapKey().getAccountText());
        assertEquals(token.getExpiresAtSeconds(), token.getPrivateMapKey().getExpiresAtSeconds());
    }

    @Test
    void negativeNumbersAreTheUpperHalf() {
        Token token = verified(4294967295L, api(-1, Vectors.key(CURVE, "pkcs8")).genPrivateMapKey("bob", -2, 300), "bob");
        assertEquals(Room.number(4294967294L), token.getPrivateMapKey().getRoom());
    }

    @Test
    void keysAreReadInEveryForm() {
        String pkcs8 = Vectors.key(CURVE, "pkcs8");
        for (String key : new String[] {
            pkcs8, pkcs8.replace("\n", ""), pkcs8.replace("\n", "\r\n"), pkcs8.replaceAll("-----.*-----", ""),
            Vectors.key(CURVE, "sec1"), Vectors.key(CURVE, "sec1only"),
        }) {
            verified(1, api(1, key).genUserSig("bob", 300), "bob");
        }
    }

    @Test
    void bytesAreSignedAndVerified() {
        WebRTCSigApi api = api(1, Vectors.key(CURVE, "pkcs8"));
        byte[] signature = api.sign(DATA);
        assertTrue(api.verify(DATA, signature));
        assertFalse(api.verify(new byte[1], signature));
        assertFalse(api.verify(DATA, new byte[9]));
        api.setPublicKey(Vectors.key("secp256k1", "pub"));
        assertFalse(api.verify(DATA, signature));
        api.setPublicKey("no key");
        assertFalse(api.verify(DATA, signature));
        api.setPrivateKey("no key");
        assertNull(api.sign(DATA));
        assertNull(new WebRTCSigApi().sign(DATA));
    }

    @Test
    void badInputIsAnExceptionAtTheCall() {
        String key = Vectors.key(CURVE, "pkcs8");
        assertEquals(ErrorKind.KEY, kind(() -> new WebRTCSigApi().genUserSig("bob", 300)));
        assertEquals(ErrorKind.KEY, kind(() -> api(1, "no key").genPrivateMapKey("bob", 1, 300)));
        assertEquals(ErrorKind.SDKAPPID, kind(() -> api(0, key).genUserSig("bob", 300)));
        assertEquals(ErrorKind.USERID, kind(() -> api(1, key).genUserSig("", 300)));
        assertEquals(ErrorKind.VALIDITY, kind(() -> api(1, key).genUserSig("bob", -300)));
        assertEquals(ErrorKind.ROOM, kind(() -> api(1, key).genPrivateMapKey("bob", 0, 300)));
    }

    private static ErrorKind kind(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(UserSigException.InvalidInput.class, call).getKind();
    }
}
