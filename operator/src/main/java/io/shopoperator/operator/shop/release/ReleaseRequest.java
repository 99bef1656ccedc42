package io.shopoperator.operator.shop.release;

import io.shopoperator.api.v1alpha1.DatabaseSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Hashes;

/**
 * What a spec asks to be released: the image, and the fields that say how its pods are made, bound, rolled out and reached. A change of
 * these is somebody's remedy, so it tries a failed release again. No other field does: scaling is no release ({@code replicas},
 * {@code autoscaling}), nor is what is done with the data ({@code backup}, {@code origin}, {@code deletion}, the storage class of the
 * embedded database) or {@code suspend}.
 */
public final class ReleaseRequest {
    private ReleaseRequest() {}

    /** A fingerprint. It must stay the same over versions of the operator, or an upgrade would try failed releases again. */
    public static String of(Shop shop) {
        var spec = shop.getSpec();
        return Hashes.of(
                spec.image(),
                spec.host(),
                spec.size(),
                database(spec.database()),
                spec.sessions().idleTimeout(),
                spec.mail() == null ? "" : spec.mail().bindingSecretRef().name(),
                String.valueOf(spec.release().rollbackOnFailure()),
                spec.release().progressDeadline(),
                spec.exposure().ingressClassName() == null
                        ? ""
                        : spec.exposure().ingressClassName(),
                spec.exposure().tls() == null
                        ? ""
                        : spec.exposure().tls().secretRef().name());
    }

    private static String database(DatabaseSpec database) {
        if (database.external() != null) {
            return "external " + database.external().bindingSecretRef().name();
        }
        var cloudNativePg = database.cloudNativePg();
        return cloudNativePg == null
                ? "embedded " + database.embedded().storage()
                : "cloudNativePg " + cloudNativePg.instances() + " " + cloudNativePg.storage();
    }
}
