import com.tencentyun.TLSSigAPIv2;
import com.tls.tls_sigature.tls_sigature;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.json.JSONObject;

/** The Maven references, versions 2.0 and 1.0: reads a JSON request per line and writes a JSON reply per line. */
public class Reference {
    static JSONObject answer(JSONObject r) throws Exception {
        String userid = r.getString("userid");
        long sdkappid = r.getLong("sdkappid");
        long expire = r.optLong("expire");
        TLSSigAPIv2 v2 = new TLSSigAPIv2(sdkappid, r.optString("key"));
        JSONObject answer = new JSONObject();
        switch (r.getString("call")) {
            case "plain":
                return answer.put("token", v2.genUserSig(userid, expire));
            case "room":
                return answer.put("token",
                        v2.genPrivateMapKey(userid, expire, r.getLong("room"), r.getLong("privileges")));
            case "room_str":
                return answer.put("token", v2.genPrivateMapKeyWithStringRoomID(
                        userid, expire, r.getString("room_str"), r.getLong("privileges")));
            case "v1_plain":
                // A failure is an empty urlSig and a message.
                tls_sigature.GenTLSSignatureResult signed =
                        tls_sigature.GenTLSSignatureEx(sdkappid, userid, r.getString("private_key"), expire);
                return answer.put("token", signed.urlSig).put("message", signed.errMessage);
            case "v1_verify":
                tls_sigature.CheckTLSSignatureResult checked = tls_sigature.CheckTLSSignatureEx(
                        r.getString("token"), sdkappid, userid, r.getString("public_key"));
                return answer.put("verdict", checked.verifyResult).put("message", checked.errMessage)
                        .put("time", checked.initTime).put("expire", checked.expireTime);
            default:
                throw new IllegalArgumentException("no call " + r.getString("call"));
        }
    }

    public static void main(String[] args) throws Exception {
        // The references print stack traces of their own: standard output is only for replies.
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JSONObject answer;
            try {
                answer = answer(new JSONObject(line));
            } catch (Exception thrown) {
                answer = new JSONObject().put("error", thrown.toString());
            }
            out.println(answer);
        }
    }
}
