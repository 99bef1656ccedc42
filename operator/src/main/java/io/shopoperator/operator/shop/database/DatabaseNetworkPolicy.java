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
import java.util.function.Function;
import java.util.stream.Stream;

/** Only this shop's web pods, migrations, backups and restores, what receives its log, and what moves it, reach its database. */
public final class DatabaseNetworkPolicy {
    private DatabaseNetworkPolicy() {}

    /** {@code moving} while a copy of the database follows it. */
    public static NetworkPolicy desired(Shop shop, boolean moving) {
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.DATABASE))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(NetworkRules.allow(guests(shop, moving), 5432))
                .endSpec()
                .build();
    }

    /** Who of the shop needs its database. */
    public static List<NetworkPolicyPeer> guests(Shop shop) {
        return guests(shop, false);
    }

    private static List<NetworkPolicyPeer> guests(Shop shop, boolean moving) {
        // without those that are not always there the policy stays as it was, and an upgrade of the operator writes
        // nothing
        return Stream.of(
                        Stream.of(Component.WEB, Component.MIGRATION, Component.BACKUP, Component.RESTORE),
                        shop.getSpec().backup().pointInTime().enabled()
                                ? Stream.of(Component.LOG_RECEIVER)
                                : Stream.<Component>empty(),
                        moving ? Stream.of(Component.DATABASE, Component.MOVE) : Stream.<Component>empty())
                .flatMap(Function.identity())
                .map(component -> NetworkRules.pods(ShopLabels.selector(shop, component)))
                .toList();
    }
}
