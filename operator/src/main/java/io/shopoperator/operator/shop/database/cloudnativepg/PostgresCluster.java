package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.shopoperator.api.v1alpha1.CloudNativePgDatabaseSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.database.DatabaseTuning;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Affinity;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Bootstrap;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Initdb;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Managed;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Postgresql;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Role;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Storage;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Synchronous;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Cluster that CloudNativePG runs for a shop. As with a volume, its owner reference alone says whether it disappears with the shop; one
 * without a shop is at rest.
 */
public final class PostgresCluster {
    /** The label by which CloudNativePG tells whose its objects are. */
    public static final String LABEL = "cnpg.io/cluster";

    /** The container that PostgreSQL runs in. */
    public static final String CONTAINER = "postgres";

    private static final Map<String, String> INSTANCE = Map.of("cnpg.io/podRole", "instance");

    private static final String HIBERNATION = "cnpg.io/hibernation";
    private static final String NAME = "shop";
    private static final BigInteger BINARY = BigInteger.valueOf(1024);
    private static final BigInteger DECIMAL = BigInteger.valueOf(1000);

    /** With one standby a shop must go on selling while that is away. */
    private static final int INSTANCES_THAT_SPARE_ONE = 3;

    /** Web pods keep their connections open: an instance that waits for them to go takes no new ones meanwhile, for minutes. */
    private static final int WITHOUT_WAITING_FOR_POOLS = 0;

    private PostgresCluster() {}

    /** {@code existing} is the Cluster as it is, perhaps one that somebody recovered from its archive: how it began is not changed. */
    public static Cluster desired(Shop shop, OperatorSettings settings, Optional<Cluster> existing) {
        return cluster(shop, settings, existing, Map.of());
    }

    /** Whether a pod of a Cluster is an instance, and not one that makes an instance. */
    public static boolean isInstance(Pod pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(INSTANCE.entrySet());
    }

    /** The same when its shop is gone: volumes, and no pod. */
    public static Cluster atRest(Shop shop, OperatorSettings settings, Cluster existing) {
        return cluster(shop, settings, Optional.of(existing), Map.of(HIBERNATION, "on"));
    }

    private static Cluster cluster(
            Shop shop, OperatorSettings settings, Optional<Cluster> existing, Map<String, String> annotations) {
        Cluster cluster = new Cluster();
        cluster.setMetadata(
                new ObjectMetaBuilder(ChildMetadata.ofData(shop, Component.DATABASE, ShopNames.database(shop)))
                        .withAnnotations(annotations.isEmpty() ? null : annotations)
                        .build());
        cluster.setSpec(spec(shop, settings, existing));
        return cluster;
    }

    private static ClusterSpec spec(Shop shop, OperatorSettings settings, Optional<Cluster> existing) {
        CloudNativePgDatabaseSpec asked = shop.getSpec().database().cloudNativePg();
        var image = settings.database().cloudNativePg();
        Size size = settings.sizes().get(shop.getSpec().size());
        ResourceRequirements resources = size.database();
        return new ClusterSpec(
                asked.instances(),
                image.image(),
                image.user(),
                image.group(),
                // a standby that takes over is sooner ready than a primary that starts again
                asked.instances() > 1 ? "switchover" : "restart",
                // a budget for the only instance would have its node never be drained
                asked.instances() > 1,
                WITHOUT_WAITING_FOR_POOLS,
                existing.filter(there -> !beganEmpty(there)).isPresent() ? null : empty(),
                // a restore makes a database beside the shop's, and the two exchange their names
                new Managed(List.of(new Role(NAME, "present", true, true))),
                new Postgresql(
                        DatabaseTuning.parameters(resources.getLimits().get("memory"), new Quantity(asked.storage())),
                        synchronous(asked.instances())),
                canonical(resources),
                placement(size),
                new Storage(asked.storage(), storageClass(size, settings, existing)));
    }

    /** Whether it is made with what a size gives and says of nodes. */
    public static boolean isMade(Cluster cluster, Size size) {
        ClusterSpec there = cluster.getSpec();
        return canonical(size.database()).equals(there.resources())
                && Objects.equals(placement(size), there.affinity());
    }

    private static Affinity placement(Size size) {
        return size.nodeSelector().isEmpty() && size.tolerations().isEmpty()
                ? null
                : new Affinity(size.nodeSelector(), size.tolerations());
    }

    /** What is wanted counts for new Clusters, as it does for new claims. */
    private static String storageClass(Size size, OperatorSettings settings, Optional<Cluster> existing) {
        return existing.isPresent()
                ? existing.map(cluster -> cluster.getSpec().storage())
                        .map(Storage::storageClass)
                        .orElse(null)
                : size.storageClassName()
                        .or(settings.database()::storageClassName)
                        .orElse(null);
    }

    private static boolean beganEmpty(Cluster cluster) {
        return cluster.getSpec().bootstrap() != null
                && cluster.getSpec().bootstrap().initdb() != null;
    }

    /** As the embedded database is made, so that backups of one can be restored into the other. */
    private static Bootstrap empty() {
        return new Bootstrap(new Initdb(NAME, NAME, "UTF8", "C", "builtin", "C.UTF-8", true));
    }

    /** A customer is told of an order once a standby has it; without any standby only where there is but one, which may be away. */
    private static Synchronous synchronous(int instances) {
        if (instances == 1) return null;
        return new Synchronous("any", 1, instances < INSTANCES_THAT_SPARE_ONE ? "preferred" : "required");
    }

    /** As CloudNativePG's webhook would write it: what it changes would be applied again and again. */
    private static ResourceRequirements canonical(ResourceRequirements resources) {
        Quantity memory = memory(resources.getLimits().get("memory"));
        return new ResourceRequirementsBuilder()
                .withRequests(
                        new TreeMap<>(Map.of("cpu", cpu(resources.getRequests().get("cpu")), "memory", memory)))
                .withLimits(new TreeMap<>(Map.of("memory", memory)))
                .build();
    }

    private static Quantity cpu(Quantity cpu) {
        BigDecimal cores = cpu.getNumericalAmount().stripTrailingZeros();
        return cores.scale() <= 0
                ? new Quantity(cores.toBigInteger().toString())
                : new Quantity(cores.movePointRight(3).toBigInteger().toString() + "m");
    }

    private static Quantity memory(Quantity memory) {
        BigInteger bytes = memory.getNumericalAmount().toBigInteger();
        return bytes.mod(BINARY).signum() == 0
                ? shortest(bytes, BINARY, List.of("", "Ki", "Mi", "Gi", "Ti"))
                : shortest(bytes, DECIMAL, List.of("", "k", "M", "G", "T"));
    }

    private static Quantity shortest(BigInteger bytes, BigInteger factor, List<String> units) {
        BigInteger rest = bytes;
        int unit = 0;
        while (unit < units.size() - 1 && rest.mod(factor).signum() == 0) {
            rest = rest.divide(factor);
            unit++;
        }
        return new Quantity(rest + units.get(unit));
    }
}
