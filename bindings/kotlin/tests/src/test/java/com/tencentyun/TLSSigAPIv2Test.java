package com.tencentyun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.usersig.ErrorKind;
import io.github.usersig.Expectation;
import io.github.usersig.PrivateMapKey;
import io.github.usersig.SecretKey;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verifier;
import io.github.usersig.tests.Official;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours and the originals, side by side: the same document, field by field, the signature too. */
class TLSSigAPIv2Test {
    private static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    private static final long APP = 1400000000L;
    private static final long EXPIRE = 15552000L;

    private final TLSSigAPIv2 ours = new TLSSigAPIv2(APP, KEY);
    private final TLSSigAPIv2 fork = new com.tencentcloud.TLSSigAPIv2(APP, KEY);

    private static Class<?> type(String release, String name) throws Exception {
        return Official.load("tls-sig-api-v2-" + release + ".jar", "com.tencentyun." + name);
    }

    private static Object original(String release) throws Exception {
        Class<?> type = type(release, "TLSSigAPIv2");
        assertNotEquals(TLSSigAPIv2.class, type);
        return type.getConstructor(long.class, String.class).newInstance(APP, KEY);
    }

    private void same(String release, String method, Object... args) throws Exception {
        Object original = original(release);
        for (Object own : new Object[] {ours, fork}) {
            Official.sameInOneSecond(
                    () -> Official.document((String) Official.call(original, method, args)),
                    () -> Official.document((String) Official.call(own, method, args)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xiaojun", "a", "user_12345678", "administrator", "12345678901234567890123456789012", "张三"})
    void genUserSigIsTheSameDocument(String user) throws Exception {
        same("2.0", "genUserSig", user, EXPIRE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10000, 4294967294L})
    void genPrivateMapKeyIsTheSameDocument(long room) throws Exception {
        same("2.0", "genPrivateMapKey", "xiaojun", EXPIRE, room, 255L);
        same("2.0", "genPrivateMapKey", "xiaojun", EXPIRE, room, 42L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "a room with spaces", "!#$%&()+-:;<=.>?@[]^_{}|~,"})
    void genPrivateMapKeyWithStringRoomIDIsTheSameDocument(String room) throws Exception {
        same("2.0", "genPrivateMapKeyWithStringRoomID", "xiaojun", EXPIRE, room, 255L);
    }

    @Test
    void theOlderMethodsWriteTheSameDocuments() throws Exception {
        // Release 1.0 has the same methods, and breaks the lines of its base64.
        same("1.1", "genSig", "xiaojun", EXPIRE);
        same("1.1", "genSigWithUserBuf", "xiaojun", EXPIRE, new byte[] {1, 2, (byte) 0xFF});
        same("1.1", "genSigWithUserBuf", "xiaojun", EXPIRE, "abc".getBytes("UTF-8"));
        assertFalse(Official.document(ours.genSigWithUserBuf("xiaojun", EXPIRE, null)).has("TLS.userbuf"));
    }

    @Test
    void genUserBufIsTheSameRecord() throws Exception {
        Object original = original("2.0");
        Object[][] records = {
            {"xiaojun", 7L, 600L, 255L, 0L, ""},
            {"a", 4294967294L, EXPIRE, 1L, 4294967295L, ""},
            {"user_12345678", 1L, 1L, 42L, 7L, ""},
            {"xiaojun", 0L, 600L, 255L, 0L, "a room"},
            {"xiaojun", 0L, 600L, 8L, 121L, "r"},
        };
        for (Object[] args : records) {
            Official.sameInOneSecond(
                    () -> (byte[]) Official.call(original, "genUserBuf", args),
                    () -> (byte[]) Official.call(ours, "genUserBuf", args));
        }
        byte[] record = ours.genUserBuf("xiaojun", 7, 600, 255, 0, "");
        PrivateMapKey read = UserSig.inspectUnverified(ours.genSigWithUserBuf("xiaojun", 600, record)).getPrivateMapKey();
        assertEquals("xiaojun", read.getAccountText());
        assertEquals(255, read.getPrivilegeBits());
    }

    /** What is public in any release is public in both of our classes. */
    @Test
    void everyMethodOfEveryReleaseIsThere() throws Exception {
        for (String name : new String[] {"TLSSigAPIv2", "Base64URL"}) {
            TreeSet<String> wanted = new TreeSet<>();
            for (String release : new String[] {"1.0", "1.1", "2.0"}) wanted.addAll(signatures(type(release, name)));
            for (String prefix : new String[] {"com.tencentyun.", "com.tencentcloud."}) {
                TreeSet<String> missing = new TreeSet<>(wanted);
                missing.removeAll(signatures(Class.forName(prefix + name)));
                assertEquals(new TreeSet<String>(), missing);
            }
            assertTrue(wanted.size() >= 2, wanted::toString);
        }
    }

    private static TreeSet<String> signatures(Class<?> type) {
        TreeSet<String> found = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() == Object.class) continue;
            found.add(Modifier.isStatic(method.getModifiers()) + " " + method.getReturnType().getSimpleName() + " "
                    + method.getName() + Arrays.toString(method.getParameterTypes()));
        }
        return found;
    }

    @Test
    void base64IsThatOfTheOriginal() throws Exception {
        Class<?> original = type("1.1", "Base64URL");
        Class<?> newer = type("2.0", "Base64URL");
        Random random = new Random(1);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] text = com.tencentcloud.Base64URL.base64EncodeUrl(bytes);
            assertArrayEquals((byte[]) Official.call(newer, "base64EncodeUrl", bytes), text);
            assertArrayEquals(bytes, Base64URL.base64DecodeUrl(text));
        }
        assertTrue(Modifier.isPublic(original.getMethod("base64DecodeUrl", byte[].class).getModifiers()));
        assertThrows(IOException.class, () -> Base64URL.base64DecodeUrl("a!".getBytes("UTF-8")));
    }

