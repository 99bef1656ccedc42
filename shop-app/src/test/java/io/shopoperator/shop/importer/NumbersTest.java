package io.shopoperator.shop.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "19,99|19.99", "19.99|19.99", "19|19", "1.234,50|1234.50", "1,234.50|1234.50", "19,99 €|19.99",
                "€19.99|19.99", "19,99 EUR|19.99", "19 %|19", "1.234.567|1234567", "0,5|0.5", "-3,20|-3.20",
                "1 234,50|1234.50"
            })
    void readsWhatPeopleAndSpreadsheetsWrite(String text, String number) {
        assertThat(Numbers.of(text)).hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "1,2,3", "1.23.456", "12,34.56", "--1", "1e5", "=1+1", "1,", "99999999999999999999"})
    void refusesEverythingElse(String text) {
        assertThat(Numbers.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.234|true", "12,345|true", "0,750|false", "1234|false", "1.234,00|false", "1.23|false"})
    void knowsWhatCanBeReadInTwoWays(String text, boolean ambiguous) {
        assertThat(Numbers.ambiguous(text)).isEqualTo(ambiguous);
    }
}
