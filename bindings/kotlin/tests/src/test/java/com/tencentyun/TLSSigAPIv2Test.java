package com.tencentyun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.usersig.ErrorKind;
import io.github.usersig.Expectation;
import io.github.usersig.PrivateMapKey;
import io.github.usersig.SecretKey;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verifier;
import java.io.File;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours and the original, side by side: the same document, field by field, the signature too. */
class TLSSigAPIv2Test {
    private static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    private static final long APP = 1400000000L;
    private static final long EXPIRE = 15552000L;

    private final TLSSigAPIv2 ours = new TLSSigAPIv2(APP, KEY);

    private interface Call {
        String on(Object api) throws Exception;
    }

    /** The original, from its own jar: its class has the same name as ours. */
    private static Object original() throws Exception {
        File[] jars = new File(System.getProperty("official.jars")).listFiles();
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) urls[i] = jars[i].toURI().toURL();
        Class<?> type = new URLClassLoader(urls, null).loadClass("com.tencentyun.TLSSigAPIv2");
        assertNotEquals(TLSSigAPIv2.class, type);
        Constructor<?> constructor = type.getConstructor(long.class, String.class);
        return constructor.newInstance(APP, KEY);
    }

    private static String call(Object api, String name, Object... args) throws Exception {
        for (Method method : api.getClass().getMethods()) {
            if (method.getName().equals(name)) return (String) method.invoke(api, args);
        }
        throw new NoSuchMethodException(name);
    }

    private static JsonObject document(String token) throws Exception {
        String base64 = token.replace('*', '+').replace('-', '/').replace('_', '=');
        byte[] zlib = Base64.getDecoder().decode(base64);
        try (Reader reader = new InputStreamReader(
                new InflaterInputStream(new ByteArrayInputStream(zlib)), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }

    private void same(Call call) throws Exception {
        Object original = original();
        for (int attempt = 0; attempt < 20; attempt++) {
            JsonObject theirs = document(call.on(original));
            JsonObject mine = document(call.on(ours));
            // Both read the clock: only two documents of one second can be compared.
            if (theirs.get("TLS.time").equals(mine.get("TLS.time"))) {
                assertEquals(theirs, mine);
                return;
            }
        }
        throw new AssertionError("no two calls fell into one second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xiaojun", "a", "user_12345678", "administrator", "12345678901234567890123456789012"})
    void genUserSigIsTheSameDocument(String user) throws Exception {
        same(api -> call(api, "genUserSig", user, EXPIRE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10000, 4294967294L})
    void genPrivateMapKeyIsTheSameDocument(long room) throws Exception {
        same(api -> call(api, "genPrivateMapKey", "xiaojun", EXPIRE, room, 255L));
        same(api -> call(api, "genPrivateMapKey", "xiaojun", EXPIRE, room, 42L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "a room with spaces", "!#$%&()+-:;<=.>?@[]^_{}|~,"})
    void genPrivateMapKeyWithStringRoomIDIsTheSameDocument(String room) throws Exception {
        same(api -> call(api, "genPrivateMapKeyWithStringRoomID", "xiaojun", EXPIRE, room, 255L));
    }

    /** The original writes UTF-16 units as single bytes. */
    @Test
    void anAccountThatIsNotAsciiComesOutRight() throws Exception {
        PrivateMapKey right = UserSig.inspectUnverified(ours.genPrivateMapKey("张三", EXPIRE, 1, 255)).getPrivateMapKey();
        assertEquals("张三", right.getAccountText());
        String wrong = call(original(), "genPrivateMapKey", "张三", EXPIRE, 1L, 255L);
        PrivateMapKey record = UserSig.inspectUnverified(wrong).getPrivateMapKey();
        assertTrue(record == null || !record.getAccountText().equals("张三"));
    }

    @Test
    void theOriginalsTokensVerify() throws Exception {
        String token = call(original(), "genUserSig", "张三", EXPIRE);
        try (SecretKey key = new SecretKey(KEY); Verifier verifier = new Verifier(APP, key)) {
            assertTrue(verifier.verify(token, new Expectation("张三")).isValid());
        }
    }

    @Test
    void badInputIsAnException() {
        assertEquals(ErrorKind.SDKAPPID, kind(() -> new TLSSigAPIv2(0, KEY)));
        assertEquals(ErrorKind.SDKAPPID, kind(() -> new TLSSigAPIv2(4294967296L, KEY)));
        assertEquals(ErrorKind.KEY, kind(() -> new TLSSigAPIv2(APP, "")));
        assertEquals(ErrorKind.USERID, kind(() -> ours.genUserSig("", EXPIRE)));
        assertEquals(ErrorKind.USERID, kind(() -> ours.genUserSig("bob\nTLS.sdkappid:1", EXPIRE)));
        assertEquals(ErrorKind.VALIDITY, kind(() -> ours.genUserSig("bob", 0)));
        assertEquals(ErrorKind.VALIDITY, kind(() -> ours.genUserSig("bob", -1)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 0, 255)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 4294967295L, 255)));
        assertEquals(ErrorKind.ROOM, kind(() -> ours.genPrivateMapKeyWithStringRoomID("bob", EXPIRE, "", 255)));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, 256)));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, 1L << 32)));
        assertEquals(ErrorKind.PRIVILEGES, kind(() -> ours.genPrivateMapKey("bob", EXPIRE, 1, -1)));
    }

    private static ErrorKind kind(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(UserSigException.InvalidInput.class, call).getKind();
    }
}
