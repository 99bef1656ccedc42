package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ProgramFiles;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;

/** The program that makes and proves backups, which runs in the tools image. */
public final class BackupProgram {
    private static final Map<String, String> FILES = ProgramFiles.of(
            "backup/shop-backup",
            "backup/archive.sh",
            "backup/archived.sh",
            "backup/beside.sh",
            "backup/database.sh",
            "backup/dump.sh",
            "backup/manifest.sh",
            "backup/orders.sh",
            "backup/receive.sh",
            "backup/recover.sh",
            "backup/result.sh",
            "backup/seed.sh",
            "backup/segment.sh",
            "backup/settings.sh",
            "backup/storage.sh",
            "backup/verify.sh");

    private BackupProgram() {}

    /** A change reaches the next run; what runs has read all of it at its start. */
    public static ConfigMap desired(Shop shop) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.BACKUP, ShopNames.backup(shop)))
                .withData(FILES)
                .build();
    }
}