    /** The original writes UTF-16 units as single bytes. */
    @Test
    void anAccountThatIsNotAsciiComesOutRight() throws Exception {
        PrivateMapKey right = UserSig.inspectUnverified(ours.genPrivateMapKey("张三", EXPIRE, 1, 255)).getPrivateMapKey();
        assertEquals("张三", right.getAccountText());
        String wrong = (String) Official.call(original("2.0"), "genPrivateMapKey", "张三", EXPIRE, 1L, 255L);
        PrivateMapKey record = UserSig.inspectUnverified(wrong).getPrivateMapKey();
        assertTrue(record == null || !record.getAccountText().equals("张三"));
    }

    @Test
    void theOriginalsTokensVerify() throws Exception {
        try (SecretKey key = new SecretKey(KEY); Verifier verifier = new Verifier(APP, key)) {
            Object original = original("2.0");
            String token = (String) Official.call(original, "genUserSig", "张三", EXPIRE);
            assertTrue(verifier.verify(token, new Expectation("张三")).isValid());
            String room = (String) Official.call(original, "genPrivateMapKeyWithStringRoomID", "bob", EXPIRE, "room", 255L);
            assertTrue(verifier.verify(room, new Expectation("bob")).isValid());
            String older = (String) Official.call(original("1.1"), "genSigWithUserBuf", "bob", EXPIRE, new byte[] {1});
            assertTrue(verifier.verify(older, new Expectation("bob").withUserbuf(new byte[] {1})).isValid());
        }
    }

    /** A field initialiser or a bean with a key that is not there yet must not keep an application from starting. */
    @Test
    void aKeyThatCannotBeUsedFailsAtTheCalls() {
        for (TLSSigAPIv2 api : new TLSSigAPIv2[] {
            new TLSSigAPIv2(APP, ""), new com.tencentcloud.TLSSigAPIv2(APP, " " + KEY), new TLSSigAPIv2(APP, KEY + "\n"),
        }) {
            for (Executable call : new Executable[] {
                () -> api.genUserSig("bob", EXPIRE),
                () -> api.genSig("bob", EXPIRE),
                () -> api.genSigWithUserBuf("bob", EXPIRE, new byte[1]),
                () -> api.genPrivateMapKey("bob", EXPIRE, 1, 255),
                () -> api.genPrivateMapKeyWithStringRoomID("bob", EXPIRE, "room", 255),
                () -> api.genUserBuf("bob", 1, EXPIRE, 255, 0, ""),
            }) {
                UserSigException.InvalidInput error = assertThrows(UserSigException.InvalidInput.class, call);
                assertEquals(ErrorKind.KEY, error.getKind());
                assertFalse(error.getMessage().contains(KEY));
            }
        }
        TLSSigAPIv2 none = new TLSSigAPIv2(APP, null);
        assertThrows(NullPointerException.class, () -> none.genUserSig("bob", EXPIRE));
        assertEquals(ErrorKind.SDKAPPID, kind(() -> new TLSSigAPIv2(0, KEY).genUserSig("bob", EXPIRE)));
        assertEquals(ErrorKind.SDKAPPID, kind(() -> new TLSSigAPIv2(4294967296L, KEY).genUserSig("bob", EXPIRE)));
    }

    @Test
    void badInputIsAnException() {
        assertEquals(ErrorKind.USERID, kind(() -> ours.genUserSig("", EXPIRE)));
        assertEquals(ErrorKind.USERID, kind(() -> ours.genSig("bob\nTLS.sdkappid:1", EXPIRE)));
        assertEquals(ErrorKind.VALIDITY, kind(() -> ours.genUserSig("bob", 0)));
        assertEquals(ErrorKind.VALIDITY, kind(() -> ours.genUserSig("bob", -1)));
        assertEquals(ErrorKind.USERBUF, kind(() -> ours.genSigWithUserBuf("bob", EXPIRE, new byte[32769])));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 0, 255)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 4294967295L, 255)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKeyWithStringRoomID("bob", EXPIRE, "", 255)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genUserBuf("bob", 0, EXPIRE, 255, 0, "")));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, 256)));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, 1L << 32)));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, -1)));
    }

    @Test
    void nothingIsPrinted() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, "UTF-8"));
        System.setErr(System.out);
        try {
            ours.genUserSig("bob", EXPIRE);
            ours.genUserBuf("bob", 1, EXPIRE, 255, 0, "");
            assertThrows(UserSigException.class, () -> new TLSSigAPIv2(APP, "").genUserSig("bob", EXPIRE));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("", printed.toString("UTF-8"));
    }

    private static ErrorKind kind(Executable call) {
        return assertThrows(UserSigException.InvalidInput.class, call).getKind();
    }
}
