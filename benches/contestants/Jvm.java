import io.github.usersig.PrivateKey;
import io.github.usersig.Privilege;
import io.github.usersig.PublicKey;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import io.github.usersig.Verifier;
import java.time.Duration;
import java.time.Instant;

/** A contestant of scripts/bench: usersig through Kotlin and JNA, called as Java calls it. */
public final class Jvm extends Contestant {
    private static final Duration VALIDITY = Duration.ofSeconds(EXPIRE);
    private static final Instant NOW = Instant.ofEpochSecond(Long.parseLong(System.getenv("BENCH_NOW")));

    private final Signer signer;
    private final Verifier verifier;

    private Jvm() {
        try (SecretKey key = new SecretKey(KEY)) {
            signer = new Signer(SDKAPPID, key);
            verifier = new Verifier(SDKAPPID, key);
        }
    }

    @Override
    String token(String userid) {
        return signer.sign(userid, EXPIRE);
    }

    @Override
    Work work(String operation, String token) {
        switch (operation) {
            case "empty":
                return () -> {
                    signer.getSdkAppId();
                    return null;
                };
            case "sign":
                return () -> signer.sign(USERID, EXPIRE);
            case "sign-at":
                return () -> signer.sign(USERID, VALIDITY, NOW);
            case "room":
                return () -> signer.privateMapKey(USERID, Room.number(10000), Privilege.toBits(Privilege.ALL), EXPIRE);
            case "verify":
                return () -> {
                    must(verifier.verify(token, USERID, NOW).isValid());
                    return null;
                };
            case "sign-p256":
            case "sign-secp256k1":
                Signer own;
                try (PrivateKey key = PrivateKey.fromPem(key(operation.substring(5), "PRIVATE"))) {
                    own = new Signer(SDKAPPID, key);
                }
                return () -> own.sign(USERID, EXPIRE);
            case "verify-p256":
            case "verify-secp256k1":
                Verifier other;
                try (PublicKey key = PublicKey.fromPem(key(operation.substring(7), "PUBLIC"))) {
                    other = new Verifier(SDKAPPID, key);
                }
                return () -> {
                    must(other.verify(token, USERID).isValid());
                    return null;
                };
            default:
                return null;
        }
    }

    public static void main(String[] args) throws Exception {
        new Jvm().run();
    }
}
