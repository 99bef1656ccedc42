package io.shopoperator.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.VersionStatus;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.backup.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HindrancesTest {
    private static final String S3 =
            "{destination: {s3: {endpoint: https://s3.example.com, bucket: backups, credentialsSecretRef: {name: s3}}}, encryption: {keySecretRef: {name: age}}}";

    @Test
    void aShopThatNeverRanHasNothingToBackUp() {
        assertThat(reason(Scenes.shop("{}"))).isEqualTo("ShopNotReady");
    }

    @Test
    void aVolumeNeedsNoSecret() {
        assertThat(Hindrances.of(installed("{}"), new There()::find)).isEmpty();
    }

    @Test
    void whatIsSomebodyElsesIsNotUsed() {
        // Given
        PersistentVolumeClaim foreign = named(new PersistentVolumeClaim(), "tee-backup");
        ConfigMap program = named(new ConfigMap(), "tee-backup");

        // When, Then
        assertThat(Hindrances.of(installed("{}"), new There(foreign)::find)).hasValueSatisfying(word -> {
            assertThat(word.reason()).isEqualTo("NameTaken");
            assertThat(word.message()).contains("PersistentVolumeClaim 'tee-backup'");
        });
        assertThat(reason(installed("{}"), new There(program))).isEqualTo("NameTaken");
        program.getMetadata().setLabels(ShopLabels.of(Scenes.shop("{}"), ShopLabels.Component.BACKUP));
        assertThat(reason(installed("{}"), new There(program))).isEqualTo("none");
    }

    @Test
    void aMissingSecretIsNamed() {
        assertThat(Hindrances.of(installed(S3), new There()::find)).hasValueSatisfying(word -> {
            assertThat(word.reason()).isEqualTo("BackupSecretMissing");
            assertThat(word.message()).contains("'s3'", "spec.backup.destination.s3.credentialsSecretRef");
        });
    }

    @Test
    void missingKeysAreNamed() {
        Secret storage = secret(Map.of("access-key-id", "a", "secret-access-key", "b"));

        assertThat(reason(installed(S3), Map.of("s3", secret(Map.of("access-key-id", "a")))))
                .isEqualTo("BackupSecretInvalid");
        assertThat(reason(installed(S3), Map.of("s3", storage, "age", secret(Map.of("recipient", "age1")))))
                .isEqualTo("BackupSecretInvalid");
        assertThat(reason(
                        installed(S3),
                        Map.of("s3", storage, "age", secret(Map.of("recipient", "age1", "identity", "AGE")))))
                .isEqualTo("none");
    }

    private static String reason(Shop shop) {
        return reason(shop, new There());
    }

    private static String reason(Shop shop, Map<String, Secret> secrets) {
        return reason(
                shop,
                new There(secrets.entrySet().stream()
                        .map(entry -> named(entry.getValue(), entry.getKey()))
                        .toList()));
    }

    private static String reason(Shop shop, There there) {
        return Hindrances.of(shop, there::find).map(Word::reason).orElse("none");
    }

    /** What is in the namespace. */
    private record There(List<? extends HasMetadata> objects) {
        There(HasMetadata... objects) {
            this(List.of(objects));
        }

        <R extends HasMetadata> Optional<R> find(Class<R> kind, String name) {
            return objects.stream()
                    .filter(kind::isInstance)
                    .filter(object -> object.getMetadata().getName().equals(name))
                    .map(kind::cast)
                    .findFirst();
        }
    }

    private static <R extends HasMetadata> R named(R object, String name) {
        object.setMetadata(new ObjectMetaBuilder().withName(name).build());
        return object;
    }

    private static Shop installed(String backup) {
        Shop shop = Scenes.shop(backup);
        shop.setStatus(new ShopStatus(
                1L, List.of(), null, new VersionStatus("1", "1", "1"), null, null, null, null, null, null, null));
        return shop;
    }

    private static Secret secret(Map<String, String> data) {
        return new SecretBuilder().withData(Base64Data.of(data)).build();
    }
}
