package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsSource;
import io.shopoperator.operator.shop.release.Bindings;
import io.shopoperator.operator.shop.release.Bindings.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all pods of a shop have in common. */
public final class ShopPods {
    /** The user of shop containers; the contract lets it be any but root. */
    private static final long SHOP_USER = 10001;

    private static final String DATABASE = "database";
    private static final int READABLE = 0440;

    private ShopPods() {}

    /** The {@code restricted} pod security standard, for the shop's own image. */
    public static PodSecurityContext restricted() {
        return restricted(SHOP_USER, SHOP_USER);
    }

    /** The {@code restricted} pod security standard. */
    public static PodSecurityContext restricted(long user, long group) {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(group)
                .withFsGroup(group)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** A container that can neither gain rights nor write to its image. */
    public static SecurityContext locked() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** The plain settings of the shop contract. */
    public static List<EnvVar> environment(Shop shop, OperatorSettings settings) {
        int proxies = settings.ingress().trustedProxies();
        return Stream.of(
                        Stream.of(variable("SERVICE_BINDING_ROOT", "/bindings")),
                        // the contract's default goes without saying, so an upgrade of the operator replaces no pod
                        proxies == SettingsSource.Ingress.USUAL_PROXIES
                                ? Stream.<EnvVar>empty()
                                : Stream.of(variable("SHOP_LOGIN_PROXIES", Integer.toString(proxies))),
                        Stream.of(
                                variable("SHOP_NAME", shop.getMetadata().getName()),
                                variable(
                                        "SHOP_SESSION_IDLE_TIMEOUT",
                                        shop.getSpec().sessions().idleTimeout()),
                                variable("SHOP_URL", ShopAddress.of(shop, settings))))
                .flatMap(Function.identity())
                .toList();
    }

    /** The volumes of a shop container: a writable /tmp, and one for each binding. */
    public static List<Volume> volumes(Shop shop, Bindings bindings) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(emptyDirectory("tmp"));
        volumes.add(
                database(shop, bindings.database().secret(), bindings.database().layout()));
        bindings.mail().ifPresent(mail -> volumes.add(secret("mail", mail.secret())));
        return volumes;
    }

    public static List<VolumeMount> mounts(Bindings bindings) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("tmp", "/tmp"));
        mounts.add(readOnly(DATABASE, "/bindings/database"));
        bindings.mail().ifPresent(mail -> mounts.add(readOnly("mail", "/bindings/mail")));
        return mounts;
    }

    public static Volume emptyDirectory(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("256Mi"))
                .endEmptyDir()
                .build();
    }

    /** The binding {@code database} as files of the contract, by whatever names the Secret has them. */
    public static Volume database(Shop shop, String secret, Layout layout) {
        return layout == Layout.CLOUD_NATIVE_PG
                ? new VolumeBuilder()
                        .withName(DATABASE)
                        .withNewProjected()
                        .withDefaultMode(READABLE)
                        .addNewSource()
                        .withNewSecret()
                        .withName(secret)
                        .withItems(
                                file("host", "host"),
                                file("port", "port"),
                                file("dbname", "database"),
                                file("username", "username"),
                                file("password", "password"))
                        .endSecret()
                        .endSource()
                        .addNewSource()
                        .withNewConfigMap()
                        .withName(ShopNames.database(shop))
                        .withItems(file("provider", "provider"), file("type", "type"))
                        .endConfigMap()
                        .endSource()
                        .endProjected()
                        .build()
                : secret(DATABASE, secret);
    }

    private static KeyToPath file(String key, String path) {
        return new KeyToPathBuilder().withKey(key).withPath(path).build();
    }

    public static Volume secret(String name, String secret) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READABLE)
                .endSecret()
                .build();
    }

    public static VolumeMount mount(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }

    public static VolumeMount readOnly(String name, String path) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }

    /** A setting that is no secret. */
    public static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
