package io.shopoperator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {
    @Test
    void countsTasksThatWereDoneAndTellsThoseThatFailed() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.ANSWERS_503)) {
            var checkouts = new ClosedLoad(shop.target(), 4).checkouts("c1", Duration.ZERO, Duration.ofSeconds(2));

            assertThat(checkouts.done()).isPositive();
            assertThat(checkouts.failed()).isPositive();
            assertThat(checkouts.perSecond()).isEqualTo(checkouts.done() / 2.0);
            assertThat((long) shop.orders().size()).isGreaterThanOrEqualTo(checkouts.done());
        }
    }

    @Test
    void looksAtProductsOnly() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE)) {
            var pages = new ClosedLoad(shop.target(), 4).productPages(Duration.ZERO, Duration.ofSeconds(1));

            assertThat(pages.done()).isGreaterThan(100);
            assertThat(pages.failed()).isZero();
            assertThat(shop.orders()).isEmpty();
        }
    }
}
