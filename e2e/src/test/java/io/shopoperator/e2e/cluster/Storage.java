package io.shopoperator.e2e.cluster;

import java.util.Map;

/** The S3 storage beside the cluster, whose end it outlives: {@code dev/cluster/s3}. */
public final class Storage {
    private Storage() {}

    /** Where pods reach it. */
    public static String endpoint() {
        return "http://172.30.0.1:9010";
    }

    /** Starts the storage, if it is not running, and makes a bucket. */
    public static void bucket(String name) {
        run("up");
        run("bucket", name);
    }

    /** Writes a Secret with the keys of the storage. */
    public static void secret(String namespace, String name) {
        run("secret", namespace, name);
    }

    private static void run(String... arguments) {
        run(Map.of(), arguments);
    }

    /** Runs a command of the storage with these settings. */
    static void run(Map<String, String> settings, String... arguments) {
        DevScript.run("cluster/s3", settings, arguments);
    }
}
