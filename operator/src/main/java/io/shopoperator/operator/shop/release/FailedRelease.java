package io.shopoperator.operator.shop.release;

import io.shopoperator.api.v1alpha1.FailedReleaseStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A release that did not become ready and was rolled back.
 *
 * @param request the {@link ReleaseRequest} that asked for it: it is not tried again as long as the spec asks for the same
 */
public record FailedRelease(String image, String request, String message) {

    static Optional<FailedRelease> read(Map<String, String> marks) {
        return of(
                marks.get(ShopAnnotations.FAILED_IMAGE),
                marks.get(ShopAnnotations.FAILED_REQUEST),
                marks.get(ShopAnnotations.FAILURE));
    }

    static Optional<FailedRelease> read(FailedReleaseStatus status) {
        return status == null ? Optional.empty() : of(status.image(), status.request(), status.message());
    }

    private static Optional<FailedRelease> of(String image, String request, String message) {
        return image == null || request == null
                ? Optional.empty()
                : Optional.of(new FailedRelease(image, request, message == null ? "" : message));
    }

    Map<String, String> marks() {
        return new TreeMap<>(Map.of(
                ShopAnnotations.FAILED_IMAGE, image,
                ShopAnnotations.FAILED_REQUEST, request,
                ShopAnnotations.FAILURE, message));
    }

    /** The same, for the shop's status. */
    public FailedReleaseStatus status() {
        return new FailedReleaseStatus(image, request, message);
    }
}
