package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes statuses, and remembers each until the informer's cache has caught up with it. Without that memory the reconciliation that
 * follows at once would start from the former status and write, and tell, everything twice.
 */
final class StatusWriter {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(ShopLabels.OPERATOR)
            .withForce(true)
            .build();

    /** The last one of each shop, by its uid. */
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    private record Written(long resourceVersion, ShopStatus status, Instant at) {}

    /** The newest status known: the cache's, or the one written after the cache's was. */
    ShopStatus latest(Shop shop) {
        Written last = written.get(shop.getMetadata().getUid());
        return last != null && version(shop) < last.resourceVersion() ? last.status() : shop.getStatus();
    }

    /** Writes a status if it differs from the one the shop has. */
    void write(Shop shop, ShopStatus status, KubernetesClient client, Instant now) {
        if (status.equals(shop.getStatus())) return;
        Shop answer = client.resource(ShopStatuses.patch(shop, status))
                .subresource("status")
                .patch(APPLY);
        written.put(shop.getMetadata().getUid(), new Written(version(answer), status, now));
    }

    /** Whether this process wrote the shop's status after that time. */
    boolean wroteAfter(Shop shop, Instant time) {
        Written last = written.get(shop.getMetadata().getUid());
        return last != null && last.at().isAfter(time);
    }

    /** A deleted shop has no status any more. */
    void forget(Shop shop) {
        written.remove(shop.getMetadata().getUid());
    }

    private static long version(Shop shop) {
        return Long.parseLong(shop.getMetadata().getResourceVersion());
    }
}
