import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.usersig.Expectation;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.Verifier;
import io.github.usersig.tests.Vectors;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** The program of the stage {@code references}, which was written around the official packages, over ours. */
class ReferenceTest {
    private static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    private static final Expectation BOB = new Expectation("bob");

    private static JSONObject request(String call) {
        return new JSONObject().put("call", call).put("userid", "bob").put("sdkappid", 1400000000L).put("expire", 600);
    }

    @Test
    void version2() throws Exception {
        JSONObject room = request("room").put("key", KEY).put("room", 7).put("privileges", 255);
        JSONObject named = request("room_str").put("key", KEY).put("room_str", "lesson").put("privileges", 8);
        try (SecretKey key = new SecretKey(KEY); Verifier verifier = new Verifier(1400000000L, key)) {
            String plain = Reference.answer(request("plain").put("key", KEY)).getString("token");
            assertTrue(verifier.verify(plain, BOB.withoutUserbuf()).isValid());
            String number = Reference.answer(room).getString("token");
            assertTrue(verifier.verify(number, BOB.withRoom(Room.number(7), 255)).isValid());
            String name = Reference.answer(named).getString("token");
            assertTrue(verifier.verify(name, BOB.withRoom(Room.name("lesson"), 8)).isValid());
        }
    }

    @Test
    void version1() throws Exception {
        String key = Vectors.key("prime256v1", "pkcs8");
        JSONObject signed = Reference.answer(request("v1_plain").put("private_key", key));
        assertEquals("", signed.getString("message"));
        JSONObject verify = request("v1_verify").put("token", signed.getString("token"));
        JSONObject verdict = Reference.answer(verify.put("public_key", Vectors.key("prime256v1", "pub")));
        assertTrue(verdict.getBoolean("verdict"));
        assertEquals(600, verdict.getInt("expire"));
        assertTrue(verdict.getInt("time") > 1700000000);
    }
}
