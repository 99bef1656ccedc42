package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/** The database of a shop that CloudNativePG runs, reached as a person would: a program run in the pod of its primary. */
public record ClusterDatabase(TestShop shop) implements ShopDatabase {

    /** CloudNativePG's own object. */
    public Resource<GenericKubernetesResource> cluster() {
        return Cluster.client()
                .genericKubernetesResources("postgresql.cnpg.io/v1", "Cluster")
                .inNamespace(shop.namespace())
                .withName(name());
    }

    /** Its instances, ready or not. */
    public List<Pod> instances() {
        return Cluster.client()
                .pods()
                .inNamespace(shop.namespace())
                .withLabel("cnpg.io/cluster", name())
                .withLabel("cnpg.io/podRole", "instance")
                .list()
                .getItems();
    }

    /** The instance that takes writes, as CloudNativePG says. */
    public String primary() {
        return cluster().get().get("status", "currentPrimary");
    }

    @Override
    public String query(String sql) {
        return run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "shop", "-c", sql);
    }

    @Override
    public Pod pod() {
        return Cluster.client()
                .pods()
                .inNamespace(shop.namespace())
                .withName(primary())
                .require();
    }

    @Override
    public void killPostgreSql() {
        run(ShopDatabase.kill("/var/lib/postgresql/data/pgdata"));
    }

    @Override
    public void awaitReady() {
        shop.await(Await.pods(), "HighlyAvailable", "True", "HighlyAvailable");
    }

    private String run(String... command) {
        return PodProgram.run(shop.namespace(), primary(), "postgres", command);
    }

    /** Takes an instance away without a word; its volume stays. */
    public void kill(String instance) {
        Cluster.client()
                .pods()
                .inNamespace(shop.namespace())
                .withName(instance)
                .withGracePeriod(0)
                .delete();
    }

    private String name() {
        return shop.name() + "-database";
    }
}
