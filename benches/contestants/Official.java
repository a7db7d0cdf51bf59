import com.tencentyun.TLSSigAPIv2;
import com.tls.tls_sigature.tls_sigature;

/** A contestant of scripts/bench: the official Maven artifacts. */
public final class Official extends Contestant {
    private final TLSSigAPIv2 api = new TLSSigAPIv2(SDKAPPID, KEY);

    @Override
    String token(String userid) {
        return api.genUserSig(userid, EXPIRE);
    }

    @Override
    Work work(String operation, String token) {
        switch (operation) {
            case "sign":
                return () -> api.genUserSig(USERID, EXPIRE);
            case "room":
                return () -> api.genPrivateMapKey(USERID, EXPIRE, 10000, 255);
            case "sign-p256":
            case "sign-secp256k1":
                String priv = key(operation.substring(5), "PRIVATE");
                return () -> tls_sigature.GenTLSSignatureEx(SDKAPPID, USERID, priv, EXPIRE).urlSig;
            case "verify-p256":
            case "verify-secp256k1":
                String pub = key(operation.substring(7), "PUBLIC");
                return () -> {
                    must(tls_sigature.CheckTLSSignatureEx(token, SDKAPPID, USERID, pub).verifyResult);
                    return null;
                };
            default:
                return null;
        }
    }

    public static void main(String[] args) throws Exception {
        new Official().run();
    }
}
