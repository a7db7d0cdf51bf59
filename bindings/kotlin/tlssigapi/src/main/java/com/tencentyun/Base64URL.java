package com.tencentyun;

import com.tls.base64_url.base64_url;
import java.io.IOException;

/** The base64 of tokens, with {@code * - _} in place of {@code + / =}, under the names of the original. */
public class Base64URL {
    /**
     * Encodes bytes.
     *
     * @param input the bytes
     * @return the text, in ASCII
     */
    public static byte[] base64EncodeUrl(byte[] input) {
        return base64_url.base64EncodeUrl(input);
    }

    /**
     * Decodes a text.
     *
     * @param input the text, in ASCII
     * @return the bytes
     * @throws IOException if it is no such text
     */
    public static byte[] base64DecodeUrl(byte[] input) throws IOException {
        try {
            return base64_url.base64DecodeUrl(input);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
