package io.shopoperator.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoProductsTest {
    private final List<DemoProduct> products = new DemoProducts(Assortment.read()).all();

    @Test
    void areMoreThanTwelveHundredInTwelveCategories() {
        assertThat(products).hasSizeGreaterThanOrEqualTo(1200);
        assertThat(products.stream().map(DemoProduct::category).distinct()).hasSize(12);
    }

    @Test
    void areTheSameEveryTime() {
        assertThat(new DemoProducts(Assortment.read()).all()).isEqualTo(products);
    }

    @Test
    void haveArticleNumbersAddressesAndNamesOfTheirOwn() {
        assertThat(products)
                .extracting(DemoProduct::sku)
                .doesNotHaveDuplicates()
                .allMatch(sku -> sku.startsWith("DEMO-"));
        assertThat(products)
                .extracting(DemoProduct::slug)
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        for (String language : Assortment.LANGUAGES) {
            assertThat(products)
                    .extracting(product -> product.texts().get(language).name())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void haveWholeSentencesInBothLanguages() {
        for (DemoProduct product : products) {
            for (String language : Assortment.LANGUAGES) {
                String description = product.texts().get(language).description();
                assertThat(description).hasSizeGreaterThan(120).doesNotContain("{", "}", "null", "  ");
                assertThat(description.split("\n\n")).hasSize(3).allMatch(part -> part.endsWith("."));
            }
        }
    }

    @Test
    void declineGermanByGender() {
        String all = products.stream()
                .map(product -> product.texts().get("de").description())
                .collect(Collectors.joining("\n"));

        assertThat(all).contains("auf diesem Kapuzenpullover", "auf dieser Tasse", "auf diesen Kniestrümpfen");
        assertThat(all).contains("Diese Socken bringen es", "Dieser Rucksack bringt es", "Dieses Notizbuch bringt es");
        assertThat(all)
                .doesNotContain("Dieses Tasse", "Dieser Tasse", "Diese T-Shirt", "Diese Rucksack", "Dieses Rucksack")
                .doesNotContain("Diese Socken bringt", "diesen Kniestrümpfe:", "Dieses Socken");
    }

    @Test
    void keepTheLawsOfPrices() {
        assertThat(products)
                .filteredOn(product -> product.category().equals("tee"))
                .allSatisfy(tea -> {
                    assertThat(tea.vatRate()).isEqualByComparingTo("7");
                    assertThat(tea.content()).isNotNull();
                });
        assertThat(products)
                .filteredOn(product -> !product.category().equals("tee"))
                .allSatisfy(product -> assertThat(product.vatRate()).isEqualByComparingTo("19"));
        assertThat(products)
                .filteredOn(product -> product.reducedFromCents() != null)
                .hasSizeBetween(50, 130)
                .allSatisfy(product -> assertThat(product.priceCents()).isLessThan(product.reducedFromCents()));
    }

    @Test
    void nameAManufacturerThatCannotBeMistakenForARealOne() {
        assertThat(products).allSatisfy(product -> {
            assertThat(product.maker().name()).isNotBlank();
            assertThat(product.maker().address()).containsIgnoringCase("Muster");
            assertThat(product.maker().contact()).endsWith(".example.com");
        });
    }
}
