package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.Secret;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.backup.BackupSchedules;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterState;
import io.shopoperator.operator.shop.origin.Origin;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Mistakes in a spec that the API server cannot see, because they are about other objects. While there is one, nothing is changed. */
final class Acceptance {
    private static final List<String> DATABASE_KEYS = List.of("host", "port", "database", "username", "password");
    private static final List<String> CLOUD_NATIVE_PG_KEYS = List.of("host", "port", "dbname", "username", "password");
    private static final List<String> MAIL_KEYS = List.of("host", "port", "from");

    private Acceptance() {}

    /** The first mistake found, with what to change; empty if the spec can be carried out. */
    static Optional<Finding> refusal(Shop shop, OperatorSettings settings, Surroundings seen) {
        return Stream.<Supplier<Optional<Finding>>>of(
                        () -> size(shop, settings),
                        () -> host(shop, seen),
                        () -> database(shop, seen),
                        () -> mail(shop, seen),
                        () -> tls(shop, seen),
                        () -> origin(shop, seen),
                        () -> BackupSchedules.mistake(shop))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Finding> size(Shop shop, OperatorSettings settings) {
        String size = shop.getSpec().size();
        if (settings.sizes().containsKey(size)) return Optional.empty();
        return finding(
                Reason.UNKNOWN_SIZE,
                "There is no size '" + size + "'. Set spec.size to one of: "
                        + String.join(", ", new TreeSet<>(settings.sizes().keySet())) + ".");
    }

    private static Optional<Finding> host(Shop shop, Surroundings seen) {
        return seen.hostHolder().flatMap(holder -> {
            boolean neighbour = holder.getMetadata()
                    .getNamespace()
                    .equals(shop.getMetadata().getNamespace());
            // a shop of another namespace is none of this one's business
            String who = neighbour ? "shop " + holder.getMetadata().getName() : "a shop in another namespace";
            return finding(
                    Reason.HOST_TAKEN,
                    "The host " + shop.getSpec().host() + " is served by " + who
                            + ". Set spec.host to another one, or wait until it is free.");
        });
    }

    private static Optional<Finding> database(Shop shop, Surroundings seen) {
        if (shop.getSpec().database().cloudNativePg() != null) return cloudNativePg(shop, seen);
        boolean own = shop.getSpec().database().external() == null;
        String advice = own ? "Delete it, the operator then makes a new one." : "Correct it.";
        return binding(
                "spec.database.external.bindingSecretRef",
                ShopNames.binding(shop),
                seen.binding(),
                "postgresql",
                DATABASE_KEYS,
                advice);
    }

    /** Its Secret comes with its Cluster, so that one which is not there yet is no mistake. */
    private static Optional<Finding> cloudNativePg(Shop shop, Surroundings seen) {
        if (!seen.cluster().installed()) return Optional.of(ClusterState.notInstalled());
        return seen.binding()
                .flatMap(secret -> keys(
                        ShopNames.binding(shop),
                        secret,
                        CLOUD_NATIVE_PG_KEYS,
                        "Delete it, CloudNativePG then makes a new one."));
    }

    private static Optional<Finding> mail(Shop shop, Surroundings seen) {
        if (shop.getSpec().mail() == null) return Optional.empty();
        return binding(
                "spec.mail.bindingSecretRef",
                shop.getSpec().mail().bindingSecretRef().name(),
                seen.mail(),
                "smtp",
                MAIL_KEYS,
                "Correct it.");
    }

    private static Optional<Finding> binding(
            String field, String name, Optional<Secret> secret, String type, List<String> keys, String advice) {
        if (secret.isEmpty()) {
            return finding(
                    Reason.BINDING_SECRET_MISSING,
                    "There is no Secret '" + name + "' in this namespace. Create it, or correct " + field + ".");
        }
        var data = secret.get().getData();
        Optional<String> found = Base64Data.value(data, "type");
        if (!found.equals(Optional.of(type))) {
            return finding(
                    Reason.BINDING_SECRET_INVALID,
                    "Secret '" + name + "' must hold the key type with the value " + type + ". " + advice);
        }
        return keys(name, secret.get(), keys, advice);
    }

    private static Optional<Finding> keys(String name, Secret secret, List<String> keys, String advice) {
        var data = secret.getData();
        List<String> missing = keys.stream()
                .filter(key -> Base64Data.value(data, key).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return finding(
                    Reason.BINDING_SECRET_INVALID,
                    "Secret '" + name + "' lacks " + String.join(", ", missing) + ". " + advice);
        }
        if (Base64Data.value(data, "port").filter(Acceptance::isPort).isEmpty()) {
            return finding(
                    Reason.BINDING_SECRET_INVALID,
                    "The key port of Secret '" + name + "' must be a number from 1 to 65535. " + advice);
        }
        return Optional.empty();
    }

    private static boolean isPort(String value) {
        return value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= 65535;
    }

    private static Optional<Finding> origin(Shop shop, Surroundings seen) {
        return Origin.isOpen(shop, seen.web().isPresent()) ? seen.origin().mistake(shop) : Optional.empty();
    }

    private static Optional<Finding> tls(Shop shop, Surroundings seen) {
        var tls = shop.getSpec().exposure().tls();
        if (tls == null) return Optional.empty();
        String name = tls.secretRef().name();
        if (seen.tls().isEmpty()) {
            return finding(
                    Reason.TLS_SECRET_MISSING,
                    "There is no Secret '" + name
                            + "' in this namespace. Create it (kubectl create secret tls), or correct "
                            + "spec.exposure.tls.secretRef.");
        }
        List<String> missing = Stream.of("tls.crt", "tls.key")
                .filter(key -> Base64Data.value(seen.tls().get().getData(), key).isEmpty())
                .toList();
        if (missing.isEmpty()) return Optional.empty();
        return finding(
                Reason.TLS_SECRET_INVALID,
                "Secret '" + name + "' lacks " + String.join(", ", missing)
                        + ": it must hold a certificate and its key.");
    }

    private static Optional<Finding> finding(Reason reason, String message) {
        return Optional.of(new Finding(reason, message));
    }
}
