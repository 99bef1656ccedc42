package io.shopoperator.operator.shop.move;

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

/** The program that copies a database and hands it over, which runs in the tools image. */
final class MoveProgram {
    private static final Map<String, String> FILES = files();

    private MoveProgram() {}

    /** A change reaches the next step; what runs has read all of it at its start. */
    static ConfigMap desired(Shop shop) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.MOVE, ShopNames.move(shop)))
                .withData(FILES)
                .build();
    }

    /** It ends as the backup program does. */
    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of(
                "move/shop-move",
                "move/copy.sh",
                "move/move-settings.sh",
                "move/sessions.sh",
                "move/switch.sh",
                "backup/result.sh")) {
            try (InputStream file = MoveProgram.class.getResourceAsStream("/" + name)) {
                files.put(
                        name.substring(name.indexOf('/') + 1), new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
