package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Connections are there before customers need them. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class ConnectAheadTest {
    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int most;

    @ConfigProperty(name = "quarkus.datasource.jdbc.min-size")
    int kept;

    @Test
    void connectionsAreOpenAndFreeAfterwards() {
        database.connectAhead(kept + 2);

        assertThat(dataSource.getMetrics().availableCount()).isGreaterThanOrEqualTo(kept + 2);
        assertThat(dataSource.getMetrics().activeCount()).isZero();
    }

    @Test
    void askingForMoreThanThePoolHasGivesAllBack() {
        assertThatThrownBy(() -> database.connectAhead(most + 1)).isInstanceOf(DatabaseException.class);

        assertThat(dataSource.getMetrics().activeCount()).isZero();
        assertThat(database.<Integer>only("select 1", row -> row.getInt(1))).isEqualTo(1);
    }
}
