package io.shopoperator.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.operator.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {

    @Test
    void theDefaultsHaveNoMistakes() {
        assertThat(SettingsCheck.mistakes(TestSettings.defaults())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sizes.small.web.memory       | lots   | shop-operator.sizes.small.web.memory=lots is no quantity or too little: use e.g. 512Mi
            sizes.small.database.memory  | 512    | shop-operator.sizes.small.database.memory=512 is no quantity or too little: use e.g. 512Mi
            sizes.medium.web.cpu         | 0      | shop-operator.sizes.medium.web.cpu=0 is no quantity above 0: use e.g. 250m
            database.user                | 0      | shop-operator.database.user and .group must be numbers above 0: PostgreSQL refuses to run as root
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
}
