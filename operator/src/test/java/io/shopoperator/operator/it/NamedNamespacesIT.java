package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedNamespacesIT {
    private final ApiServer server = ApiServer.running();

    @Test
    void anOperatorOfNamedNamespacesNeedsRightsInTheseAloneAndTouchesNoOtherOne() {
        // Given a shop elsewhere that is older than the one at home
        String home = server.namespace();
        String elsewhere = server.namespace();
        ShopInTest foreign = ShopInTest.apply(elsewhere, "tee");

        try (RunningOperator operator = RunningOperator.confinedTo(home)) {
            // When
            ShopInTest own = ShopInTest.serving(home, "tee");
            own.patch("{\"replicas\":3}");
            own.awaitWeb(web -> web.getSpec().getReplicas() == 3);

            // Then
            assertThat(operator.isAlive()).isTrue();
            assertThat(foreign.now().getStatus()).isNull();
            assertThat(Snapshot.of(elsewhere)).containsOnlyKeys("Shop tee");
        }
    }

    @Test
    void aHostIsSharedOutAmongTheNamedNamespaces() {
        String first = server.namespace();
        String second = server.namespace();
        try (RunningOperator operator = RunningOperator.confinedTo(first, second)) {
            ShopInTest holder = ShopInTest.serving(first, "holder");
            ShopInTest late = ShopInTest.apply(second, "late");

            late.patch("{\"host\":\"" + holder.now().getSpec().host() + "\"}");

            late.awaitCondition("Accepted", "False", "HostTaken");
            assertThat(operator.isAlive()).isTrue();
        }
    }
}
