package com.tls.tls_sigature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.tls.base64_url.base64_url;
import com.tls.tls_sigature.tls_sigature.CheckTLSSignatureResult;
import com.tls.tls_sigature.tls_sigature.GenTLSSignatureResult;
import io.github.usersig.tests.Official;
import io.github.usersig.tests.Vectors;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours and the original of version 1.0: each reads the other's tokens. */
@SuppressWarnings("deprecation")
class TlsSigatureTest {
    private static final long APP = 1400000000L;
    private static final String[] USERS = {"bob", "a", "张三", "administrator"};

    private static Class<?> original(String type) throws Exception {
        return Official.load("tls-sig-api-1.2.jar", type);
    }

    private static Class<?> original() throws Exception {
        return original("com.tls.tls_sigature.tls_sigature");
    }

    /** The fields without the signature, which is another one each time, and the version, which theirs leaves out. */
    private static JsonObject fields(String token) throws Exception {
        JsonObject document = Official.document(token);
        assertTrue(document.remove("TLS.sig").getAsString().length() > 60);
        document.remove("TLS.version");
        return document;
    }

    @ParameterizedTest
    @ValueSource(strings = {"prime256v1", "secp256k1"})
    void eachVerifiesTheOthers(String curve) throws Exception {
        String key = Vectors.key(curve, "pkcs8");
        String pub = Vectors.key(curve, "pub");
        Class<?> original = original();
        for (String user : USERS) {
            Object[][] calls = {
                {"genSig", APP, user, key},
                {"genSig", APP, user, 600, key},
                {"GenTLSSignatureEx", APP, user, key},
                {"GenTLSSignatureEx", APP, user, key, 86400L},
                {"GenTLSSignature", 3600L, "0", APP, user, 0L, key},
            };
            for (Object[] call : calls) {
                Object[] args = Arrays.copyOfRange(call, 1, call.length);
                String name = (String) call[0];
                Official.sameInOneSecond(
                        () -> fields((String) Official.field(Official.call(original, name, args), "urlSig")),
                        () -> fields((String) Official.field(Official.call(tls_sigature.class, name, args), "urlSig")));

                Object signed = Official.call(tls_sigature.class, name, args);
                assertEquals("", Official.field(signed, "errMessage"));
                String mine = (String) Official.field(signed, "urlSig");
                String theirs = (String) Official.field(Official.call(original, name, args), "urlSig");
                for (String token : new String[] {mine, theirs}) {
                    Object theirVerdict = Official.call(original, "CheckTLSSignatureEx", token, APP, user, pub);
                    assertEquals(true, Official.field(theirVerdict, "verifyResult"));
                    CheckTLSSignatureResult verdict = tls_sigature.CheckTLSSignatureEx(token, APP, user, pub);
                    assertTrue(verdict.verifyResult, verdict.errMessage);
                    assertEquals("", verdict.errMessage);
                    assertEquals(Official.field(theirVerdict, "expireTime"), verdict.expireTime);
                    assertEquals(Official.field(theirVerdict, "initTime"), verdict.initTime);
                    assertTrue(tls_sigature.CheckTLSSignature(token, "0", APP, user, 0, pub).verifyResult);
                }
                Object deprecated = Official.call(original, "CheckTLSSignature", mine, "0", APP, user, 0L, pub);
                assertEquals(true, Official.field(deprecated, "verifyResult"));
            }
        }
    }

    @Test
    void whatOursSignsAndTheOriginalCannot() throws Exception {
        String pub = Vectors.key("prime256v1", "pub");
        for (String form : new String[] {"sec1", "sec1only", "pkcs8"}) {
            String token = tls_sigature.genSig(4294967295L, "a\"b", Vectors.key("prime256v1", form)).urlSig;
            assertTrue(tls_sigature.CheckTLSSignatureEx(token, 4294967295L, "a\"b", pub).verifyResult);
        }
    }

