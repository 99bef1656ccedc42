package io.shopoperator.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class MailTest {
    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Inject
    ShopSettings settings;

    @Inject
    MailSender sender;

    @Inject
    MailOutbox outbox;

    @Inject
    MockMailbox mailbox;

    @Inject
    SlowMail slow;

    @Test
    void mailsSentLongAgoAreRemovedAndThoseThatWaitAreNot() {
        // Given
        String ages = UUID.randomUUID() + "@example.org";
        for (String sent : List.of("now() - interval '91 days'", "now() - interval '89 days'", "null")) {
            database.update(
                    "insert into mail_outbox (kind, recipient, lang, reference, created_at, next_attempt_at, sent_at)"
                            + " values ('none', ?, 'de', 'x', now() - interval '1 year', 'infinity', " + sent + ")",
                    ages);
        }

        // When
        int removed = outbox.deleteSent();

        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(database.<Long>only(
                        "select count(*) from mail_outbox where recipient = ?", row -> row.getLong(1), ages))
                .isEqualTo(2);
        database.update("delete from mail_outbox where recipient = ?", ages);
    }

    @Test
    void orderIsConfirmedInTheCustomersLanguageAsTextAndHtml() {
        // Given
        String recipient = UUID.randomUUID() + "@example.org";
        String number = order("en", recipient);

        // When
        sender.sendDue();

        // Then
        List<Mail> mails = mailbox.getMailsSentTo(recipient);
        assertThat(mails).hasSize(1);
        Mail mail = mails.getFirst();
        assertThat(mail.getSubject()).isEqualTo("Order confirmation " + number);
        assertThat(mail.getText())
                .contains(
                        "Dear Änne Groß",
                        number,
                        "2 x Thing",
                        "€24.90",
                        "VAT included, 19 %",
                        "/en/orders/",
                        "/en/legal/withdrawal")
                .doesNotContain("<");
        assertThat(mail.getHtml()).contains("<html lang=\"en\">", number, "€24.90");
    }

    @Test
    void germanCustomersGetGermanMails() {
        // Given
        String recipient = UUID.randomUUID() + "@example.org";
        order("de", recipient);

        // When
        sender.sendDue();

        // Then
        assertThat(mailbox.getMailsSentTo(recipient).getFirst().getText())
                .contains("Guten Tag Änne Groß", "2 x Ware", "Lieferzeit 2 bis 4 Werktage");
    }

    @Test
    void whatWasAgreedComesWithTheConfirmationAsItHeldThen() {
        // Given
        String recipient = UUID.randomUUID() + "@example.org";
        String number = order("de", recipient);
        Instant placed = database.only(
                "select placed_at from shop_order where number = ?",
                row -> Database.instant(row, "placed_at"),
                Long.valueOf(number));
        String insert =
                "insert into legal_text (kind, lang, version, body, changed_at, changed_by) values ('terms', 'de', ?, ?, ?, 'test')";
        database.update("delete from legal_text where kind = 'terms' and lang = 'de'");
        database.update(
                insert, 1, "# Unsere AGB\n\nEs gilt [[das]] & [das](/de/legal/shipping).", placed.minusSeconds(60));
        database.update(insert, 2, "# Ganz andere AGB", placed.plusSeconds(60));
        try {
            // When
            sender.sendDue();

            // Then
            Mail mail = mailbox.getMailsSentTo(recipient).getFirst();
            assertThat(mail.getText())
                    .contains("# Unsere AGB", "Es gilt [das] & [das](" + settings.url() + "/de/legal/shipping).")
                    .contains("# Widerrufsbelehrung", "Muster für den Widerruf")
                    .doesNotContain("Ganz andere AGB");
            assertThat(mail.getHtml())
                    .contains("<h1>Unsere AGB</h1>", " href=\"" + settings.url() + "/de/legal/shipping\">das</a>")
                    .contains("<h1>Widerrufsbelehrung</h1>")
                    .doesNotContain("Ganz andere AGB");
        } finally {
            database.update("delete from legal_text where kind = 'terms' and lang = 'de'");
        }
    }

    @Test
    void aMailThatCannotBeWrittenDoesNotStopTheOthers() {
        // Given
        outbox.add("of-a-later-release", "a@example.org", Language.DE, "x");
        String recipient = UUID.randomUUID() + "@example.org";
        order("de", recipient);

        // When
        sender.sendDue();

        // Then
        assertThat(mailbox.getMailsSentTo(recipient)).hasSize(1);
    }

    @Test
    void severalReplicasSendEachMailOnce() throws Exception {
        // Given
        String recipient = UUID.randomUUID() + "@example.org";
        for (int i = 0; i < 5; i++) {
            order("de", recipient);
        }

        // When
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(sender::sendDue);
            }
            for (Future<Integer> replica : replicas.invokeAll(work)) {
                replica.get();
            }
        }

        // Then
        assertThat(mailbox.getMailsSentTo(recipient)).hasSize(5);
    }

    @Test
    void aSlowMailServerLetsNobodyTakeAMailTwice() {
        // Given two mails, each of which takes most of a lease, while another replica looks for due ones
        outbox.add(SlowMail.KIND, "a@example.org", Language.DE, "1");
        outbox.add(SlowMail.KIND, "b@example.org", Language.DE, "2");

        // When
        sender.sendDue();

        // Then
        assertThat(slow.written()).containsExactlyInAnyOrder("1", "2");
    }

    private String order(String lang, String recipient) {
        ShopBrowser browser = new ShopBrowser();
        browser.post(
                "/" + lang + "/cart/lines", Map.of("product", String.valueOf(shop.product(1000, 5)), "quantity", "2"));
        Map<String, String> details = TestShop.details();
        details.put("email", recipient);
        Page review =
                browser.submit(browser.open("/" + lang + "/checkout"), "form[action=/" + lang + "/checkout]", details);
        return browser.follow(browser.submit(review, "#order-form", Map.of("terms", "yes")))
                .html()
                .selectFirst("#order-number")
                .text();
    }
}
