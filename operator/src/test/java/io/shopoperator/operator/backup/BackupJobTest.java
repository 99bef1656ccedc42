package io.shopoperator.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.backup.BackupJob.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackupJobTest {
    private static final Path EXPECTED = Path.of("src/test/resources/backup");
    private static final String S3 =
            "{destination: {s3: {endpoint: https://s3.example.com, bucket: backups, prefix: cluster-1, credentialsSecretRef: {name: s3}}},"
                    + " encryption: {keySecretRef: {name: age}}}";

    /** Ends the spec that it is a part of. */
    private static final String RELEASED =
            "{}}\nstatus: {release: {stable: {image: \"registry.example.com/shop-app:1.0.0\", id: 46a24ecd, databaseSecret: tee-database}}";

    private static final String CLOUD_NATIVE_PG = "{}, database: {cloudNativePg: {}}";

    static Stream<Arguments> jobs() {
        return Stream.of(
                Arguments.of("volume-dump", "{}", Work.DUMP),
                Arguments.of("volume-verify", "{}", Work.VERIFY),
                Arguments.of("volume-verify-on-a-release", RELEASED, Work.VERIFY),
                Arguments.of("cloudnativepg-dump", CLOUD_NATIVE_PG, Work.DUMP),
                Arguments.of("s3-encrypted-dump", S3, Work.DUMP),
                Arguments.of("s3-encrypted-verify", S3, Work.VERIFY),
                Arguments.of("s3-encrypted-prune", S3, Work.PRUNE));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aRunGetsWhatItNeedsAndNoMore(String name, String backup, Work work) throws IOException {
        // Given
        ShopBackup one = Scenes.backup(1, "2026-11-23T02:15:00Z", Phase.RUNNING, null, null);

        // When
        String job = new KubernetesSerialization()
                .asYaml(BackupJob.desired(Scenes.shop(backup), one, TestSettings.defaults(), work));

        // Then
        Path expected = EXPECTED.resolve(name + ".yaml");
        if (System.getProperty("golden.update") != null) Files.writeString(expected, job);
        assertThat(expected)
                .as("run with -Dgolden.update and read the difference")
                .exists();
        assertThat(job).isEqualTo(Files.readString(expected));
    }
}
