package io.shopoperator.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class VatTest {
    @Test
    void isContainedInThePricesPerRate() {
        // Given
        List<OrderLine> lines = List.of(line(1, 11900, "19.00"), line(2, 1070, "7.00"));

        // When
        List<Vat> vat = Vat.of(lines, 0);

        // Then
        assertThat(vat).containsExactly(new Vat(new BigDecimal("19"), 1900), new Vat(new BigDecimal("7"), 140));
    }

    @Test
    void shippingSharesTheRateOfMostOfTheGoods() {
        assertThat(Vat.of(List.of(line(1, 1000, "7")), 70)).containsExactly(new Vat(new BigDecimal("7"), 70));
    }

    private static OrderLine line(int quantity, long cents, String rate) {
        return new OrderLine(1L, "a", "A", quantity, cents, new BigDecimal(rate));
    }
}
