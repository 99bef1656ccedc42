package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.NetworkRules;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.List;
import java.util.stream.Stream;

/** Only this shop's web pods, migrations, backups and restores, and what receives its log, reach its database. */
public final class DatabaseNetworkPolicy {
    private DatabaseNetworkPolicy() {}

    public static NetworkPolicy desired(Shop shop) {
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.DATABASE))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(NetworkRules.allow(guests(shop), 5432))
                .endSpec()
                .build();
    }

    /** Who of the shop needs its database. */
    public static List<NetworkPolicyPeer> guests(Shop shop) {
        Stream<Component> always = Stream.of(Component.WEB, Component.MIGRATION, Component.BACKUP, Component.RESTORE);
        // without it the policy stays as it was, and an upgrade of the operator writes nothing
        Stream<Component> all = shop.getSpec().backup().pointInTime().enabled()
                ? Stream.concat(always, Stream.of(Component.LOG_RECEIVER))
                : always;
        return all.map(component -> NetworkRules.pods(ShopLabels.selector(shop, component)))
                .toList();
    }
}
