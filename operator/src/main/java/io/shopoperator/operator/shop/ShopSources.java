package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.shop.web.Autoscaling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the operator watches: children of shops, found by their labels, and nothing else. */
final class ShopSources {
    private ShopSources() {}

    static List<EventSource<?, Shop>> all(EventSourceContext<Shop> context) {
        return Stream.concat(children(context), Stream.of(autoscalers(context), backups(context), restores(context)))
                .toList();
    }

    private static Stream<EventSource<?, Shop>> children(EventSourceContext<Shop> context) {
        return Stream.<Class<? extends HasMetadata>>of(
                        Secret.class,
                        ConfigMap.class,
                        PersistentVolumeClaim.class,
                        Service.class,
                        StatefulSet.class,
                        Deployment.class,
                        Job.class,
                        Pod.class,
                        Ingress.class,
                        PodDisruptionBudget.class,
                        NetworkPolicy.class)
                .map(kind -> of(kind, context));
    }

    /** Its figures are written all the time; only what they lead to is looked at. */
    private static EventSource<?, Shop> autoscalers(EventSourceContext<Shop> context) {
        return new InformerEventSource<>(
                configuration(HorizontalPodAutoscaler.class)
                        .withOnUpdateFilter(Autoscaling::isNews)
                        .build(),
                context);
    }

    /** People make backups too, without our labels. */
    private static EventSource<?, Shop> backups(EventSourceContext<Shop> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ShopBackup.class, Shop.class)
                        .withName(ShopBackup.class.getSimpleName())
                        .withSecondaryToPrimaryMapper(backup -> Set.of(new ResourceID(
                                backup.getSpec().shopRef().name(),
                                backup.getMetadata().getNamespace())))
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    /** One that fills the database's volume keeps the database away. */
    private static EventSource<?, Shop> restores(EventSourceContext<Shop> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ShopRestore.class, Shop.class)
                        .withName(ShopRestore.class.getSimpleName())
                        .withSecondaryToPrimaryMapper(restore -> Set.of(new ResourceID(
                                restore.getSpec().shopRef().name(),
                                restore.getMetadata().getNamespace())))
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    static <R extends HasMetadata> InformerEventSource<R, Shop> of(Class<R> kind, EventSourceContext<Shop> context) {
        return new InformerEventSource<>(configuration(kind).build(), context);
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> configuration(Class<R> kind) {
        return InformerEventSourceConfiguration.from(kind, Shop.class)
                .withName(kind.getSimpleName())
                .withLabelSelector(ShopLabels.CHILDREN)
                .withSecondaryToPrimaryMapper(ShopSources::shop)
                .withNamespacesInheritedFromController();
    }

    /** By label rather than by owner: pods are owned by others, and a kept volume by nobody. */
    private static Set<ResourceID> shop(HasMetadata child) {
        return Optional.ofNullable(child.getMetadata().getLabels())
                .map(labels -> labels.get(ShopLabels.INSTANCE))
                .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
                .map(Set::of)
                .orElse(Set.of());
    }
}
