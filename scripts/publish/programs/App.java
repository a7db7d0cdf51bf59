import com.tencentyun.TLSSigAPIv2;
import io.github.usersig.Expectation;
import io.github.usersig.SecretKey;
import io.github.usersig.Verifier;

public class App {
    public static void main(String[] arguments) {
        String key = System.getenv("USERSIG_SECRET_KEY");
        // Signed by the class of usersig-tlssigapi, verified by usersig-jvm.
        String token = new TLSSigAPIv2(1400000000L, key).genUserSig("xiaojun", 7 * 86400);
        Verifier verifier = new Verifier(1400000000L, new SecretKey(key));
        for (String user : new String[] {"xiaojun", "mallory"}) {
            String verdict = verifier.verify(token, new Expectation(user)).isValid() ? "valid" : "rejected";
            System.out.print(user.equals("xiaojun") ? user + ": " + verdict + ", " : user + ": " + verdict + "\n");
        }
    }
}
