package io.shopoperator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {
    /** Long enough for a machine that is busy with other things. */
    private static final Duration TIME = Duration.ofSeconds(8);

    @Test
    void countsTasksThatWereDoneAndTellsThoseThatFailed() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.ANSWERS_503)) {
            var purchases = new ClosedLoad(shop.target(), 4).purchases("c1", Duration.ZERO, TIME);

            assertThat(purchases.done()).isPositive();
            assertThat(purchases.failed()).isPositive();
            assertThat(purchases.perSecond()).isEqualTo(purchases.done() / (double) TIME.toSeconds());
            assertThat((long) shop.orders().size()).isGreaterThanOrEqualTo(purchases.done());
        }
    }

    @Test
    void whoStandsBeforeTheOrderButtonOrdersOnceAndThenItEnds() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE)) {
            var checkouts = new ClosedLoad(shop.target(), 4).checkouts("c2", 50, Duration.ZERO, TIME);

            assertThat(shop.orders()).hasSize(50);
            assertThat(checkouts.done()).isBetween(40L, 50L);
            assertThat(checkouts.failed()).isZero();
            assertThat(checkouts.perSecond()).isGreaterThan(50 / (double) TIME.toSeconds());
        }
    }

    @Test
    void whoeverDoesNotComeAsFarAsTheOrderButtonEndsIt() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.ANSWERS_503)) {
            var load = new ClosedLoad(shop.target(), 4);

            assertThatThrownBy(() -> load.checkouts("c3", 50, Duration.ZERO, TIME))
                    .hasMessageContaining("of 50 customers came as far as the order button");
            assertThat(shop.orders()).isEmpty();
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
