package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The database's start and readiness scripts, and whether it has ever held data. */
public final class DatabaseConfig {
    private static final String START = script("start.sh");
    private static final String READY = script("ready.sh");

    private DatabaseConfig() {}

    /** A change reaches the pod at its next start; it never restarts it. */
    public static ConfigMap desired(Shop shop, boolean initialized) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .addToData("initialized", Boolean.toString(initialized))
                .addToData("ready.sh", READY)
                .addToData("start.sh", START)
                .build();
    }

    private static String script(String name) {
        try (InputStream script = DatabaseConfig.class.getResourceAsStream("/postgresql/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
