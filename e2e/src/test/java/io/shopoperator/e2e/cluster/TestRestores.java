package io.shopoperator.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import java.util.Optional;

/** The ShopRestores of a test's shop. */
public record TestRestores(TestShop shop) {

    /** Asks for a restore; {@code further} is what its spec says beside the shop (YAML in one line). */
    public void ask(String name, String further) {
        shop.ask("ShopRestore", name, further);
    }

    /** Waits until the restore is in a phase. */
    public ShopRestoreStatus await(String name, Phase phase) {
        Await.pods().untilAsserted(() -> assertThat(status(name))
                .hasValueSatisfying(status ->
                        assertThat(status.phase()).as("status: %s", status).isEqualTo(phase)));
        return status(name).orElseThrow();
    }

    /** Waits until a condition of the restore gives this reason. */
    public void awaitReason(String name, String reason) {
        Await.soon().untilAsserted(() -> assertThat(status(name))
                .hasValueSatisfying(status -> assertThat(status.conditions())
                        .extracting(Condition::getReason)
                        .contains(reason)));
    }

    /** Has what was previewed done. */
    public void approve(String name) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"dryRun\":false}}");
    }

    /** What is told of a restore; empty as long as nothing is. */
    public Optional<ShopRestoreStatus> status(String name) {
        return Optional.ofNullable(resource(name).get()).map(ShopRestore::getStatus);
    }

    private Resource<ShopRestore> resource(String name) {
        return Cluster.client()
                .resources(ShopRestore.class)
                .inNamespace(shop.namespace())
                .withName(name);
    }
}
