package io.shopoperator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {
    /** Long enough for a machine that is busy with other things. */
    private static final Duration TIME = Duration.ofSeconds(8);

    @Test
    void countsTasksThatWereDoneAndTellsThoseThatFailed() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.ANSWERS_503)) {
            var checkouts = new ClosedLoad(shop.target(), 4).checkouts("c1", Duration.ZERO, TIME);

            assertThat(checkouts.done()).isPositive();
            assertThat(checkouts.failed()).isPositive();
            assertThat(checkouts.perSecond()).isEqualTo(checkouts.done() / (double) TIME.toSeconds());
            assertThat((long) shop.orders().size()).isGreaterThanOrEqualTo(checkouts.done());
        }
    }

    @Test
    void looksAtProductsOnly() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE)) {
            var pages = new ClosedLoad(shop.target(), 4).productPages(Duration.ZERO, TIME);

            assertThat(pages.done()).isPositive();
            assertThat(pages.failed()).isZero();
            assertThat(shop.orders()).isEmpty();
        }
    }
}
