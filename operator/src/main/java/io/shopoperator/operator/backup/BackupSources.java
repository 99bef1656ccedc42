package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is watched for backups: their Jobs and pods, found by label, and the shops they are of. */
final class BackupSources {
    /** Index of backups by their shop. */
    static final String SHOP = "shop";

    private static final String SELECTOR =
            ShopLabels.CHILDREN + "," + ShopLabels.COMPONENT + "=" + Component.BACKUP.label() + "," + BackupNames.LABEL;

    private BackupSources() {}

    static List<EventSource<?, ShopBackup>> all(EventSourceContext<ShopBackup> context) {
        return List.of(of(Job.class, context), of(Pod.class, context), shops(context));
    }

    /** The keys of the index {@link #SHOP}. */
    static List<String> shop(ShopBackup backup) {
        return List.of(key(backup));
    }

    static String key(ShopBackup backup) {
        return key(
                backup.getMetadata().getNamespace(), backup.getSpec().shopRef().name());
    }

    /** The shop that a backup is of, from the cache. */
    static Optional<Shop> shop(ShopBackup backup, Context<ShopBackup> context) {
        return ((InformerEventSource<Shop, ShopBackup>)
                        context.eventSourceRetriever().getEventSourceFor(Shop.class))
                .get(new ResourceID(
                        backup.getSpec().shopRef().name(), backup.getMetadata().getNamespace()))
                .filter(shop -> shop.getMetadata().getDeletionTimestamp() == null);
    }

    private static <R extends HasMetadata> InformerEventSource<R, ShopBackup> of(
            Class<R> kind, EventSourceContext<ShopBackup> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, ShopBackup.class)
                        .withName(kind.getSimpleName())
                        .withLabelSelector(SELECTOR)
                        .withSecondaryToPrimaryMapper(child -> Set.of(new ResourceID(
                                child.getMetadata().getLabels().get(BackupNames.LABEL),
                                child.getMetadata().getNamespace())))
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    /** A shop's status changes with each of its backups, which need not hear of that. */
    private static InformerEventSource<Shop, ShopBackup> shops(EventSourceContext<ShopBackup> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Shop.class, ShopBackup.class)
                        .withName(Shop.class.getSimpleName())
                        .withSecondaryToPrimaryMapper(shop -> backups(shop, context))
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                now.getMetadata().getGeneration(),
                                before.getMetadata().getGeneration()))
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static Set<ResourceID> backups(Shop shop, EventSourceContext<ShopBackup> context) {
        return context
                .getPrimaryCache()
                .byIndex(
                        SHOP,
                        key(
                                shop.getMetadata().getNamespace(),
                                shop.getMetadata().getName()))
                .stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static String key(String namespace, String shop) {
        return namespace + "/" + shop;
    }
}
