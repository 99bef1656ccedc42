package io.shopoperator.operator.shop.release;

import io.fabric8.kubernetes.api.model.Secret;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.shop.release.Bindings.Layout;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The binding Secrets that were found: those the spec names, and those that what runs or may come back was bound to. */
public final class BindingSecrets {
    private static final String CLOUD_NATIVE_PG_DATABASE = "dbname";

    private final Map<String, Secret> secrets;

    public BindingSecrets(Collection<Secret> secrets) {
        this.secrets = secrets.stream()
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(), Function.identity(), (one, same) -> one));
    }

    /** The Secret of this name as pods are bound to it; empty if there is none. */
    Optional<Bindings.Binding> binding(String name) {
        return Optional.ofNullable(secrets.get(name))
                .map(secret -> new Bindings.Binding(name, Hashes.content(secret), layout(secret)));
    }

    /** Which database a Secret leads to, whatever the credentials; empty if it does not say. */
    Optional<String> database(String name) {
        return Optional.ofNullable(secrets.get(name)).flatMap(secret -> {
            Map<String, String> data = secret.getData();
            String key = layout(secret) == Layout.CLOUD_NATIVE_PG ? CLOUD_NATIVE_PG_DATABASE : "database";
            return Base64Data.value(data, "host")
                    .flatMap(host -> Base64Data.value(data, "port").flatMap(port -> Base64Data.value(data, key)
                            .map(database -> String.join("/", host, port, database))));
        });
    }

    private static Layout layout(Secret secret) {
        return Base64Data.value(secret.getData(), "type").isEmpty()
                        && Base64Data.value(secret.getData(), CLOUD_NATIVE_PG_DATABASE)
                                .isPresent()
                ? Layout.CLOUD_NATIVE_PG
                : Layout.SERVICE_BINDING;
    }
}
