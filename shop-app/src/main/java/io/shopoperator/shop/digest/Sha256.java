package io.shopoperator.shop.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is kept, compared or addressed by its content. */
public final class Sha256 {
    private Sha256() {}

    /** The 32 bytes of the digest. */
    public static byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The first {@code digits} of the digest's 64 hexadecimal digits. */
    public static String hex(byte[] content, int digits) {
        return HexFormat.of().formatHex(of(content)).substring(0, digits);
    }

    /** The first {@code digits} hexadecimal digits of the digest of a text in UTF-8. */
    public static String hex(String text, int digits) {
        return hex(text.getBytes(StandardCharsets.UTF_8), digits);
    }
}
