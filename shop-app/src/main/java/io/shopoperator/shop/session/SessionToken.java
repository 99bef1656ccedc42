package io.shopoperator.shop.session;

import io.shopoperator.shop.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a session: 256 random bits that only the browser keeps.
 *
 * @param value as it stands in the cookie
 */
public record SessionToken(String value) {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A token nobody had before. */
    public static SessionToken create() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** What is stored of it. */
    public byte[] hash() {
        return Sha256.of(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "SessionToken[secret]";
    }
}
