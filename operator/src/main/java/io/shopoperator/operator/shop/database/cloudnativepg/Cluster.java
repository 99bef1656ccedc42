package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** CloudNativePG's kind, with the fields that are used here and no others: what it has beside them is neither read nor written. */
@Group("postgresql.cnpg.io")
@Version("v1")
@Plural("clusters")
public class Cluster extends CustomResource<ClusterSpec, ClusterStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
