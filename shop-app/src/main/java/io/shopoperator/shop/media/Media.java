package io.shopoperator.shop.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A picture: its type, its size in pixels and its bytes; {@code hash} is its address. */
public record Media(String hash, String contentType, int width, int height, byte[] bytes) {
    private static final int HASH_LENGTH = 32;

    /** A picture with the hash of its content. */
    public static Media of(String contentType, int width, int height, byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Media(
                    HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH), contentType, width, height, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
