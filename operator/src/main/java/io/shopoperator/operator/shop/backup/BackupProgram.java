package io.shopoperator.operator.shop.backup;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program that makes and proves backups, which runs in the tools image. */
public final class BackupProgram {
    private static final Map<String, String> FILES = files();

    private BackupProgram() {}

    /** A change reaches the next run; what runs has read all of it at its start. */
    public static ConfigMap desired(Shop shop) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.BACKUP, ShopNames.backup(shop)))
                .withData(FILES)
                .build();
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of(
                "shop-backup",
                "archive.sh",
                "archived.sh",
                "beside.sh",
                "database.sh",
                "dump.sh",
                "manifest.sh",
                "orders.sh",
                "receive.sh",
                "recover.sh",
                "result.sh",
                "seed.sh",
                "segment.sh",
                "settings.sh",
                "storage.sh",
                "verify.sh")) {
            try (InputStream file = BackupProgram.class.getResourceAsStream("/backup/" + name)) {
                files.put(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
