package io.shopoperator.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.ops.GoingAway;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GoingAway.class)
@QuarkusTestResource(ShopDatabase.class)
class MailServerDownTest {
    @Inject
    TestShop shop;

    @Inject
    MailSender sender;

    @Inject
    MailOutbox outbox;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Test
    void ordersGoThroughAndTheirMailWaits() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, shop.product(1000, 5), 1);

        // When
        Page placed = browser.submit(review, "#order-form", Map.of("terms", "yes"));
        int sent = sender.sendDue();

        // Then
        assertThat(placed.status()).isEqualTo(303);
        assertThat(sent).isZero();
        assertThat(outbox.waiting()).isEqualTo(1);
        assertThat(attempts()).isEqualTo(1);
        sender.sendDue();
        assertThat(attempts()).as("not again at once").isEqualTo(1);
        clock.pass(Duration.ofMinutes(1));
        sender.sendDue();
        assertThat(attempts()).isEqualTo(2);
    }

    private int attempts() {
        return database.only("select attempts from mail_outbox where last_error is not null", row -> row.getInt(1));
    }
}
