package io.shopoperator.shop.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Salted, slow hashes of passwords: Argon2id as OWASP recommends it (19 MiB, 2 passes), written as PHC string, so that its cost can
 * grow. Hashes of before, PBKDF2 with HMAC-SHA-512, are still understood.
 */
public final class PasswordHash {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern ARGON2 =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");
    private static final Pattern PBKDF2 = Pattern.compile("pbkdf2-sha512\\$(\\d+)\\$([^$]+)\\$([^$]+)");

    /** A hash no password has; comparing with it costs as much as with a real one. */
    public static final String OF_NOBODY = of(randomPassword());

    private PasswordHash() {}

    /** The hash of {@code password} under a new salt. */
    public static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        byte[] hash = argon2(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + encoder.encodeToString(salt)
                + "$" + encoder.encodeToString(hash);
    }

    /**
     * Whether {@code hash} was made of {@code password}; takes the same time for any wrong one.
     *
     * @throws IllegalStateException if the hash has a format this shop never wrote
     */
    public static boolean matches(String password, String hash) {
        var decoder = Base64.getDecoder();
        Matcher argon2 = ARGON2.matcher(hash);
        if (argon2.matches()) {
            byte[] expected = decoder.decode(argon2.group(5));
            byte[] actual = argon2(
                    password,
                    decoder.decode(argon2.group(4)),
                    Integer.parseInt(argon2.group(1)),
                    Integer.parseInt(argon2.group(2)),
                    Integer.parseInt(argon2.group(3)),
                    expected.length);
            return MessageDigest.isEqual(expected, actual);
        }
        Matcher pbkdf2 = PBKDF2.matcher(hash);
        if (pbkdf2.matches()) {
            byte[] expected = decoder.decode(pbkdf2.group(3));
            byte[] actual = pbkdf2(
                    password, decoder.decode(pbkdf2.group(2)), Integer.parseInt(pbkdf2.group(1)), expected.length);
            return MessageDigest.isEqual(expected, actual);
        }
        throw new IllegalStateException("A stored password hash has an unknown format");
    }

    private static String randomPassword() {
        byte[] random = new byte[SALT_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static byte[] argon2(String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static byte[] pbkdf2(String password, byte[] salt, int iterations, int bytes) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, bytes * Byte.SIZE))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2 with HMAC-SHA-512", e);
        }
    }
}
