package io.shopoperator.shop.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.mail.MailSender;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class WithdrawalTest {
    @Inject
    TestShop shop;

    @Inject
    MailSender sender;

    @Inject
    MockMailbox mailbox;

    @Inject
    Database database;

    @Test
    void isDeclaredInTwoStepsWithoutLoginAndConfirmedByMail() {
        // Given
        String email = UUID.randomUUID() + "@example.org";
        ShopBrowser browser = new ShopBrowser();
        long before = shop.count("withdrawal");
        Page check = browser.submit(
                browser.open("/de/withdrawal"),
                "main form",
                Map.of("name", "Änne Groß", "orderNumber", "10023", "email", email, "remark", "nur die Tasse"));
        assertThat(check.html().selectFirst("main form button").text()).isEqualTo("Widerruf bestätigen");
        assertThat(shop.count("withdrawal")).isEqualTo(before);

        // When
        Page first = browser.submit(check, "main form", Map.of());
        Page clickedAgain = browser.submit(check, "main form", Map.of());

        // Then
        assertThat(clickedAgain.location()).isEqualTo(first.location());
        assertThat(shop.count("withdrawal")).isEqualTo(before + 1);
        assertThat(browser.follow(first).html().text()).contains("Dein Widerruf ist eingegangen", "10023", email);
        sender.sendDue();
        assertThat(mailbox.getMailsSentTo(email)).hasSize(1);
        Mail receipt = mailbox.getMailsSentTo(email).getFirst();
        assertThat(receipt.getText()).contains("Änne Groß", "10023", "nur die Tasse", "eingegangen am");
    }

    @Test
    void missingDetailsAreExplained() {
        // Given
        ShopBrowser browser = new ShopBrowser();

        // When
        Page page = browser.submit(browser.open("/en/withdrawal"), "main form", Map.of("name", "A"));

        // Then
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().selectFirst("#orderNumber-error").text()).isEqualTo("Please enter the order number.");
        assertThat(page.html().selectFirst("#name").val()).isEqualTo("A");
    }

    @Test
    void isNeverChanged() {
        database.update("""
                insert into withdrawal (token, received_at, lang, name, order_number, email)
                values (?, now(), 'de', 'A', '1', 'a@example.org')
                """, UUID.randomUUID().toString());
        assertThatThrownBy(() -> database.update("update withdrawal set name = 'B'"))
                .hasMessageContaining("never changed or deleted");
        assertThatThrownBy(() -> database.update("delete from withdrawal"))
                .hasMessageContaining("never changed or deleted");
    }
}