    @Test
    void aResultIsNeverNull() throws Exception {
        String key = Vectors.key("prime256v1", "pkcs8");
        String pub = Vectors.key("prime256v1", "pub");
        String token = tls_sigature.genSig(APP, "bob", key).urlSig;
        String other = Vectors.key("secp256k1", "pub");
        for (GenTLSSignatureResult result : new GenTLSSignatureResult[] {
            tls_sigature.genSig(APP, "bob", ""),
            tls_sigature.genSig(APP, "bob", pub),
            tls_sigature.genSig(0, "bob", key),
            tls_sigature.genSig(APP, "", key),
            tls_sigature.genSig(APP, "bob", 0, key),
            tls_sigature.GenTLSSignatureEx(APP, "bob\n", key),
            tls_sigature.GenTLSSignature(-1, "0", APP, "bob", 0, key),
        }) {
            assertEquals("", result.urlSig);
            assertTrue(result.errMessage.length() > 20 && !result.errMessage.contains(key.split("\n")[1]), result.errMessage);
        }
        for (CheckTLSSignatureResult result : new CheckTLSSignatureResult[] {
            tls_sigature.CheckTLSSignatureEx("", APP, "bob", pub),
            tls_sigature.CheckTLSSignatureEx("no token", APP, "bob", pub),
            tls_sigature.CheckTLSSignatureEx(token.substring(9), APP, "bob", pub),
            tls_sigature.CheckTLSSignatureEx(token, APP, "mallory", pub),
            tls_sigature.CheckTLSSignatureEx(token, 1, "bob", pub),
            tls_sigature.CheckTLSSignatureEx(token, APP, "bob", other),
            tls_sigature.CheckTLSSignatureEx(token, APP, "bob", ""),
            tls_sigature.CheckTLSSignatureEx(token, 0, "bob", pub),
            tls_sigature.CheckTLSSignature(token, "0", APP, "", 0, pub),
        }) {
            assertFalse(result.verifyResult);
            assertTrue(result.errMessage.length() > 20, result.errMessage);
            assertEquals(0, result.initTime + result.expireTime);
        }
    }

    @Test
    void aTokenThatHasExpiredIsRejectedByBoth() throws Exception {
        String token = tls_sigature.genSig(APP, "bob", 1, Vectors.key("prime256v1", "pkcs8")).urlSig;
        String pub = Vectors.key("prime256v1", "pub");
        Thread.sleep(2100);
        assertFalse(tls_sigature.CheckTLSSignatureEx(token, APP, "bob", pub).verifyResult);
        Object theirs = Official.call(original(), "CheckTLSSignatureEx", token, APP, "bob", pub);
        assertEquals(false, Official.field(theirs, "verifyResult"));
    }

    /** What code that was compiled against the original can find, and what it has to catch. */
    @Test
    void everyMethodAndFieldIsThere() throws Exception {
        for (Method method : original().getDeclaredMethods()) {
            Class<?>[] types = method.getParameterTypes();
            Method own = tls_sigature.class.getMethod(method.getName(), types);
            assertEquals(method.getReturnType().getName(), own.getReturnType().getName());
            assertArrayEquals(method.getExceptionTypes(), own.getExceptionTypes());
            assertEquals(method.isAnnotationPresent(Deprecated.class), own.isAnnotationPresent(Deprecated.class));
        }
        for (String name : new String[] {"GenTLSSignatureResult", "CheckTLSSignatureResult"}) {
            String type = "com.tls.tls_sigature.tls_sigature$" + name;
            for (java.lang.reflect.Field field : original(type).getFields()) {
                assertEquals(field.getType(), Class.forName(type).getField(field.getName()).getType());
            }
        }
        // A caller that catches the exception, as it must with the original, still compiles.
        try {
            assertFalse(tls_sigature.CheckTLSSignatureEx("x", APP, "bob", Vectors.key("prime256v1", "pub")).verifyResult);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void base64IsThatOfTheOriginal() throws Exception {
        Class<?> original = original("com.tls.base64_url.base64_url");
        for (int length = 1; length < 100; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) (251 + length));
            byte[] text = base64_url.base64EncodeUrl(bytes);
            assertArrayEquals((byte[]) Official.call(original, "base64EncodeUrl", bytes), text);
            assertArrayEquals((byte[]) Official.call(original, "base64DecodeUrl", text), base64_url.base64DecodeUrl(text));
        }
        assertThrows(IllegalArgumentException.class, () -> base64_url.base64DecodeUrl(new byte[] {'!'}));
    }
}
