package io.github.usersig.minified;

import io.github.usersig.Diagnoses;
import io.github.usersig.ErrorKind;
import io.github.usersig.Expectation;
import io.github.usersig.FindingKind;
import io.github.usersig.Privilege;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.Subject;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.time.Duration;
import java.util.EnumSet;

/** Signs, verifies, inspects, diagnoses and fails, in an application that ProGuard has shrunk, optimised and renamed. */
public final class App {
    private App() {}

    public static void main(String[] arguments) {
        try (SecretKey key = new SecretKey("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
                Signer signer = new Signer(1400000000L, key);
                Verifier verifier = new Verifier(1400000000L, key)) {
            EnumSet<Privilege> enter = EnumSet.of(Privilege.ENTER_ROOM);
            SignRequest request = new SignRequest("xiaojun", Duration.ofDays(7)).withRoom(Room.name("room"), enter);
            String token = signer.sign(request);
            Expectation expectation = new Expectation("xiaojun");
            check(verifier.verify(token, expectation.withRoom(Room.name("room"), enter)).isValid(), "verify");
            Verification rejected = verifier.verify(token, expectation.withoutUserbuf());
            check(rejected.getFindings().get(0).getKind() == FindingKind.USERBUF_MISMATCH, "expected contents");
            check(rejected.getFindings().get(0).getKind().getId().equals("userbuf_mismatch"), "name of a kind");
            Verification other = verifier.verify(token, new Expectation("mallory"));
            check(other.getFindings().get(0).getServiceCode() == 70013, "finding");
            check(UserSig.inspectUnverified(token).getPrivateMapKey().getPrivilegeBits() == 2, "inspect");
            check(UserSig.explain("70013").get(0).getSubject() == Subject.USER_SIG, "explain");
            Diagnoses pasted = verifier.diagnose('"' + token + '"', expectation);
            check(pasted.getCauses().get(0).getId().equals("quoted"), "diagnose");
            check(token.equals(pasted.getUnwrapped()), "unwrapped");
            boolean rejects = false;
            try {
                signer.sign("", Duration.ofDays(1));
            } catch (UserSigException.InvalidInput e) {
                rejects = e.getKind() == ErrorKind.USERID;
            }
            check(rejects, "exception");
            // Objects that nobody closes go through the cleaner.
            for (int i = 0; i < 1000; i++) {
                new Signer(1400000000L, key);
            }
            System.gc();
        }
        System.out.println("signed and verified in " + App.class.getName());
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what);
        }
    }
}
