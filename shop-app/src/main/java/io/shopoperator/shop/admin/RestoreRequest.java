package io.shopoperator.shop.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How to ask the operator to bring an order back that the shop does not know any more.
 *
 * @param number number of the order
 * @param shop name of the shop in its cluster
 * @param before the backup is the newest one that was complete before that
 */
record RestoreRequest(long number, String shop, Instant before) {

    /** The number of an order that a text is as a whole; empty if it is something else, or too large for one. */
    static Optional<Long> number(String text) {
        String digits = text.strip();
        if (!digits.matches("0*[1-9][0-9]{0,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    public String name() {
        return "bring-" + number + "-back";
    }

    /** The ShopRestore; a preview, since that is the default. The name is quoted, since a shop may be called {@code on}. */
    public String yaml() {
        return """
                apiVersion: shop-operator.io/v1alpha1
                kind: ShopRestore
                metadata:
                  name: %s
                spec:
                  shopRef:
                    name: "%s"
                  from:
                    before: "%s"
                  scope:
                    orders:
                      numbers: [%s]""".formatted(name(), shop, before.truncatedTo(ChronoUnit.SECONDS), number);
    }

    /** The command that reads the YAML. */
    public String apply() {
        return "kubectl -n NAMESPACE apply -f -";
    }

    /** The command that shows what would be done. */
    public String preview() {
        return "kubectl -n NAMESPACE get shoprestore " + name() + " -o jsonpath='{.status.preview}'";
    }

    /** The command that approves the preview. */
    public String approve() {
        return "kubectl -n NAMESPACE patch shoprestore " + name() + " --type merge -p '{\"spec\":{\"dryRun\":false}}'";
    }
}
