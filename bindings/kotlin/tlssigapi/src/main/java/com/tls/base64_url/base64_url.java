package com.tls.base64_url;

import java.util.Base64;

/** The base64 of tokens, with {@code * - _} in place of {@code + / =}, under the names of the original. */
public class base64_url {
    private static final byte[] STANDARD = {'+', '/', '='};
    private static final byte[] OF_TOKENS = {'*', '-', '_'};

    /**
     * Encodes bytes.
     *
     * @param in_str the bytes
     * @return the text, in ASCII
     */
    public static byte[] base64EncodeUrl(byte[] in_str) {
        return replaced(Base64.getEncoder().encode(in_str), STANDARD, OF_TOKENS);
    }

    /**
     * Decodes a text.
     *
     * @param in_str the text, in ASCII
     * @return the bytes
     * @throws IllegalArgumentException if it is no such text
     */
    public static byte[] base64DecodeUrl(byte[] in_str) {
        return Base64.getDecoder().decode(replaced(in_str.clone(), OF_TOKENS, STANDARD));
    }

    private static byte[] replaced(byte[] text, byte[] from, byte[] to) {
        for (int i = 0; i < text.length; i++) {
            for (int kind = 0; kind < from.length; kind++) {
                if (text[i] == from[kind]) {
                    text[i] = to[kind];
                    break;
                }
            }
        }
        return text;
    }
}
