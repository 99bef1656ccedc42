package io.shopoperator.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.shopoperator.operator.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @Test
    void theDefaultsHaveNoMistakes() {
        assertThat(SettingsCheck.mistakes(TestSettings.defaults())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r:5000/db:17", "r/db:17.6", "r/db:17-standard-trixie", "r/db:17@sha256:0123"})
    void imagesOfTheVersionThatBackupsAreMadeForAreAccepted(String image) {
        assertThat(SettingsCheck.mistakes(TestSettings.with(Map.of("database.cloud-native-pg.image", image))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sizes.small.web.memory       | lots   | shop-operator.sizes.small.web.memory=lots is no quantity or too little: use e.g. 512Mi
            sizes.small.database.memory  | 512    | shop-operator.sizes.small.database.memory=512 is no quantity or too little: use e.g. 512Mi
            sizes.medium.web.cpu         | 0      | shop-operator.sizes.medium.web.cpu=0 is no quantity above 0: use e.g. 250m
            sizes.medium.node-selector.-a | b     | shop-operator.sizes.medium.node-selector: -a=b is no label of a node: use a name and a value such as pool=strong
            sizes.medium.node-selector.pool | a b | shop-operator.sizes.medium.node-selector: pool=a b is no label of a node: use a name and a value such as pool=strong
            sizes.medium.tolerations[0].value | shops | shop-operator.sizes.medium.tolerations[0] has no key: name the taint's, or use the operator Exists to tolerate all taints
            sizes.medium.storage-class-name | Fast! | shop-operator.sizes.medium.storage-class-name=Fast! is no name of a storage class: use lower-case letters, digits, '-' and '.'
            database.user                | 0      | shop-operator.database.user and .group must be numbers above 0: PostgreSQL refuses to run as root
            database.cloud-native-pg.image | db:18 | shop-operator.database.cloud-native-pg.image=db:18 is no PostgreSQL 17 by its tag, which CloudNativePG goes by and backups rely on: use e.g. registry.example.com/postgresql:17
            database.cloud-native-pg.user | 0     | shop-operator.database.cloud-native-pg.user and .group must be numbers above 0: PostgreSQL refuses to run as root
            database.cloud-native-pg.operator-namespace | CNPG | shop-operator.database.cloud-native-pg.operator-namespace=CNPG is no name of a namespace: use e.g. cnpg-system
            ingress.https-port           | 70000  | shop-operator.ingress.https-port=70000 is no port: use a number from 1 to 65535
            ingress.trusted-proxies      | 11     | shop-operator.ingress.trusted-proxies=11 must be a number from 0 to 10: the ingress controller counts as one
            migration.deadline           | 0s     | shop-operator.migration.deadline must be at least 1s
            backup.user                  | 0      | shop-operator.backup.user and .group must be numbers above 0: PostgreSQL refuses to run as root
            backup.cpu                   | none   | shop-operator.backup.cpu=none is no quantity above 0: use e.g. 200m
            backup.memory                | 256Mi  | shop-operator.backup.memory=256Mi is no quantity or too little to restore a database in: use e.g. 768Mi
            backup.spool                 | 0      | shop-operator.backup.spool=0 is no quantity above 0: use e.g. 20Gi
            backup.jobs                  | 33     | shop-operator.backup.jobs=33 must be a number from 1 to 32
            backup.deadline              | 0s     | shop-operator.backup.deadline must be at least 1s
            """)
    void aMistakeIsToldWithTheSettingAndWhatToDo(String setting, String value, String told) {
        assertThat(SettingsCheck.mistakes(TestSettings.with(Map.of(setting, value))))
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator           | Is     | .operator=Is must be Exists or Equal
            effect             | Never  | .effect=Never must be one of NoSchedule, PreferNoSchedule, NoExecute, or left out for all of them
            toleration-seconds | 30     | .toleration-seconds is for the effect NoExecute alone: leave it out
            """)
    void aMistakeInATolerationIsToldWithItsPlace(String field, String value, String told) {
        assertThat(SettingsCheck.mistakes(TestSettings.with(Map.of(
                        "sizes.medium.tolerations[0].key",
                        "dedicated",
                        "sizes.medium.tolerations[0]." + field,
                        value))))
                .containsExactly("shop-operator.sizes.medium.tolerations[0]" + told);
    }

    @Test
    void aTolerationThatExistsHasNoValue() {
        assertThat(SettingsCheck.mistakes(TestSettings.with(Map.of(
                        "sizes.medium.tolerations[0].operator",
                        "Exists",
                        "sizes.medium.tolerations[0].value",
                        "shops"))))
                .containsExactly(
                        "shop-operator.sizes.medium.tolerations[0] has a value although its operator is Exists: leave it out, or use the operator Equal");
    }

    @Test
    void whereASizeRunsIsReadInTheWordsOfAPodSpec() {
        var size = TestSettings.with(Map.of(
                        "sizes.medium.node-selector.\"node.kubernetes.io/instance-type\"", "strong",
                        "sizes.medium.tolerations[0].key", "dedicated",
                        "sizes.medium.tolerations[0].value", "shops",
                        "sizes.medium.tolerations[1].operator", "Exists",
                        "sizes.medium.tolerations[1].effect", "NoExecute",
                        "sizes.medium.tolerations[1].toleration-seconds", "30",
                        "sizes.medium.storage-class-name", "fast"))
                .sizes()
                .get("medium");

        assertThat(size.nodeSelector()).isEqualTo(Map.of("node.kubernetes.io/instance-type", "strong"));
        assertThat(size.tolerations())
                .containsExactly(
                        new TolerationBuilder()
                                .withKey("dedicated")
                                .withValue("shops")
                                .build(),
                        new TolerationBuilder()
                                .withOperator("Exists")
                                .withEffect("NoExecute")
                                .withTolerationSeconds(30L)
                                .build());
        assertThat(size.storageClassName()).contains("fast");
        assertThat(size.nodesOnDemand()).isFalse();
    }
}
