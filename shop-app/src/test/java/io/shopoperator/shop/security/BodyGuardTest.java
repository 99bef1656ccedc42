package io.shopoperator.shop.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.session.SessionCookie;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class BodyGuardTest {
    private static final int MEGABYTE = 1024 * 1024;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Test
    void visitorsUploadNoFiles() {
        for (String path : new String[] {"/de/login", "/admin/login", "/admin/%6cogin", "/de/cart/lines"}) {
            ours().urlEncodingEnabled(false)
                    .multiPart("file", "file.bin", new byte[10])
                    .when()
                    .post(path)
                    .then()
                    .statusCode(415)
                    .body(containsString("application/x-www-form-urlencoded"));
        }
    }

    @Test
    void visitorsSendSmallForms() {
        ours().contentType("application/x-www-form-urlencoded")
                .body("email=" + "a".repeat((int) BodyGuard.MOST_OF_A_VISITOR))
                .when()
                .post("/de/login")
                .then()
                .statusCode(413);
        ours().contentType("application/x-www-form-urlencoded")
                .body("email=" + "a".repeat(1000))
                .when()
                .post("/de/login")
                .then()
                .statusCode(401);
    }

    @Test
    void whatStrangersSendToTheAdministrationIsNotEvenRead() {
        ours().multiPart("file", "file.bin", new byte[MEGABYTE])
                .when()
                .post("/admin/import")
                .then()
                .statusCode(403);
    }

    @Test
    void uploadsTakeNoMoreRoomThanThereIs() throws IOException {
        // Given
        assertThat(announce(30 * MEGABYTE)).isEqualTo("403");
        try (Socket slow = new Socket("localhost", RestAssured.port)) {
            // When one is under way to a page that nobody answers before it is read
            slow.getOutputStream().write(head("/admin/nowhere", length(30 * MEGABYTE), ""));
            slow.getOutputStream().flush();

            // Then it holds nobody up once it was answered
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 4");
        }
        assertThat(announce(41 * MEGABYTE)).isIn("413", "503");
        Awaitility.await().until(() -> announce(30 * MEGABYTE).equals("403"));
    }

    @Test
    void anUploadOfUnknownLengthCountsAsWhatHasCome() throws Exception {
        // Given
        String cookie = administrator();
        try (Socket first = new Socket("localhost", RestAssured.port);
                Socket second = new Socket("localhost", RestAssured.port)) {
            begin(first, cookie);
            chunk(first, MEGABYTE);

            // When
            begin(second, cookie);
            chunk(second, MEGABYTE);

            // Then there is room for more
            assertThat(announce(30 * MEGABYTE)).isEqualTo("403");
            end(second);
            assertThat(status(second)).isNotEqualTo("503");
            end(first);
            assertThat(status(first)).isNotEqualTo("503");
        }
    }

    @Test
    void anUploadOfUnknownLengthEndsWhereThereIsNoMoreRoom() throws Exception {
        // Given
        String cookie = administrator();
        try (Socket announced = new Socket("localhost", RestAssured.port);
                Socket unknown = new Socket("localhost", RestAssured.port)) {
            announced.getOutputStream().write(head("/admin/import", length(30 * MEGABYTE), cookie));
            announced.getOutputStream().flush();
            begin(unknown, cookie);

            // When
            int sent = 0;
            while (unknown.getInputStream().available() == 0 && sent < 30 * MEGABYTE) {
                chunk(unknown, MEGABYTE / 8);
                sent += MEGABYTE / 8;
                Thread.sleep(10);
            }

            // Then
            assertThat(status(unknown)).isEqualTo("503");
            assertThat(sent).isGreaterThan(10 * MEGABYTE);
        }
        Awaitility.await().until(() -> announce(30 * MEGABYTE).equals("403"));
    }

    private String administrator() throws SQLException {
        String name = "admin-" + UUID.randomUUID();
        database.update("delete from admin_account");
        AdminAccounts.createFirst(dataSource, name, "sehr geheim");
        ShopBrowser browser = new ShopBrowser();
        browser.post("/admin/login", Map.of("username", name, "password", "sehr geheim"));
        return "Cookie: " + SessionCookie.ADMIN + "=" + browser.cookie(SessionCookie.ADMIN) + "\r\n";
    }

    /** Starts to send a file in chunks, the length of which it does not say. */
    private static void begin(Socket socket, String cookie) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(head("/admin/import", "Transfer-Encoding: chunked\r\n", cookie));
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n";
        chunk(socket, part.getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(Socket socket, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) 'a');
        chunk(socket, content);
    }

    private static void chunk(Socket socket, byte[] content) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void end(Socket socket) throws IOException {
        chunk(socket, "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        chunk(socket, new byte[0]);
    }

    private static String announce(int length) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head("/admin/import", length(length), ""));
            out.flush();
            return status(socket);
        }
    }

    private static String status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return line.substring("HTTP/1.1 ".length());
    }

    private static String length(int bytes) {
        return "Content-Length: " + bytes + "\r\n";
    }

    private static byte[] head(String path, String length, String cookie) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n" + length + cookie
                        + "Content-Type: multipart/form-data; boundary=x\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static RequestSpecification ours() {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html");
    }
}
