package io.shopoperator.shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class HealthTest {
    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void livesAndIsReadyOnTheManagementPort() {
        for (String probe : new String[] {"live", "ready", "started"}) {
            given().port(managementPort)
                    .when()
                    .get("/q/health/" + probe)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"));
        }
    }

    @Test
    void keepsHealthAndMetricsAwayFromCustomers() {
        given().when().get("/q/health/ready").then().statusCode(404);
        given().when().get("/q/metrics").then().statusCode(404);
        given().port(managementPort).when().get("/q/metrics").then().statusCode(200);
    }
}
