import io.github.usersig.Expectation;
import io.github.usersig.PrivateKey;
import io.github.usersig.Privilege;
import io.github.usersig.PublicKey;
import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.Verifier;

/** A contestant of scripts/bench: usersig through Kotlin and JNI, called as Java calls it. */
public final class Jvm extends Contestant {
    private static final long NOW = Long.parseLong(System.getenv("BENCH_NOW"));

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
                return () -> signer.sign(new SignRequest(USERID, EXPIRE).withIssuedAtSeconds(NOW));
            case "room":
                // A server makes a request for each user and room.
                return () -> signer.sign(new SignRequest(USERID, EXPIRE).withRoom(Room.number(10000), Privilege.ALL));
            case "verify":
                return () -> {
                    must(verifier.verify(token, new Expectation(USERID).withNowSeconds(NOW)).isValid());
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
                    must(other.verify(token, new Expectation(USERID)).isValid());
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
