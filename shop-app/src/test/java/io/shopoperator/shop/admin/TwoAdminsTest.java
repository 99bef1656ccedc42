package io.shopoperator.shop.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.media.MediaStore;
import io.shopoperator.shop.security.AdminAccounts;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two administrators at the same thing: neither loses what the other has done, and whoever comes second is told. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class TwoAdminsTest {
    private static final String TEXT = "/admin/legal/shipping/de";
    private static final String EDITOR = "form.legal-editor";

    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    MediaStore media;

    private final String name = "admin-" + UUID.randomUUID();
    private final String firstText = "Versand am selben Tag, " + UUID.randomUUID();
    private final String secondText = "Versand mit dem Fahrrad, " + UUID.randomUUID();
    private final List<Long> products = new ArrayList<>();
    private ShopBrowser anna;
    private ShopBrowser bert;

    @BeforeEach
    void twoWhoAreLoggedIn() throws Exception {
        database.update("delete from admin_account");
        AdminAccounts.createFirst(dataSource, name, "sehr geheim");
        anna = loggedIn();
        bert = loggedIn();
    }

    @AfterEach
    void whatTheyDidIsUndone() {
        database.update("delete from legal_text where kind = 'shipping' and lang = 'de'");
        products.forEach(id -> database.update("delete from product where id = ?", id));
    }

    private long product() {
        products.add(shop.product(100, 1));
        return products.getLast();
    }

    private ShopBrowser loggedIn() {
        ShopBrowser browser = new ShopBrowser();
        browser.post("/admin/login", Map.of("username", name, "password", "sehr geheim"));
        return browser;
    }

    @Test
    void theSecondWhoSavesALegalTextIsToldAndLosesNothing() {
        // Given two who began with the same version
        Page annas = anna.open(TEXT);
        Page berts = bert.open(TEXT);
        assertThat(anna.submit(annas, EDITOR, Map.of("body", firstText)).status())
                .isEqualTo(303);

        // When
        Page refused = bert.submit(berts, EDITOR, Map.of("body", secondText));

        // Then what holds is Anna's, and Bert has his own text and hers in front of him
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.html().select("[role=alert]").text())
                .contains(
                        "Nicht gespeichert: Jemand anderes hat diesen Text inzwischen geändert",
                        name + " hat den Text am",
                        "speichere dann noch einmal");
        assertThat(refused.html().selectFirst("#body").val()).isEqualTo(secondText);
        assertThat(refused.html().selectFirst("#current").val()).isEqualTo(firstText);
        assertThat(bert.open("/de/legal/shipping").html().select("main").text()).contains(firstText);

        // and the answer can be sent on with both, after which all versions are there
        String both = firstText + "\n\n" + secondText;
        assertThat(bert.submit(refused, EDITOR, Map.of("body", both)).status()).isEqualTo(303);
        assertThat(bert.open("/de/legal/shipping").html().select("main").text()).contains(firstText, secondText);
        assertThat(versionsWith(firstText)).isEqualTo(2);
    }

    @Test
    void ofTwoWhoSaveALegalTextInTheSameMomentOneIsTold() throws Exception {
        // Given
        Page annas = anna.open(TEXT);
        Page berts = bert.open(TEXT);
        CyclicBarrier ready = new CyclicBarrier(2);
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            Future<Page> first = admins.submit(() -> {
                ready.await();
                return anna.submit(annas, EDITOR, Map.of("body", firstText));
            });
            Future<Page> second = admins.submit(() -> {
                ready.await();
                return bert.submit(berts, EDITOR, Map.of("body", secondText));
            });

            // Then
            assertThat(List.of(first.get().status(), second.get().status())).containsExactlyInAnyOrder(303, 409);
            boolean annasHolds = first.get().status() == 303;
            assertThat(versionsWith(firstText)).isEqualTo(annasHolds ? 1 : 0);
            assertThat(versionsWith(secondText)).isEqualTo(annasHolds ? 0 : 1);
        }
    }

    @Test
    void aFormThatDoesNotTellItsVersionReplacesNothingUnseen() {
        anna.submit(anna.open(TEXT), EDITOR, Map.of("body", firstText));

        for (String version : List.of("", "0", "latest", "99999999999")) {
            assertThat(bert.post(TEXT, Map.of("version", version, "body", secondText))
                            .status())
                    .as(version)
                    .isEqualTo(409);
        }

        assertThat(versionsWith(secondText)).isZero();
    }

    private int versionsWith(String text) {
        return database.only(
                "select count(*) from legal_text where kind = 'shipping' and lang = 'de' and body like '%' || ? || '%'",
                row -> row.getInt(1), text);
    }

    @Test
    void whatTwoChangeInDifferentFieldsOfAProductIsAllKept() {
        // Given two who have opened the same product, and a customer who buys meanwhile
        String product = "/admin/products/" + product();
        Page annas = anna.open(product);
        Page berts = bert.open(product);

        // When
        assertThat(anna.submit(annas, productForm(product), Map.of("price", "7,77", "manufacturerName", "Feldweg"))
                        .status())
                .isEqualTo(303);
        assertThat(bert.submit(berts, productForm(product), Map.of("descriptionDe", secondText, "stock", "5"))
                        .status())
                .isEqualTo(303);

        // Then
        Page now = anna.open(product);
        assertThat(now.html().selectFirst("#price").val()).isEqualTo("7,77");
        assertThat(now.html().selectFirst("#manufacturerName").val()).isEqualTo("Feldweg");
        assertThat(now.html().selectFirst("#descriptionDe").val()).isEqualTo(secondText);
        assertThat(now.html().selectFirst("#stock").val()).isEqualTo("5");
    }

    @Test
    void theSecondWhoChangesTheSameFieldOfAProductIsToldAndLosesNothing() {
        // Given
        String product = "/admin/products/" + product();
        Page annas = anna.open(product);
        Page berts = bert.open(product);
        anna.submit(annas, productForm(product), Map.of("price", "7,77", "descriptionDe", firstText));

        // When
        Page refused = bert.submit(berts, productForm(product), Map.of("price", "8,88", "nameEn", "Renamed by Bert"));

        // Then what holds is Anna's, and Bert has his own price, her text and the news in front of him
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.html().select("#price-error").text())
                .isEqualTo(
                        "Jemand anderes hat das inzwischen geändert in „7,77“. Speichere noch einmal, wenn deine Angabe gelten soll.");
        assertThat(refused.html().selectFirst("#price").val()).isEqualTo("8,88");
        assertThat(refused.html().selectFirst("#nameEn").val()).isEqualTo("Renamed by Bert");
        assertThat(refused.html().selectFirst("#descriptionDe").val()).isEqualTo(firstText);
        assertThat(anna.open(product).html().selectFirst("#price").val()).isEqualTo("7,77");

        // and if he wants it all the same, it is as he says
        assertThat(bert.submit(refused, productForm(product), Map.of()).status())
                .isEqualTo(303);
        Page now = anna.open(product);
        assertThat(now.html().selectFirst("#price").val()).isEqualTo("8,88");
        assertThat(now.html().selectFirst("#nameEn").val()).isEqualTo("Renamed by Bert");
        assertThat(now.html().selectFirst("#descriptionDe").val()).isEqualTo(firstText);
    }

    @Test
    void aFormThatDoesNotTellWhatItShowedReplacesNothingUnseen() {
        String product = "/admin/products/" + product();
        Page annas = anna.open(product);

        for (String version : List.of("", "1", "a.b.c")) {
            assertThat(anna.submit(annas, productForm(product), Map.of("price", "9,99", "version", version))
                            .status())
                    .as(version)
                    .isEqualTo(409);
        }

        assertThat(anna.open(product).html().selectFirst("#price").val()).isEqualTo("1,00");
    }

    @Test
    void twoWhoNameACategoryKeepWhatTheOtherHasWritten() {
        // Given
        Page form = anna.open("/admin/categories/new");
        String german = "Körbe " + UUID.randomUUID();
        anna.submit(form, "form[action=/admin/categories]", Map.of("nameDe", german));
        long id = database.only("select category_id from category_text where name = ?", row -> row.getLong(1), german);
        String category = "/admin/categories/" + id;
        String selector = "form[action=" + category + "]";
        try {
            Page annas = anna.open(category);
            Page berts = bert.open(category);
            Page carls = bert.open(category);

            // When
            assertThat(anna.submit(annas, selector, Map.of("nameEn", "Baskets")).status())
                    .isEqualTo(303);
            assertThat(bert.submit(berts, selector, Map.of("descriptionDe", firstText))
                            .status())
                    .isEqualTo(303);
            Page refused = bert.submit(carls, selector, Map.of("nameEn", "Hampers"));

            // Then
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.html().select("#nameEn-error").text()).contains("inzwischen geändert in „Baskets“");
            Page now = anna.open(category);
            assertThat(now.html().selectFirst("#nameDe").val()).isEqualTo(german);
            assertThat(now.html().selectFirst("#nameEn").val()).isEqualTo("Baskets");
            assertThat(now.html().selectFirst("#descriptionDe").val()).isEqualTo(firstText);
        } finally {
            database.update("delete from category where id = ?", id);
        }
    }

    private static String productForm(String product) {
        return "form[action=" + product + "]";
    }

    @Test
    void whoMakesAPictureTheFirstThatSomebodyHasRemovedIsTold() throws Exception {
        // Given a product with two pictures on Bert's screen, of which Anna removes one
        long product = product();
        upload(product, png(60));
        upload(product, png(61));
        List<Long> pictures = pictures(product);
        String gone = "/admin/products/" + product + "/pictures/" + pictures.getLast();
        assertThat(anna.post(gone + "/delete", Map.of()).status()).isEqualTo(303);

        // When
        Page refused = bert.post(gone + "/first", Map.of());

        // Then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.html().select("#pictures [role=alert]").text())
                .contains("Dieses Bild gibt es nicht mehr", "Jemand anderes hat es inzwischen entfernt");
        assertThat(refused.html().select("#pictures li img")).hasSize(1);
        assertThat(pictures(product)).containsExactly(pictures.getFirst());
        // and who wants to remove it as well has what was wanted
        assertThat(bert.post(gone + "/delete", Map.of()).status()).isEqualTo(303);
    }

    @Test
    void picturesThatTwoUploadInTheSameMomentAreAllKept() throws Exception {
        // Given
        long product = product();
        CyclicBarrier ready = new CyclicBarrier(4);
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<Integer>> uploads = List.of(70, 71, 72, 73).stream()
                    .map(width -> admins.submit(() -> {
                        byte[] picture = png(width);
                        ready.await();
                        return upload(product, picture);
                    }))
                    .toList();

            // Then
            for (Future<Integer> upload : uploads) {
                assertThat(upload.get()).isEqualTo(303);
            }
        }
        assertThat(database.list(
                        "select position from picture where product_id = ? order by position",
                        row -> row.getInt(1),
                        product))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void aPictureThatOneUploadsWhileAnotherRemovesItElsewhereIsKept() throws Exception {
        // Given a picture that no product shows any more, and somebody who uploads it again
        long product = product();
        byte[] file = png(80);
        upload(product, file);
        String hash = database.only("select hash from picture where product_id = ?", row -> row.getString(1), product);
        database.update("delete from picture where product_id = ?", product);
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement();
                ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("lock table picture in share mode");
            Future<Integer> uploaded = admins.submit(() -> upload(product, file));
            await(() -> waiting("%insert into picture%") == 1);

            // When it is removed as unused in that moment
            Future<?> removed = admins.submit(() -> media.removeUnused(hash));
            await(() -> removed.isDone() || waiting("%from media%") == 1);
            other.commit();

            // Then
            removed.get();
            assertThat(uploaded.get()).isEqualTo(303);
        }
        assertThat(pictures(product)).hasSize(1);
        given().when().get("/media/" + hash).then().statusCode(200);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }

    private int waiting(String query) {
        return database.only(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like ?",
                row -> row.getInt(1),
                query);
    }

    private List<Long> pictures(long product) {
        return database.list(
                "select id from picture where product_id = ? order by position", row -> row.getLong(1), product);
    }

    /** As a browser sends it, which tells its length: of unknown ones not even two may come at a time. */
    private int upload(long product, byte[] file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/admin/products/" + product + "/pictures"))
                .header("Cookie", "__Host-admin=" + anna.cookie("__Host-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(BodyPublishers.ofByteArray(form(file)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static byte[] form(byte[] file) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write("--part\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"front.png\"\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.write("Content-Type: image/png\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        form.write(file);
        form.write("\r\n--part--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static byte[] png(int width) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
