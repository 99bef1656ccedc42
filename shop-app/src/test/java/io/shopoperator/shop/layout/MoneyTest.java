package io.shopoperator.shop.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void readsAsPeopleWriteItInTheirLanguage() {
        assertThat(Money.format(0, Language.DE)).isEqualTo("0,00\u00a0€");
        assertThat(Money.format(5, Language.EN)).isEqualTo("€0.05");
        assertThat(Money.format(123_456_789, Language.DE)).isEqualTo("1.234.567,89\u00a0€");
        assertThat(Money.format(-199_900, Language.EN)).isEqualTo("-€1,999.00");
    }
}
