package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;

/** The embedded database of a shop, reached as a person would: a program run in its pod. */
public record DatabasePod(TestShop shop) implements ShopDatabase {
    @Override
    public String query(String sql) {
        return query(shop.secret("database", "database"), sql);
    }

    /** Like {@link #query(String)} in another database of the server. */
    public String query(String database, String sql) {
        return run(psql(database, sql));
    }

    /** Like {@link #query(String)} in one pod of several, which may follow another, and another database than the shop's. */
    public static String query(Pod pod, String database, String sql) {
        return PodProgram.run(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), "postgresql", psql(database, sql));
    }

    private static String[] psql(String database, String sql) {
        return new String[] {
            "sh",
            "-c",
            "command -v psql >/dev/null || PATH=$(echo /usr/lib/postgresql/*/bin):$PATH; "
                    + "exec psql -XAtq -v ON_ERROR_STOP=1 -h /run/postgresql -U postgres -d \"$0\" -c \"$1\"",
            database,
            sql
        };
    }

    /** Runs a program in the pod; a failure is an exception with all that was printed. */
    public String run(String... command) {
        return PodProgram.run(shop.namespace(), name(), "postgresql", command);
    }

    /** Takes the pod away; the operator's StatefulSet brings another. */
    public void deletePod() {
        resource().withGracePeriod(0).delete();
    }

    @Override
    public Pod pod() {
        return resource().require();
    }

    @Override
    public void killPostgreSql() {
        run(ShopDatabase.kill("/var/lib/shop-database/pgdata"));
    }

    @Override
    public void awaitReady() {
        Await.pods().until(() -> !shop.readyPods("database").isEmpty());
    }

    private PodResource resource() {
        return Cluster.client().pods().inNamespace(shop.namespace()).withName(name());
    }

    /** The one that customers are served by, which is another one after a move. */
    private String name() {
        String instance = shop.get().getStatus().database().instance();
        return shop.name() + (instance == null ? "-database-0" : "-db-" + instance + "-0");
    }
}
