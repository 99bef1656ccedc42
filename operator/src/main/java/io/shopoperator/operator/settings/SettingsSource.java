package io.shopoperator.operator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the administrator of the operator decides, as configuration: the only place that reads it. */
@ConfigMapping(prefix = "shop-operator")
public interface SettingsSource {

    /** The sizes a shop may ask for, by name. */
    Map<String, Size> sizes();

    /** The namespaces shops are looked for in: {@code JOSDK_ALL_NAMESPACES}, or names separated by commas. */
    String watchedNamespaces();

    /** The name of the Lease by which replicas agree on the one that works; each installation in a namespace has its own. */
    @WithDefault("shop-operator")
    String lease();

    /** How the embedded PostgreSQL is run. */
    Database database();

    /** How shops are reached from outside. */
    Ingress ingress();

    /** Who may reach the web pods, for network policies. */
    Network network();

    /** What is made for Prometheus. */
    Monitoring monitoring();

    /** How schema migrations are run. */
    Migration migration();

    /** How backups are made and proven. */
    Backup backup();

    /** What the pods of a shop of one size get, and where they run. */
    interface Size {
        Resources web();

        Resources database();

        /** Labels that a node must have to run them; empty allows every node. */
        Map<String, String> nodeSelector();

        /** Taints of nodes that they tolerate. */
        List<Toleration> tolerations();

        /** The class of new volumes of databases; empty leaves it to {@link Database#storageClassName()}. */
        Optional<String> storageClassName();

        /** Whether nodes for it are made when pods wait for one: then nobody can look ahead whether there is room. */
        @WithDefault("false")
        boolean nodesOnDemand();
    }

    /** A taint that pods tolerate, in the words of a pod spec. */
    interface Toleration {
        Optional<String> key();

        Optional<String> operator();

        Optional<String> value();

        Optional<String> effect();

        Optional<Long> tolerationSeconds();
    }

    /** What one pod gets: CPU is asked for and may be exceeded, memory is asked for and never exceeded. */
    interface Resources {
        /** E.g. {@code 250m}. */
        String cpu();

        /** E.g. {@code 512Mi}; PostgreSQL and Java size themselves by it. */
        String memory();
    }

    /** How the embedded PostgreSQL is run. */
    interface Database {
        /** An image with PostgreSQL's programs and a POSIX shell; a public {@code postgres} image will do. */
        String image();

        /** The number of the user in that image that PostgreSQL runs as; it must have a name there. */
        @WithDefault("999")
        long user();

        /** The group of the data's files. */
        @WithDefault("999")
        long group();

        /** The class of new volumes; empty leaves it to the cluster's default. */
        Optional<String> storageClassName();

        /** How databases are made that CloudNativePG runs. */
        CloudNativePg cloudNativePg();
    }

    /** How databases are made that CloudNativePG runs. */
    interface CloudNativePg {
        /** An image of PostgreSQL 17 that CloudNativePG can run. */
        @WithDefault("ghcr.io/cloudnative-pg/postgresql:17-standard-trixie")
        String image();

        /** The number of the user in that image that PostgreSQL runs as. */
        @WithDefault("26")
        long user();

        /** The group of the data's files. */
        @WithDefault("26")
        long group();

        /** The namespace CloudNativePG's operator runs in, which is let through to the instances. */
        @WithDefault("cnpg-system")
        String operatorNamespace();
    }

    /** How shops are reached from outside. */
    interface Ingress {
        /** The ingress class of shops that name none; empty leaves it to the cluster's default. */
        Optional<String> className();

        /** The port customers use for HTTPS; shapes the shops' addresses only. */
        @WithDefault("443")
        int httpsPort();

        /** What shops take for granted: an ingress controller alone. */
        int USUAL_PROXIES = 1;

        /** How many proxies in a row stand before the shops, each adding the address it sees to X-Forwarded-For; 0 to believe none. */
        @WithDefault("" + USUAL_PROXIES)
        int trustedProxies();
    }

    /** Who may reach the web pods, for network policies. */
    interface Network {
        /** Labels of the namespaces the ingress controller runs in; empty allows every namespace. */
        Map<String, String> ingressNamespaceLabels();

        /** Labels of the namespaces Prometheus runs in; empty allows none to the management port. */
        Map<String, String> monitoringNamespaceLabels();
    }

    /** What is made for Prometheus. */
    interface Monitoring {
        /** Whether shops get a ServiceMonitor where the cluster knows that kind. */
        @WithDefault("true")
        boolean serviceMonitors();

        /** Labels that the cluster's Prometheus selects its ServiceMonitors by. */
        Map<String, String> labels();
    }

    /** How schema migrations are run. */
    interface Migration {
        /** A migration that takes longer has failed. */
        @WithDefault("30m")
        Duration deadline();
    }

    /** How backups are made and proven. */
    interface Backup {
        /** An image with bash, PostgreSQL's server and programs, rclone, age, jq and zstd. */
        @WithDefault("base/tools:17")
        String image();

        /** The number of the user in that image that PostgreSQL is started as; it must have a name there. */
        @WithDefault("100")
        long user();

        /** The group of the files of backups. */
        @WithDefault("102")
        long group();

        /** What one pod gets; a verification runs a PostgreSQL in it. */
        @WithDefault("200m")
        String cpu();

        /** E.g. {@code 768Mi}. */
        @WithDefault("768Mi")
        String memory();

        /** Size of the volume that lives as long as the pod: a backup and the database restored from it must fit. */
        @WithDefault("20Gi")
        String spool();

        /** How many tables are dumped or restored at a time. */
        @WithDefault("2")
        int jobs();

        /** A run that takes longer has failed. */
        @WithDefault("2h")
        Duration deadline();
    }
}
