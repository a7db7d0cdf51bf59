package io.github.usersig.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.usersig.Privilege;
import io.github.usersig.PublicKey;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import io.github.usersig.Token;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same jar from Java. */
class JavaTest {
    static Stream<Arguments> vectors() {
        return Vectors.getAll().stream().map(vector -> Arguments.of(vector.get("id").getAsString(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void vector(String id, JsonObject vector) {
        boolean valid = vector.get("expect").getAsString().equals("valid");
        Instant now = Instant.ofEpochSecond(valid ? Vectors.issuedAt(vector) : 1795343310L);
        try (Verifier verifier = verifier(vector)) {
            Verification result = verifier.verify(
                    vector.get("token").getAsString(), vector.get("userid").getAsString(), now, UserIdRule.ANY);
            String first = result.isValid() ? "valid" : result.getProblems().get(0).getName();
            assertEquals(vector.get("expect").getAsString(), first);
        }
    }

    private static Verifier verifier(JsonObject vector) {
        long app = vector.get("sdkappid").getAsLong();
        if (vector.has("secret_key")) {
            try (SecretKey key = new SecretKey(vector.get("secret_key").getAsString())) {
                return new Verifier(app, key);
            }
        }
        String pem = vector.has("public_key")
                ? vector.get("public_key").getAsString()
                : Vectors.key(vector.get("curve").getAsString(), "pub");
        try (PublicKey key = PublicKey.fromPem(pem)) {
            return new Verifier(app, key);
        }
    }

    @Test
    void everyShortFormIsThereForJava() {
        Instant now = Instant.ofEpochSecond(1700000000L);
        try (SecretKey key = new SecretKey(Vectors.SECRET);
                Signer signer = new Signer(Vectors.APP, key);
                Verifier verifier = new Verifier(Vectors.APP, key, 60)) {
            List<String> tokens = Arrays.asList(
                    signer.sign("bob"),
                    signer.sign("bob", Duration.ofDays(1)),
                    signer.sign("bob", 86400),
                    signer.sign("bob", 86400, UserIdRule.ANY),
                    signer.signWithUserbuf("bob", new byte[] {1, 2}),
                    signer.privateMapKey("bob", Room.number(1)),
                    signer.privateMapKey("bob", Room.name("room"), EnumSet.of(Privilege.ENTER_ROOM)),
                    signer.privateMapKey("bob", Room.number(1), 255, 86400));
            for (String token : tokens) {
                assertTrue(verifier.verify(token, "bob").isValid());
            }
            Token token = UserSig.inspectUnverified(signer.sign("bob", Duration.ofDays(1), now));
            assertEquals(now.plusSeconds(86400), token.getExpiresAt());
            assertEquals(Duration.ofSeconds(86400), token.timeLeft(now));
            assertEquals(Duration.ZERO, token.timeLeft(now.plusSeconds(86401)));
            assertTrue(token.isExpired());
            UserSigException error =
                    assertThrows(UserSigException.InvalidInput.class, () -> signer.sign("", Duration.ofDays(1)));
            assertTrue(error.getMessage().contains("UserID"), error.getMessage());
        }
    }
}
