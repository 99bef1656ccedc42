package io.shopoperator.shop.media;

import io.shopoperator.shop.digest.Sha256;

/** A picture: its type, its size in pixels and its bytes; {@code hash} is its address. */
public record Media(String hash, String contentType, int width, int height, byte[] bytes) {
    private static final int HASH_LENGTH = 32;

    /** A picture with the hash of its content. */
    public static Media of(String contentType, int width, int height, byte[] bytes) {
        return new Media(Sha256.hex(bytes, HASH_LENGTH), contentType, width, height, bytes);
    }
}
