package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ProgramFiles;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;

/** The program that copies a database and hands it over, which runs in the tools image. */
final class MoveProgram {
    /** It ends as the backup program does. */
    private static final Map<String, String> FILES = ProgramFiles.of(
            "move/shop-move",
            "move/copy.sh",
            "move/move-settings.sh",
            "move/sessions.sh",
            "move/switch.sh",
            "backup/result.sh");

    private MoveProgram() {}

    /** A change reaches the next step; what runs has read all of it at its start. */
    static ConfigMap desired(Shop shop) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.MOVE, ShopNames.move(shop)))
                .withData(FILES)
                .build();
    }
}
