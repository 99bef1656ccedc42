package io.shopoperator.shop.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.shopoperator.shop.ShopDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class BodyGuardTest {
    private static final int MEGABYTE = 1024 * 1024;

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
            slow.getOutputStream().write(head("/admin/nowhere", 30 * MEGABYTE));
            slow.getOutputStream().flush();

            // Then it holds nobody up once it was answered
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 4");
        }
        assertThat(announce(41 * MEGABYTE)).isIn("413", "503");
        Awaitility.await().until(() -> announce(30 * MEGABYTE).equals("403"));
    }

    private static String announce(int length) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head("/admin/import", length));
            out.flush();
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.substring("HTTP/1.1 ".length());
        }
    }

    private static byte[] head(String path, int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: "
                        + length + "\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static RequestSpecification ours() {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html");
    }
}
