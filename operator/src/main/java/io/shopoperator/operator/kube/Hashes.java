package io.shopoperator.operator.kube;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Short fingerprints that notice a change. */
public final class Hashes {
    private Hashes() {}

    /** Eight hexadecimal digits of all the parts. */
    public static String of(String... parts) {
        return hex(String.join("\n", parts), 4);
    }

    /** Changes when a Secret's content changes, or when it is another Secret of the same name. */
    public static String content(Secret secret) {
        StringBuilder text =
                new StringBuilder(String.valueOf(secret.getMetadata().getUid()));
        new TreeMap<>(secret.getData() == null ? new TreeMap<String, String>() : secret.getData())
                .forEach((key, value) ->
                        text.append('\n').append(key).append('=').append(value));
        return hex(text.toString(), 8);
    }

    private static String hex(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
