package io.shopoperator.shop.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.catalog.Catalog;
import io.shopoperator.shop.catalog.ProductCard;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class SearchTest {
    @Inject
    Search search;

    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Test
    void findsOtherFormsOfAWordAndItsBeginning() {
        long id = named("Zwiebelkuchenformen aus Glas", "Für den Ofen");

        assertThat(search.find("zwiebelkuchenform", Language.DE, 1).list().products())
                .extracting(ProductCard::id)
                .contains(id);
        assertThat(search.find("zwiebelk holz", Language.DE, 1).list().products())
                .isEmpty();
        assertThat(search.find("ZWIEBELK glas", Language.DE, 1).list().products())
                .extracting(ProductCard::id)
                .containsExactly(id);
    }

    @Test
    void theSecondPageGoesOnWhereTheFirstEnds() {
        // Given
        String word =
                "seitenweise" + UUID.randomUUID().toString().substring(0, 8).replaceAll("[0-9-]", "x");
        Set<Long> all = new HashSet<>();
        for (int i = 0; i < Catalog.PAGE_SIZE + 3; i++) {
            all.add(named(word + " Nummer " + i, ""));
        }
        ShopBrowser browser = new ShopBrowser();

        // When
        Page first = browser.open("/de/search?q=" + word);
        Page second =
                browser.open(first.html().select("a[href*=page=2]").first().attr("href"));

        // Then
        List<String> firstLinks = products(first);
        List<String> secondLinks = products(second);
        assertThat(firstLinks).hasSize(Catalog.PAGE_SIZE);
        assertThat(secondLinks).hasSize(3).doesNotContainAnyElementsOf(firstLinks);
        assertThat(second.html().selectFirst("h1").text()).contains(word);
        assertThat(search.find(word, Language.DE, 2).list().products())
                .extracting(ProductCard::id)
                .isSubsetOf(all);
        assertThat(browser.open("/de/search?q=" + word + "&page=3").status()).isLessThan(500);
    }

    private static List<String> products(Page page) {
        return page.html().select("#results .cards a[href^=/de/p/]").eachAttr("href").stream()
                .distinct()
                .toList();
    }

    @Test
    void aWordInTheNameCountsMoreThanInTheDescription() {
        long described = named("Schale", "Passt zum Quittenlöffel");
        long called = named("Quittenlöffel", "Aus Holz");

        assertThat(search.find("quittenlöffel", Language.DE, 1).list().products())
                .extracting(ProductCard::id)
                .containsExactly(called, described);
    }

    @Test
    void findsArticleNumbers() {
        long id = named("Namenlos", "");
        String sku = database.only("select sku from product where id = ?", row -> row.getString(1), id);

        assertThat(search.find(sku.toUpperCase(Locale.ROOT), Language.DE, 1)
                        .list()
                        .products())
                .first()
                .extracting(ProductCard::id)
                .isEqualTo(id);
    }

    @Test
    void distanceCountsMistypedLetters() {
        assertThat(Vocabulary.distance("kafee", "kaffee")).isEqualTo(1);
        assertThat(Vocabulary.distance("mgu", "mug")).isEqualTo(1);
        assertThat(Vocabulary.distance("tasse", "vase")).isEqualTo(2);
        assertThat(Vocabulary.distance("", "abc")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "'", "&|!:*", "a & !b", "\"", "\\", "%", "der", "<script>", "' or 1=1 --", "😀", "\0x"
            })
    void oddInputIsJustASearch(String words) {
        assertThat(search.find(words, Language.DE, 1).list().paging().total()).isNotNegative();
        assertThat(search.find(words.repeat(200), Language.EN, 3)
                        .list()
                        .paging()
                        .total())
                .isNotNegative();
    }

    private long named(String name, String description) {
        long id = shop.product(1000, 5);
        database.update(
                "update product_text set name = ?, description = ? where product_id = ? and lang = 'de'",
                name,
                description,
                id);
        return id;
    }
}
