package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import java.util.Optional;

/** What is known of the cluster's nodes, and of the quotas of the shop's namespace, while the shop is to get another size. */
public sealed interface NodesSeen {

    /** Nobody has to know: pods stay as they are. */
    record NotAsked() implements NodesSeen {}

    /**
     * The nodes cannot be looked at.
     *
     * @param why after "since"
     * @param quotas those of the shop's namespace, as far as they may be seen
     */
    record Hidden(String why, List<ResourceQuota> quotas) implements NodesSeen {}

    /**
     * The nodes, and what is taken of them.
     *
     * @param taken by the pods of all namespaces
     * @param volume the volume of the shop's database, if it has one
     * @param quotas those of the shop's namespace
     */
    record Known(List<Node> nodes, TakenRoom taken, Optional<PersistentVolume> volume, List<ResourceQuota> quotas)
            implements NodesSeen {}
}
