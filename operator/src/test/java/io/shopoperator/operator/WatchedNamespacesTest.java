package io.shopoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In its own packaging, which the chart's values reach by the file of settings. */
@QuarkusTest
@TestProfile(WatchedNamespacesTest.NamedNamespaces.class)
class WatchedNamespacesTest {
    @Inject
    Operator operator;

    public static class NamedNamespaces implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shop-operator.watched-namespaces", "shops,more-shops",
                    "quarkus.http.test-port", "0",
                    "quarkus.kubernetes-client.devservices.enabled", "false");
        }
    }

    @Test
    void theReconcilersWatchTheNamedNamespacesAndNoOther() {
        Map<String, Boolean> onAllEvents = new TreeMap<>();
        for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
            var configuration = controller.getConfiguration();
            assertThat(configuration.getInformerConfig().getNamespaces())
                    .as(configuration.getName())
                    .containsExactlyInAnyOrder("shops", "more-shops");
            onAllEvents.put(configuration.getName(), configuration.triggerReconcilerOnAllEvents());
        }
        assertThat(onAllEvents).isEqualTo(Map.of("shop-operator", true, "shop-backup", false, "shop-restore", false));
    }
}
