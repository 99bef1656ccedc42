package io.shopoperator.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoCatalogueTest {
    private static final String EVERYTHING = """
            select md5(string_agg(x::text, ',' order by x::text)) from (
              select p.sku, p.price_cents, p.updated_at, t.lang, t.name, i.position, i.hash, a.alt
              from product p join product_text t on t.product_id = p.id join picture i on i.product_id = p.id
              left join picture_text a on a.picture_id = i.id) x""";

    @Inject
    DemoCatalogue demo;

    @Inject
    Database database;

    @Test
    @Order(1)
    void fillsAShopAndLeavesTheMerchantsOwnProductAlone() {
        database.update("delete from product where sku like 'DEMO-%'");
        database.update("delete from category c where not exists (select 1 from product p where p.category_id = c.id)");
        database.update("insert into category (slug, position) values ('eigenes', 99)");
        database.update(
                "insert into product (slug, sku, category_id, price_cents) select 'mein-produkt', 'MEIN-1', id, 1234 from category where slug = 'eigenes'");

        DemoResult result = demo.load();

        assertThat(result.products()).isGreaterThanOrEqualTo(1200);
        assertThat(result.pictures()).isEqualTo(3 * result.products());
        assertThat(result.categories()).isPositive();
        assertThat(count("product where sku like 'DEMO-%'")).isEqualTo(result.products());
        assertThat(count("product_text t join product p on p.id = t.product_id where p.sku like 'DEMO-%'"))
                .isEqualTo(2 * result.products());
        assertThat(count("picture_text")).isGreaterThanOrEqualTo(2 * result.pictures());
        assertThat(count("product where sku = 'MEIN-1' and price_cents = 1234 and reduced_at is null"))
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void changesNothingTheSecondTime() {
        demo.load();
        String before = everything();

        DemoResult result = demo.load();

        assertThat(result.products() + result.pictures() + result.categories()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void remembersWhatReducedProductsCostInTheThirtyDaysBefore() {
        demo.load();

        assertThat(
                        count(
                                "product where sku like 'DEMO-%' and lowest_before_cents > price_cents and reduced_at is not null"))
                .isBetween(50, 130);
        assertThat(count("""
                product p where p.sku like 'DEMO-%' and lowest_before_cents is not null and not exists (
                  select 1 from price_history h where h.product_id = p.id and h.price_cents = p.lowest_before_cents
                  and h.valid_from < now() - interval '30 days')""")).isZero();
    }

    private int count(String fromWhere) {
        return database.first("select count(*) from " + fromWhere, row -> row.getInt(1))
                .orElseThrow();
    }

    private String everything() {
        return database.only(EVERYTHING, row -> row.getString(1));
    }
}
