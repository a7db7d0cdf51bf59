package io.github.usersig.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.usersig.Contents;
import io.github.usersig.Diagnoses;
import io.github.usersig.Diagnosis;
import io.github.usersig.ErrorKind;
import io.github.usersig.Expectation;
import io.github.usersig.Expected;
import io.github.usersig.Explanation;
import io.github.usersig.Finding;
import io.github.usersig.FindingKind;
import io.github.usersig.Language;
import io.github.usersig.Privilege;
import io.github.usersig.PublicKey;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.Subject;
import io.github.usersig.Token;
import io.github.usersig.UnverifiedDiagnoses;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import io.github.usersig.VerifierKt;
import io.github.usersig.internal.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
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
        Long issued = Vectors.issuedAt(vector);
        Instant now = Instant.ofEpochSecond(issued == null ? 0 : issued);
        try (Verifier verifier = verifier(vector)) {
            Verification result = verifier.verify(
                    vector.get("token").getAsString(),
                    new Expectation(vector.get("userid").getAsString()).withNow(now));
            String first = result.isValid() ? "valid" : result.getFindings().get(0).getKind().getId();
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
    void everyFormIsThereForJava() {
        Instant now = Instant.ofEpochSecond(1700000000L);
        Duration day = Duration.ofDays(1);
        try (SecretKey key = new SecretKey(Vectors.SECRET);
                Signer signer = new Signer(Vectors.APP, key);
                Verifier verifier = new Verifier(Vectors.APP, key)) {
            SignRequest request = new SignRequest("bob", day);
            assertEquals(request, new SignRequest("bob", 86400));
            assertEquals(request.withIssuedAt(now), new SignRequest("bob", day, now));
            assertEquals(request.withIssuedAtSeconds(1700000000L), new SignRequest("bob", 86400, 1700000000L));
            EnumSet<Privilege> enter = EnumSet.of(Privilege.ENTER_ROOM);
            List<String> tokens = Arrays.asList(
                    signer.sign(request),
                    signer.sign("bob", day),
                    signer.sign("bob", 86400),
                    signer.signMany(Arrays.asList("bob"), day).get(0),
                    signer.signMany(Arrays.asList("bob"), 86400).get(0),
                    signer.sign(request.withUserIdRule(UserIdRule.TRTC)),
                    signer.sign(request.withUserbuf(new byte[] {1, 2})),
                    signer.sign(request.withContents(new Contents.Userbuf(new byte[0]))),
                    signer.sign(request.withRoom(Room.number(1), Privilege.ALL)),
                    signer.sign(request.withRoom(Room.number(1), 255)),
                    signer.sign(request.withRoom(Room.name("room"), enter)));
            Expectation bob = new Expectation("bob");
            for (String token : tokens) {
                assertTrue(verifier.verify(token, bob).isValid());
                assertTrue(verifier.verify(token, bob.withMaxValidity(day).withLeewaySeconds(60)).isValid());
            }
            Token token = UserSig.inspectUnverified(signer.sign(request.withIssuedAt(now)));
            assertEquals(now.plusSeconds(86400), token.getExpiresAt());
            assertEquals(Duration.ofSeconds(86400), token.timeLeft(now));
            assertEquals(Duration.ZERO, token.timeLeft(now.plusSeconds(86401)));
            assertTrue(token.isExpired());
            UserSigException.InvalidInput error =
                    assertThrows(UserSigException.InvalidInput.class, () -> signer.sign("", day));
            assertTrue(error.getMessage().contains("UserID"), error.getMessage());
            assertEquals(ErrorKind.USERID, error.getKind());
        }
    }

    @Test
    void aPrivateMapKeyInPlaceOfAUserSigIsFound() {
        try (SecretKey key = new SecretKey(Vectors.SECRET);
                Signer signer = new Signer(Vectors.APP, key);
                Verifier verifier = new Verifier(Vectors.APP, key)) {
            SignRequest request = new SignRequest("bob", 3600);
            String userSig = signer.sign(request);
            String privateMapKey = signer.sign(request.withRoom(Room.number(7), Privilege.AUDIENCE));
            Expectation plain = new Expectation("bob").withoutUserbuf();
            assertEquals(plain, new Expectation("bob").withContents(Expected.NoUserbuf.INSTANCE));
            assertTrue(verifier.verify(userSig, plain).isValid());
            assertTrue(verifier.verify(privateMapKey, new Expectation("bob")).isValid());

            Verification.Rejected rejected = (Verification.Rejected) verifier.verify(privateMapKey, plain);
            Finding reason = rejected.getReason();
            assertEquals(FindingKind.USERBUF_MISMATCH, reason.getKind());
            assertNull(reason.getServiceCode());
            assertEquals("bob", rejected.getUnverified().getUserId());
            assertThrows(UserSigException.Rejected.class, rejected::tokenOrThrow);

            Expectation room = new Expectation("bob").withRoom(Room.number(7), Privilege.AUDIENCE);
            assertTrue(verifier.verify(privateMapKey, room).isValid());
            assertEquals(
                    FindingKind.RECORD_MISMATCH,
                    verifier.verify(userSig, room).getFindings().get(0).getKind());
        }
    }

    @Test
    void diagnosisAndCodesAreThereForJava() {
        Expectation bob = new Expectation("bob");
        try (SecretKey key = new SecretKey(Vectors.SECRET);
                SecretKey quoted = new SecretKey('"' + Vectors.SECRET + '"');
                Signer signer = new Signer(Vectors.APP, quoted);
                Verifier verifier = new Verifier(Vectors.APP, key)) {
            String token = signer.sign("bob", 60);
            Diagnoses found = verifier.diagnose(token, bob, Vectors.SECRET);
            Diagnosis cause = found.getCauses().get(0);
            assertEquals("key_quoted", cause.getId());
            assertTrue(!cause.getDetail().isEmpty() && !cause.getFix().isEmpty());
            assertEquals(
                    FindingKind.BAD_SIGNATURE,
                    found.getVerification().getFindings().get(0).getKind());
            assertTrue(found.getWarnings().isEmpty());
            assertNull(found.getUnwrapped());
            assertTrue(verifier.diagnose(token, bob).getCauses().isEmpty());
            assertEquals(
                    List.of("key_quoted"),
                    ids(verifier.diagnose(token, bob, Vectors.SECRET, Language.CHINESE).getCauses()));

            UnverifiedDiagnoses unverified = UserSig.diagnoseUnverified(" \"" + token + "\"");
            assertEquals(List.of("quoted"), ids(unverified.getCauses()));
            assertEquals(token, unverified.getUnwrapped());
            assertTrue(unverified.getWarnings().isEmpty());
        }
        Instant now = Instant.ofEpochSecond(1700000000L);
        assertEquals(List.of("placeholder"), ids(UserSig.diagnoseUnverified("undefined", now).getCauses()));
        assertEquals(
                List.of("placeholder"),
                ids(UserSig.diagnoseUnverified("undefined", now, Language.CHINESE).getCauses()));
        String half = Vectors.SECRET.substring(32);
        assertEquals(List.of("key_looks_short"), ids(UserSig.diagnoseKey(half)));
        assertEquals(List.of("key_looks_short"), ids(UserSig.diagnoseKey(half, Language.CHINESE)));

        Explanation expired = UserSig.explain("70001").get(0);
        assertEquals(List.of(70001, -70001), expired.getNumbers());
        assertEquals(Subject.USER_SIG, expired.getSubject());
        assertTrue(expired.getNames().contains("ERR_SVR_ACCOUNT_USERSIG_EXPIRED"));
        for (String text : List.of(expired.getLayer(), expired.getMeaning(), expired.getAdvice())) {
            assertTrue(!text.isEmpty());
        }
        String note = expired.getNote();
        assertTrue(note == null || !note.isEmpty());
        assertEquals("签名校验不通过", UserSig.explain("70009", Language.CHINESE).get(0).getMeaning());
        assertEquals(
                UserSig.explanations().size(),
                UserSig.explanations(Language.CHINESE).size());
    }

    private static List<String> ids(List<Diagnosis> found) {
        return found.stream().map(Diagnosis::getId).collect(Collectors.toList());
    }

    /** What says neither valid nor why not is no valid token. Only Java can call what is internal in Kotlin. */
    @Test
    void aReportWithoutATokenIsNotValid() {
        Report empty = new Report(true, null, List.of(), List.of());
        assertThrows(IllegalStateException.class, () -> VerifierKt.verification(empty));
    }
}
