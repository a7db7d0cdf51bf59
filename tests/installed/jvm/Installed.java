import io.github.usersig.Expectation;
import io.github.usersig.Finding;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.zip.Inflater;

/** The cases of cases.py with the installed jar or AAR. For Java 8 and Android 5.0: no Base64, no java.time, no streams. */
public final class Installed {
    private static final Charset UTF_8 = Charset.forName("UTF-8");

    public static void main(String[] arguments) throws Exception {
        int passed = 0;
        int failed = 0;
        BufferedReader cases = new BufferedReader(new InputStreamReader(new FileInputStream(arguments[0]), UTF_8));
        for (String line = cases.readLine(); line != null; line = cases.readLine()) {
            String[] fields = line.split(" ");
            for (int i = 1; i < fields.length; i++) {
                fields[i] = text(fields[i]);
            }
            String problem;
            try {
                problem = fields[0].equals("sign") ? sign(fields) : verify(fields);
            } catch (RuntimeException exception) {
                problem = exception.toString();
            }
            if (problem == null) {
                passed++;
            } else {
                failed++;
                System.out.println("FAILED  " + fields[0] + " " + fields[1] + ": " + problem);
            }
        }
        cases.close();
        System.out.println(System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", " + System.getProperty("os.arch"));
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    private static String sign(String[] fields) throws Exception {
        SecretKey key = new SecretKey(fields[2]);
        Signer signer = new Signer(Long.parseLong(fields[3]), key);
        key.close();
        String token = signer.sign(new SignRequest(fields[4], Long.parseLong(fields[6])).withIssuedAtSeconds(Long.parseLong(fields[5])));
        signer.close();
        String wanted = "\"TLS.sig\":\"" + fields[7] + "\"";
        String document = document(token);
        return document.contains(wanted) ? null : document + " has no " + wanted;
    }

    private static String verify(String[] fields) {
        SecretKey key = new SecretKey(fields[2]);
        Verifier verifier = new Verifier(Long.parseLong(fields[3]), key);
        key.close();
        Verification result = verifier.verify(fields[5], new Expectation(fields[4]).withNowSeconds(Long.parseLong(fields[6])));
        verifier.close();
        StringBuilder kinds = new StringBuilder();
        for (Finding finding : result.getFindings()) {
            kinds.append(kinds.length() == 0 ? "" : ",").append(finding.getKind().getId());
        }
        return kinds.toString().equals(fields[7]) ? null : kinds + ", expected " + fields[7];
    }

    private static String text(String hexadecimal) {
        if (hexadecimal.equals("-")) {
            return "";
        }
        byte[] bytes = new byte[hexadecimal.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hexadecimal.substring(2 * i, 2 * i + 2), 16);
        }
        return new String(bytes, UTF_8);
    }

    /** The JSON of a token, read with Java's own inflater. */
    private static String document(String token) throws Exception {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-";
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        int bits = 0;
        int buffer = 0;
        for (int i = 0; i < token.length() && token.charAt(i) != '_'; i++) {
            buffer = buffer << 6 | alphabet.indexOf(token.charAt(i));
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                compressed.write(buffer >> bits & 255);
            }
        }
        Inflater inflater = new Inflater();
        inflater.setInput(compressed.toByteArray());
        byte[] bytes = new byte[65536];
        int length = inflater.inflate(bytes);
        inflater.end();
        return new String(bytes, 0, length, UTF_8);
    }
}
