package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;

/** The PostgreSQL of a shop, whoever runs it. */
public interface ShopDatabase {
    /** Runs one SQL command as the superuser and returns what psql prints, rows and columns bare. */
    String query(String sql);

    /** The pod that takes writes. */
    Pod pod();

    /**
     * Kills the first process of the PostgreSQL that takes writes with {@code kill -9}, as its own user. It dies a moment after this returns, for whoever says
     * so in its container goes with it.
     */
    void killPostgreSql();

    /** Waits until it takes writes, with all the standbys it should have. */
    void awaitReady();

    /** What {@link #killPostgreSql} has a shell run, with PostgreSQL's data in this directory. */
    static String[] kill(String data) {
        return new String[] {
            "sh",
            "-c",
            "pid=$(head -n 1 " + data + "/postmaster.pid) || exit 1; (sleep 0.1; kill -9 $pid) >/dev/null 2>&1 &"
        };
    }
}
