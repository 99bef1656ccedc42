package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.shopoperator.api.v1alpha1.ReleaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.StableReleaseStatus;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a pod in which a restored backup has a PostgreSQL of its own, and the shop's image something to do with it. */
public final class ScratchShop {
    private static final String BINDING = "scratch";
    private static final String BINDING_DIRECTORY = "/scratch";

    private final Shop shop;
    private final OperatorSettings settings;
    private final ToolsPod tools;

    public ScratchShop(Shop shop, OperatorSettings settings, ToolsPod tools) {
        this.shop = shop;
        this.settings = settings;
        this.tools = tools;
    }

    /** The image that serves the shop's customers, once one does. */
    public static Optional<String> servingImage(Shop shop) {
        return Optional.ofNullable(shop.getStatus())
                .map(ShopStatus::release)
                .map(ReleaseStatus::stable)
                .map(StableReleaseStatus::image);
    }

    /** The image whose schema the shop's database has: a release that was rolled back has left its schema behind. */
    public static String newestImage(Shop shop) {
        ReleaseStatus release = shop.getStatus().release();
        return release.failed() == null
                ? release.stable().image()
                : release.failed().image();
    }

    /** A run of the program that restores a backup and leaves the binding for it. */
    public Container filling(Container program) {
        return new ContainerBuilder(program)
                .addToVolumeMounts(ShopPods.mount(BINDING, BINDING_DIRECTORY))
                .build();
    }

    /** The PostgreSQL; it runs beside the containers after it until they are done. */
    public Container database() {
        return new ContainerBuilder()
                .withName("scratch")
                .withRestartPolicy("Always")
                .withImage(settings.backup().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(
                        "postgres",
                        "-D",
                        "/spool/scratch/data",
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off")
                .withNewStartupProbe()
                .withNewExec()
                .withCommand("pg_isready", "--host=127.0.0.1", "--dbname=shop", "--username=postgres")
                .endExec()
                .withPeriodSeconds(1)
                .withFailureThreshold(120)
                .endStartupProbe()
                .withResources(tools.resources())
                .withSecurityContext(ShopPods.locked())
                .withVolumeMounts(ShopPods.mount("spool", "/spool"))
                .build();
    }

    /** Where the restored database is bound in a container of the shop's image. */
    public static VolumeMount boundAt(String directory) {
        return ShopPods.readOnly(BINDING, directory);
    }

    /** Brings an older backup to the schema of the shop; one that is as new is left as it is. {@code further} are bindings beside the database. */
    public Container migration(VolumeMount... further) {
        List<VolumeMount> bindings = new ArrayList<>(List.of(boundAt("/bindings/database")));
        bindings.addAll(List.of(further));
        return container("migrate", newestImage(shop), List.of("migrate"), bindings, List.of());
    }

    /** The shop itself, as customers know it; it runs beside the containers after it until they are done, and no customer is to be waited for then. */
    public Container serving(String image) {
        return new ContainerBuilder(container(
                        "serve",
                        image,
                        List.of("serve"),
                        List.of(boundAt("/bindings/database")),
                        List.of(ShopPods.variable("SHOP_DRAIN_SERVE_FOR", "0s"))))
                .withRestartPolicy("Always")
                .build();
    }

    /** A run of the shop's image with these bindings. */
    public Container container(
            String name, String image, List<String> args, List<VolumeMount> bindings, List<EnvVar> further) {
        List<VolumeMount> mounts = new ArrayList<>(bindings);
        mounts.add(ShopPods.mount("tmp", "/tmp"));
        List<EnvVar> environment = new ArrayList<>(ShopPods.environment(shop, settings));
        environment.addAll(further);
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withArgs(args)
                .withEnv(environment)
                .withResources(SizeInForce.of(shop, settings).orElseThrow().web())
                .withSecurityContext(lockedAsShop())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts)
                .build();
    }

    /** The shop's user, in the group that may read the pod's files. */
    private static SecurityContext lockedAsShop() {
        var pod = ShopPods.restricted();
        return new SecurityContextBuilder(ShopPods.locked())
                .withRunAsUser(pod.getRunAsUser())
                .withRunAsGroup(pod.getRunAsGroup())
                .build();
    }

    /** The volumes that these containers mount beside those of the program. */
    public static List<Volume> volumes() {
        return List.of(ToolsPod.inMemory(BINDING), ShopPods.emptyDirectory("tmp"));
    }
}
