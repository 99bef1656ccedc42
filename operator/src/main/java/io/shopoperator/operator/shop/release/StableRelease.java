package io.shopoperator.operator.shop.release;

import io.shopoperator.api.v1alpha1.StableReleaseStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A release that was rolled out completely: what comes back if another one fails.
 *
 * @param id the short hash of its image and the database it ran on
 * @param databaseSecret the Secret its database was reached by
 * @param mailSecret the Secret its mail server was reached by, if it had one
 */
public record StableRelease(String image, String id, String databaseSecret, Optional<String> mailSecret) {

    static Optional<StableRelease> read(Map<String, String> marks) {
        return of(
                marks.get(ShopAnnotations.STABLE_IMAGE),
                marks.get(ShopAnnotations.STABLE_RELEASE),
                marks.get(ShopAnnotations.STABLE_DATABASE),
                marks.get(ShopAnnotations.STABLE_MAIL));
    }

    static Optional<StableRelease> read(StableReleaseStatus status) {
        return status == null
                ? Optional.empty()
                : of(status.image(), status.id(), status.databaseSecret(), status.mailSecret());
    }

    /** Empty if a part is missing that it cannot come back without. */
    private static Optional<StableRelease> of(String image, String id, String databaseSecret, String mailSecret) {
        return image == null || id == null || databaseSecret == null
                ? Optional.empty()
                : Optional.of(new StableRelease(image, id, databaseSecret, Optional.ofNullable(mailSecret)));
    }

    Map<String, String> marks() {
        Map<String, String> marks = new TreeMap<>(Map.of(
                ShopAnnotations.STABLE_IMAGE, image,
                ShopAnnotations.STABLE_RELEASE, id,
                ShopAnnotations.STABLE_DATABASE, databaseSecret));
        mailSecret.ifPresent(secret -> marks.put(ShopAnnotations.STABLE_MAIL, secret));
        return marks;
    }

    /** The same, for the shop's status. */
    public StableReleaseStatus status() {
        return new StableReleaseStatus(image, id, databaseSecret, mailSecret.orElse(null));
    }
}
