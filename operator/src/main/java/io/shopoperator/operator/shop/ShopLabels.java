package io.shopoperator.operator.shop;

import io.shopoperator.api.v1alpha1.Shop;
import java.util.Map;
import java.util.TreeMap;

/** The one place that labels a shop's children. */
public final class ShopLabels {
    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String PART_OF = "app.kubernetes.io/part-of";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "shop-operator";

    /** On what a move has made for the database: its id. What the database began with has no such label. */
    public static final String DATABASE_INSTANCE = "shop-operator.io/database-instance";

    /** Selects every child of every shop: what informers are narrowed to. */
    public static final String CHILDREN = MANAGED_BY + "=" + OPERATOR + "," + PART_OF + "=shop";

    /** A part of a shop, and the name of the software it is made of. */
    public enum Component {
        WEB("web", "shop"),
        DATABASE("database", "postgresql"),
        MIGRATION("migration", "shop"),
        BACKUP("backup", "postgresql"),
        RESTORE("restore", "shop"),
        LOG_RECEIVER("log-receiver", "postgresql"),
        MOVE("move", "postgresql");

        private final String label;
        private final String software;

        Component(String label, String software) {
            this.label = label;
            this.software = software;
        }

        public String label() {
            return label;
        }
    }

    private ShopLabels() {}

    /** All labels of a child. */
    public static Map<String, String> of(Shop shop, Component component) {
        Map<String, String> labels = new TreeMap<>(selector(shop, component));
        labels.put(NAME, component.software);
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** Selects the pods of one component of this shop and of no other. */
    public static Map<String, String> selector(Shop shop, Component component) {
        return new TreeMap<>(
                Map.of(PART_OF, "shop", INSTANCE, shop.getMetadata().getName(), COMPONENT, component.label));
    }
}
