package io.shopoperator.shop;

import static io.restassured.RestAssured.given;

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
    void livesOnTheManagementPort() {
        given().port(managementPort).when().get("/q/health/live").then().statusCode(200);
    }
}
