package old.jdk8;

import java.util.Base64;

/** What JDK 8 has as {@code sun.misc.BASE64Encoder}, as far as release 1.1 of the original calls it. */
public class BASE64Encoder {
    public String encode(byte[] bytes) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
    }
}
