package io.shopoperator.shop.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a customer reads who mistypes something about the account. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class AccountFormsTest {
    private static final String PASSWORD = "ein langes Passwort";

    @Inject
    Database database;

    private final String email = "anna-" + UUID.randomUUID() + "@example.org";
    private ShopBrowser browser;

    @BeforeEach
    void anAccount() {
        browser = new ShopBrowser();
        database.update("delete from login_attempt");
        assertThat(register("Anna", email, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void aRegistrationIsExplainedFieldByFieldAndKeepsWhatWasTyped() {
        // When
        Page refused = register(" ", "anna@", "zu kurz");

        // Then
        assertThat(refused.status()).isEqualTo(422);
        assertThat(error(refused, "name")).isEqualTo("Bitte gib deinen Namen an.");
        assertThat(error(refused, "email"))
                .isEqualTo("Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel name@beispiel.de.");
        assertThat(error(refused, "password"))
                .isEqualTo("Das Passwort braucht mindestens 10 und höchstens 200 Zeichen.");
        assertThat(refused.html().selectFirst("#email").val()).isEqualTo("anna@");
        assertThat(refused.html().selectFirst("#password").hasAttr("value"))
                .as("a password is sent back")
                .isFalse();
    }

    @Test
    void anAddressThatHasAnAccountIsTold() {
        Page refused = register("Anna", email.toUpperCase(Locale.ROOT), "noch ein langes Passwort");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(error(refused, "email"))
                .isEqualTo("Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melde dich an.");
        assertThat(accounts()).isEqualTo(1);
        assertThat(logIn(email, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void aWrongLoginDoesNotTellWhetherThereIsAnAccount() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.org";

        Page wrongPassword = logIn(email, "falsch geraten");
        Page noAccount = logIn(nobody, "falsch geraten");

        for (Page refused : new Page[] {wrongPassword, noAccount}) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.html().select(".narrow [role=alert]").text())
                    .isEqualTo("E-Mail-Adresse oder Passwort stimmt nicht.");
        }
        assertThat(wrongPassword.html().selectFirst("#email").val()).isEqualTo(email);
        assertThat(noAccount.html().body().html().replace(nobody, email))
                .isEqualTo(wrongPassword.html().body().html());
    }

    @Test
    void anotherPasswordNeedsTheFormerOneAndEnoughCharacters() {
        // When
        Page refused =
                browser.post("/de/account/password", Map.of("oldPassword", "falsch geraten", "newPassword", "zu kurz"));

        // Then
        assertThat(refused.status()).isEqualTo(422);
        assertThat(error(refused, "oldPassword")).isEqualTo("Das bisherige Passwort stimmt nicht.");
        assertThat(error(refused, "newPassword"))
                .isEqualTo("Das Passwort braucht mindestens 10 und höchstens 200 Zeichen.");
        assertThat(logIn(email, PASSWORD).status()).as("with the former one").isEqualTo(303);
    }

    @Test
    void englishCustomersReadEnglishWords() {
        Page refused = browser.post("/en/register", Map.of("name", "", "email", "", "password", ""));

        assertThat(error(refused, "name")).isEqualTo("Please enter your name.");
        assertThat(refused.html().select(".error").text()).doesNotContain("Bitte");
    }

    private Page register(String name, String address, String password) {
        return browser.post("/de/register", Map.of("name", name, "email", address, "password", password));
    }

    private static Page logIn(String address, String password) {
        return new ShopBrowser().post("/de/login", Map.of("email", address, "password", password));
    }

    private static String error(Page page, String field) {
        return page.html().select("#" + field + "-error").text();
    }

    private int accounts() {
        return database.only("select count(*) from customer where lower(email) = ?", row -> row.getInt(1), email);
    }
}
