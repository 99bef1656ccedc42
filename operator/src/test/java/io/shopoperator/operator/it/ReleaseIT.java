package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseIT {
    private final String namespace = ApiServer.running().namespace();
    private RunningOperator operator;
    private ShopInTest shop;

    @BeforeEach
    void aShopThatServes() {
        operator = RunningOperator.in(namespace);
        shop = ShopInTest.serving(namespace, "tee");
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void migratesBeforeItRollsAndCleansUp() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");

        shop.awaitCondition("Released", "False", "Migrating");
        assertThat(ShopInTest.image(shop.awaitWeb(web -> true))).isEqualTo(ShopInTest.FIRST);
        shop.migrationSucceeds();
        shop.awaitCondition("Released", "False", "RollingOut");
        assertThat(shop.now().getStatus().version().current()).isEqualTo("1.0.0");
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.now().getStatus().version().lastStable()).isEqualTo("1.1.0");
        assertThat(migrations()).hasSize(1);
        assertThat(operator.count("shop.operator.rollouts")).isEqualTo(2);
    }

    @Test
    void aMigrationThatFailedForAWrongPasswordIsTriedAgainWithTheRightOne() {
        Map<String, String> binding = new TreeMap<>(Map.of(
                "type",
                "postgresql",
                "host",
                "db.example.com",
                "port",
                "5432",
                "database",
                "wein",
                "username",
                "wein"));
        binding.put("password", "wrong");
        writeSecret("wein-db", binding);
        ShopInTest wine =
                ShopInTest.apply(namespace, "wein", "database: {external: {bindingSecretRef: {name: wein-db}}}");
        wine.migrationFails("{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"The password is refused.\"}");
        assertThat(wine.awaitCondition("Released", "False", "MigrationFailed").getMessage())
                .contains("The password is refused.");

        binding.put("password", "right");
        writeSecret("wein-db", binding);

        wine.awaitCondition("Released", "False", "Migrating");
        wine.migrationSucceeds();
        wine.awaitWebImage(ShopInTest.FIRST);
    }

    private void writeSecret(String name, Map<String, String> content) {
        ApiServer.running()
                .admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(content)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    @Test
    void aFailedMigrationRollsNothingUntilTheSpecChanges() {
        Deployment before = shop.awaitWeb(web -> true);
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");

        shop.migrationFails("{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"Column price is missing.\"}");

        Condition released = shop.awaitCondition("Released", "False", "MigrationFailed");
        assertThat(released.getMessage())
                .isEqualTo("The migration to 1.1.0 failed: Column price is missing. Nothing was rolled out. "
                        + "Fix the cause and change the spec to try again.");
        shop.awaitCondition("Stalled", "True", "MigrationFailed");
        assertThat(shop.awaitWeb(web -> true).getSpec()).isEqualTo(before.getSpec());
        assertThat(shop.events()).anySatisfy(event -> assertThat(event).startsWith("Warning MigrationFailed: "));

        shop.patch("{\"replicas\":3}");
        shop.awaitCondition("Released", "False", "Migrating");
        shop.migrationSucceeds();
        shop.awaitWebImage(ShopInTest.NEXT);
    }

    @Test
    void bringsTheLastStableImageBackAndTriesAgainWhenTheSpecChanges() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        Deployment web = shop.awaitWebImage(ShopInTest.NEXT);
        shop.pod(web, web.getSpec().getTemplate(), "tee-web-new");
        shop.podWaits("tee-web-new", "ImagePullBackOff", "Back-off pulling image");

        shop.webMissesItsDeadline();

        shop.awaitWebImage(ShopInTest.FIRST);
        Condition released = shop.awaitCondition("Released", "False", "RolledBack");
        assertThat(released.getMessage())
                .isEqualTo("1.1.0 did not become ready within 10m. ImagePullBackOff: Back-off pulling image. "
                        + "1.0.0 is back. Fix the cause and change the spec to try again.");
        shop.awaitCondition("Stalled", "True", "RolledBack");
        assertThat(shop.now().getStatus().version().current()).isEqualTo("1.0.0");
        assertThat(operator.count("shop.operator.rollbacks")).isEqualTo(1);
        assertThat(shop.events().stream().filter(event -> event.startsWith("Warning RolledBack")))
                .hasSize(1);

        shop.patch("{\"replicas\":3}");
        shop.awaitWebImage(ShopInTest.NEXT);
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.condition("Stalled")).isEmpty();
    }

    @Test
    void aRestartOfTheOperatorDoesNotTryAFailedImageAgain() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        shop.webMissesItsDeadline();
        shop.awaitCondition("Released", "False", "RolledBack");
        Deployment before = shop.awaitWebImage(ShopInTest.FIRST);

        operator.close();
        operator = RunningOperator.in(namespace);

        ShopInTest.apply(namespace, "later", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");
        assertThat(shop.awaitWeb(web -> true).getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void withoutRollbackTheNewImageStays() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\",\"release\":{\"rollbackOnFailure\":false}}");
        shop.migrationSucceeds();

        shop.webMissesItsDeadline();

        shop.awaitCondition("Released", "False", "RolloutFailed");
        assertThat(ShopInTest.image(shop.awaitWeb(web -> true))).isEqualTo(ShopInTest.NEXT);
    }

    @Test
    void aChangeOfSizeThatFailsDoesNotBringAnOldVersionBack() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");

        shop.patch("{\"size\":\"medium\"}");
        shop.awaitWeb(web -> web.getMetadata().getGeneration() > web.getStatus().getObservedGeneration());
        shop.webMissesItsDeadline();

        shop.awaitCondition("Released", "False", "RolloutFailed");
        assertThat(ShopInTest.image(shop.awaitWeb(web -> true))).isEqualTo(ShopInTest.NEXT);
    }

    private List<String> migrations() {
        await().until(() -> names().size() == 1);
        return names();
    }

    private List<String> names() {
        return ApiServer.running().admin().batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }
}
