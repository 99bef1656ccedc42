package io.shopoperator.shop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void aHashFitsItsPasswordAlone() {
        String hash = PasswordHash.of("mittags um zwölf");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("mittags");
        assertThat(PasswordHash.matches("mittags um zwölf", hash)).isTrue();
        assertThat(PasswordHash.matches("mittags um zwölf ", hash)).isFalse();
        assertThat(PasswordHash.matches("", PasswordHash.OF_NOBODY)).isFalse();
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        assertThat(PasswordHash.of("gleich")).isNotEqualTo(PasswordHash.of("gleich"));
    }

    @Test
    void theCostIsReadFromTheHash() {
        String hash = PasswordHash.of("x");

        assertThat(PasswordHash.matches("x", hash.replace("t=2", "t=1"))).isFalse();
    }

    @Test
    void hashesOfBeforeAreStillUnderstood() throws GeneralSecurityException {
        byte[] salt = new byte[16];
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec("früher".toCharArray(), salt, 1000, 512))
                .getEncoded();
        var encoder = Base64.getEncoder();
        String hash = "pbkdf2-sha512$1000$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(key);

        assertThat(PasswordHash.matches("früher", hash)).isTrue();
        assertThat(PasswordHash.matches("später", hash)).isFalse();
    }

    @Test
    void whatIsNoHashIsAnError() {
        assertThatIllegalStateException().isThrownBy(() -> PasswordHash.matches("x", "x"));
    }
}
