package io.shopoperator.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import java.util.List;
import java.util.Optional;

/** The ShopBackups of a test's shop. */
public record TestBackups(TestShop shop) {

    /** Asks for a backup; {@code further} is what its spec says beside the shop (YAML in one line, may be empty). */
    public void ask(String name, String further) {
        shop.ask("ShopBackup", name, further);
    }

    /** Waits until the backup is in a phase. */
    public ShopBackupStatus await(String name, Phase phase) {
        Await.pods()
                .untilAsserted(() -> assertThat(status(name)).hasValueSatisfying(status -> assertThat(status.phase())
                        .as("status of %s: %s", name, status)
                        .isEqualTo(phase)));
        return status(name).orElseThrow();
    }

    /** Has a backup restored into a database of its own and compared; what came of it. */
    public VerificationStatus verify(String name) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"verify\":true}}");
        return awaitVerified(name);
    }

    /** Waits until a backup that is to be verified has been; what came of it. */
    public VerificationStatus awaitVerified(String name) {
        Await.pods().until(() -> status(name)
                .filter(status -> status.phase() == Phase.SUCCEEDED && status.verification() != null)
                .isPresent());
        return status(name).map(ShopBackupStatus::verification).orElseThrow();
    }

    /** What is told of a backup; empty as long as nothing is. */
    public Optional<ShopBackupStatus> status(String name) {
        return Optional.ofNullable(resource(name).get()).map(ShopBackup::getStatus);
    }

    /** What is told of a backup under this type; empty if nothing is. */
    public Optional<Condition> condition(String name, String type) {
        return status(name).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    public Resource<ShopBackup> resource(String name) {
        return Cluster.client()
                .resources(ShopBackup.class)
                .inNamespace(shop.namespace())
                .withName(name);
    }

    public List<ShopBackup> all() {
        return Cluster.client().resources(ShopBackup.class).inNamespace(shop.namespace()).list().getItems().stream()
                .filter(backup -> backup.getSpec().shopRef().name().equals(shop.name()))
                .toList();
    }

    /** Deletes all ShopBackups of the namespace, and nothing at their destination. */
    public void deleteObjects() {
        Cluster.client()
                .resources(ShopBackup.class)
                .inNamespace(shop.namespace())
                .delete();
    }
}
