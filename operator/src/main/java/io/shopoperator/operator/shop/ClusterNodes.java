package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.size.NodesSeen;
import io.shopoperator.operator.shop.size.Sizing;
import io.shopoperator.operator.shop.size.TakenRoom;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The nodes and all that runs on them, asked for when a shop is to get another size: to watch every pod of a cluster would cost memory all
 * the time. Shops that ask again and again share an answer for some seconds; who has just changed a spec has perhaps just labelled nodes for it, and
 * nothing older than that counts.
 */
final class ClusterNodes {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final long PAGE = 500;

    private final OperatorSettings settings;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private NodesSeen.Known known;

    ClusterNodes(OperatorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** With the quotas of a shop's namespace, and the volume that its database's claim is bound to. */
    NodesSeen look(KubernetesClient client, Shop shop, Optional<PersistentVolumeClaim> claim) {
        Instant now = clock.instant();
        Instant oldest = isAnswered(shop) ? now.minus(FRESH) : now;
        try {
            List<ResourceQuota> quotas = client.resourceQuotas()
                    .inNamespace(shop.getMetadata().getNamespace())
                    .list()
                    .getItems();
            if (isOnDemand(shop)) return new NodesSeen.Hidden(Sizing.ON_DEMAND, quotas);
            if (!settings.wholeCluster()) return new NodesSeen.Hidden(Sizing.NAMED_NAMESPACES, quotas);
            NodesSeen.Known cluster = cluster(client, oldest);
            return new NodesSeen.Known(cluster.nodes(), cluster.taken(), volume(client, claim), quotas);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) throw e;
            return new NodesSeen.Hidden(
                    "the operator may not look at nodes and quotas, as the chart would let it", List.of());
        }
    }

    private boolean isOnDemand(Shop shop) {
        return Optional.ofNullable(settings.sizes().get(shop.getSpec().size()))
                .filter(Size::nodesOnDemand)
                .isPresent();
    }

    /** Whether the present spec has been looked at before. */
    private static boolean isAnswered(Shop shop) {
        return shop.getStatus() != null
                && Objects.equals(
                        shop.getStatus().observedGeneration(),
                        shop.getMetadata().getGeneration());
    }

    /** Those who have waited for an answer that was asked for after they came share it. */
    private synchronized NodesSeen.Known cluster(KubernetesClient client, Instant oldest) {
        if (known == null || asked.isBefore(oldest)) {
            Instant now = clock.instant();
            known = new NodesSeen.Known(client.nodes().list().getItems(), taken(client), Optional.empty(), List.of());
            asked = now;
        }
        return known;
    }

    /** Page by page, so that never all pods of a large cluster are held at once. */
    private static TakenRoom taken(KubernetesClient client) {
        TakenRoom taken = new TakenRoom();
        String next = null;
        do {
            PodList page = client.pods()
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder()
                            .withLimit(PAGE)
                            .withContinue(next)
                            .build());
            page.getItems().forEach(taken::add);
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return taken;
    }

    private static Optional<PersistentVolume> volume(KubernetesClient client, Optional<PersistentVolumeClaim> claim) {
        return claim.map(there -> there.getSpec().getVolumeName())
                .map(name -> client.persistentVolumes().withName(name).get());
    }
}
