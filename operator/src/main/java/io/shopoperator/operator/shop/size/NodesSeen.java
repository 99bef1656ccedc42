package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.util.List;
import java.util.Optional;

/** What is known of the cluster's nodes while a shop is to get another size. */
public sealed interface NodesSeen {

    /** Nobody has to know: pods stay as they are. */
    record NotAsked() implements NodesSeen {}

    /**
     * The operator may not look.
     *
     * @param why after "since"
     */
    record Hidden(String why) implements NodesSeen {}

    /**
     * The nodes, and what is taken of them.
     *
     * @param taken by the pods of all namespaces
     * @param volume the volume of the shop's database, if it has one
     */
    record Known(List<Node> nodes, TakenRoom taken, Optional<PersistentVolume> volume) implements NodesSeen {}
}
