package io.github.usersig.minified;

import io.github.usersig.Privilege;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import io.github.usersig.UserSig;
import io.github.usersig.UserSigException;
import io.github.usersig.Verifier;
import java.time.Duration;
import java.util.EnumSet;

/** Signs, verifies, inspects and fails, in an application that ProGuard has shrunk, optimised and renamed. */
public final class App {
    private App() {}

    public static void main(String[] arguments) {
        try (SecretKey key = new SecretKey("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
                Signer signer = new Signer(1400000000L, key);
                Verifier verifier = new Verifier(1400000000L, key)) {
            String token = signer.privateMapKey("xiaojun", Room.name("room"), EnumSet.of(Privilege.ENTER_ROOM));
            check(verifier.verify(token, "xiaojun").isValid(), "verify");
            check(verifier.verify(token, "mallory").getProblems().get(0).getServiceCode() == 70013, "finding");
            check(UserSig.inspectUnverified(token).getPrivateMapKey().getPrivilegeBits() == 2, "inspect");
            boolean refused = false;
            try {
                signer.sign("", Duration.ofDays(1));
            } catch (UserSigException.InvalidInput e) {
                refused = e.getKind().equals("userid");
            }
            check(refused, "exception");
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
