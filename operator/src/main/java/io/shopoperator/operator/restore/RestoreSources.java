package io.shopoperator.operator.restore;

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
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is watched for restores: their Jobs and pods, found by label; shops and backups are looked up, and wake nobody. */
final class RestoreSources {
    /** Index of restores by their shop. */
    static final String SHOP = "shop";

    private static final String SELECTOR =
            ShopLabels.CHILDREN + "," + ShopLabels.COMPONENT + "=" + Component.RESTORE.label() + "," + RestoreJob.LABEL;

    private RestoreSources() {}

    static List<EventSource<?, ShopRestore>> all(EventSourceContext<ShopRestore> context) {
        return List.of(
                children(Job.class, context),
                children(Pod.class, context),
                lookedUp(Shop.class, context),
                lookedUp(ShopBackup.class, context));
    }

    /** The keys of the index {@link #SHOP}. */
    static List<String> shop(ShopRestore restore) {
        return List.of(key(restore));
    }

    static String key(ShopRestore restore) {
        return restore.getMetadata().getNamespace() + "/"
                + restore.getSpec().shopRef().name();
    }

    /** The shop that orders are put back into, from the cache. */
    static Optional<Shop> shop(ShopRestore restore, Context<ShopRestore> context) {
        return cache(Shop.class, context)
                .get(new ResourceID(
                        restore.getSpec().shopRef().name(),
                        restore.getMetadata().getNamespace()))
                .filter(shop -> shop.getMetadata().getDeletionTimestamp() == null);
    }

    /** The backups of that shop, from the cache. */
    static List<ShopBackup> backups(ShopRestore restore, Context<ShopRestore> context) {
        return cache(ShopBackup.class, context)
                .list(backup -> isOfTheSameShop(backup, restore))
                .filter(backup -> backup.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static boolean isOfTheSameShop(ShopBackup backup, ShopRestore restore) {
        return backup.getMetadata().getNamespace().equals(restore.getMetadata().getNamespace())
                && backup.getSpec()
                        .shopRef()
                        .name()
                        .equals(restore.getSpec().shopRef().name());
    }

    private static <R extends HasMetadata> InformerEventSource<R, ShopRestore> cache(
            Class<R> kind, Context<ShopRestore> context) {
        return (InformerEventSource<R, ShopRestore>)
                context.eventSourceRetriever().getEventSourceFor(kind);
    }

    private static <R extends HasMetadata> InformerEventSource<R, ShopRestore> children(
            Class<R> kind, EventSourceContext<ShopRestore> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, ShopRestore.class)
                        .withName(kind.getSimpleName())
                        .withLabelSelector(SELECTOR)
                        .withSecondaryToPrimaryMapper(child -> Set.of(new ResourceID(
                                child.getMetadata().getLabels().get(RestoreJob.LABEL),
                                child.getMetadata().getNamespace())))
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static <R extends HasMetadata> InformerEventSource<R, ShopRestore> lookedUp(
            Class<R> kind, EventSourceContext<ShopRestore> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, ShopRestore.class)
                        .withName(kind.getSimpleName())
                        .withSecondaryToPrimaryMapper(there -> Set.of())
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }
}
