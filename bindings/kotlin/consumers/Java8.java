import io.github.usersig.Expectation;
import io.github.usersig.Privilege;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserSigException;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.util.EnumSet;

/** What an application in Java 8 writes; compiled and run by check. */
public final class Java8 {
    public static void main(String[] arguments) {
        try (SecretKey key = new SecretKey("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
                Signer signer = new Signer(1400000000L, key);
                Verifier verifier = new Verifier(1400000000L, key)) {
            SignRequest request = new SignRequest("xiaojun", 60).withRoom(Room.number(7), EnumSet.of(Privilege.ENTER_ROOM));
            Verification result = verifier.verify(signer.sign(request), new Expectation("xiaojun").withLeewaySeconds(5));
            if (!result.isValid() || result.tokenOrThrow().getPrivateMapKey() == null) {
                throw new IllegalStateException(result.toString());
            }
            try {
                signer.sign("", 60);
                throw new IllegalStateException("an empty UserID was signed");
            } catch (UserSigException.InvalidInput e) {
                System.out.println("Java: " + e.getKind());
            }
        }
    }
}
