package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        writeSecret("wein-db", database("db.example.com", "wrong"));
        ShopInTest wine =
                ShopInTest.apply(namespace, "wein", "database: {external: {bindingSecretRef: {name: wein-db}}}");
        wine.migrationFails("{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"The password is refused.\"}");
        assertThat(wine.awaitCondition("Released", "False", "MigrationFailed").getMessage())
                .contains("The password is refused.");

        writeSecret("wein-db", database("db.example.com", "right"));

        wine.awaitCondition("Released", "False", "Migrating");
        wine.migrationSucceeds();
        wine.awaitWebImage(ShopInTest.FIRST);
    }

    private static Map<String, String> database(String host, String password) {
        return Map.of(
                "type",
                "postgresql",
                "host",
                host,
                "port",
                "5432",
                "database",
                "wein",
                "username",
                "wein",
                "password",
                password);
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

        Job failed = shop.awaitMigration();
        shop.patch("{\"replicas\":3}");
        shop.awaitWeb(web -> web.getSpec().getReplicas() == 3);
        shop.awaitCondition("Released", "False", "MigrationFailed");
        assertThat(shop.awaitMigration().getMetadata().getUid())
                .isEqualTo(failed.getMetadata().getUid());

        shop.patch("{\"sessions\":{\"idleTimeout\":\"7d\"}}");
        shop.awaitMigrationAfter(failed);
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
        shop.awaitWeb(there -> there.getSpec().getReplicas() == 3);
        shop.awaitCondition("Released", "False", "RolledBack");
        assertThat(ShopInTest.image(shop.awaitWeb(there -> true))).isEqualTo(ShopInTest.FIRST);
        assertThat(operator.count("shop.operator.rollbacks")).isEqualTo(1);
        assertThat(shop.events().stream().filter(event -> event.startsWith("Warning RolledBack")))
                .hasSize(1);

        shop.patch("{\"sessions\":{\"idleTimeout\":\"7d\"}}");
        shop.awaitWebImage(ShopInTest.NEXT);
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.condition("Stalled")).isEmpty();
    }

    @Test
    void scalingIsNoRelease() {
        shop.patch("{\"replicas\":4}");

        shop.awaitWeb(web -> web.getSpec().getReplicas() == 4);
        shop.webBecomesReady();
        shop.awaitCondition("Released", "True", "Released");
        assertThat(operator.count("shop.operator.rollouts")).isEqualTo(1);
        assertThat(shop.events().stream().filter(event -> event.startsWith("Normal Released")))
                .hasSize(1);
    }

    @Test
    void aDeletedWebDeploymentForgetsNoFailedRelease() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        shop.webMissesItsDeadline();
        shop.awaitCondition("Released", "False", "RolledBack");
        shop.awaitWebImage(ShopInTest.FIRST);

        Deployment anew = shop.webIsDeleted();

        assertThat(ShopInTest.image(anew)).isEqualTo(ShopInTest.FIRST);
        assertThat(anew.getMetadata().getAnnotations())
                .containsEntry("shop-operator.io/failed-image", ShopInTest.NEXT)
                .containsEntry("shop-operator.io/stable-image", ShopInTest.FIRST);
        shop.webBecomesReady(ShopInTest.FIRST);
        shop.awaitCondition("Released", "False", "RolledBack");
        assertThat(shop.now().getStatus().release().failed().image()).isEqualTo(ShopInTest.NEXT);
        assertThat(ShopInTest.image(shop.awaitWeb(web -> true))).isEqualTo(ShopInTest.FIRST);
    }

    @Test
    void aDeletedWebDeploymentComesBackProvenBeforeTheNextReleaseRolls() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        shop.awaitWebImage(ShopInTest.NEXT);

        Deployment anew = shop.webIsDeleted();

        assertThat(ShopInTest.image(anew)).isEqualTo(ShopInTest.FIRST);
        await().untilAsserted(() -> assertThat(
                        shop.condition("Released").orElseThrow().getMessage())
                .isEqualTo("The web Deployment was gone: 1.0.0 is brought back before 1.1.0 is rolled out."));
        assertThat(ShopInTest.image(shop.awaitWeb(web -> true))).isEqualTo(ShopInTest.FIRST);
        shop.webBecomesReady(ShopInTest.FIRST);
        shop.awaitWebImage(ShopInTest.NEXT);
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
    }

    @Test
    void whileAMigrationRunsADeletedWebDeploymentComesBackAsItWas() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.awaitMigration();

        assertThat(ShopInTest.image(shop.webIsDeleted())).isEqualTo(ShopInTest.FIRST);
    }

    @Test
    void aChangeOfImageAndDatabaseGoesBackToBoth() {
        writeSecret("wein-old", database("old.example.com", "x"));
        writeSecret("wein-new", database("new.example.com", "x"));
        ShopInTest wine =
                ShopInTest.apply(namespace, "wein", "database: {external: {bindingSecretRef: {name: wein-old}}}");
        wine.migrationSucceeds();
        wine.webBecomesReady();
        wine.awaitCondition("Ready", "True", "Serving");
        var template = wine.awaitWeb(web -> true).getSpec().getTemplate();

        wine.patch("{\"image\":\"" + ShopInTest.NEXT
                + "\",\"database\":{\"external\":{\"bindingSecretRef\":{\"name\":\"wein-new\"}}}}");
        wine.migrationSucceeds();
        wine.awaitWebImage(ShopInTest.NEXT);
        wine.webMissesItsDeadline();

        wine.awaitWebImage(ShopInTest.FIRST);
        assertThat(wine.awaitCondition("Released", "False", "RolledBack").getMessage())
                .endsWith(
                        "1.0.0 is back on the database it ran with (Secret wein-old). Fix the cause and change the spec "
                                + "to try again.");
        assertThat(wine.awaitWeb(web -> true).getSpec().getTemplate()).isEqualTo(template);
    }

    @Test
    void anAdministratorsPasswordThatCannotBeSetIsToldAndTriedAgain() {
        Job first = shop.awaitMigration();
        Deployment before = shop.awaitWeb(web -> true);
        editAdministrator("short");
        Job second = shop.awaitMigrationAfter(first);

        shop.migrationFails("{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"It is too short.\"}");

        assertThat(shop.awaitCondition("Reconciling", "True", "AdministratorNotUpdated")
                        .getMessage())
                .isEqualTo(
                        "The migration ran once more, to give the administrator the password of Secret tee-admin, and "
                                + "failed: It is too short. Customers are served as before. It is tried again every 10 minutes, "
                                + "and at once when the Secret changes.");
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.events())
                .anySatisfy(event -> assertThat(event).startsWith("Warning AdministratorNotUpdated: "));
        assertThat(shop.awaitWeb(web -> true).getSpec()).isEqualTo(before.getSpec());

        editAdministrator("long enough for everybody");
        shop.awaitMigrationAfter(second);
        shop.migrationSucceeds();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shop.condition("Reconciling").isEmpty());
        shop.awaitCondition("Ready", "True", "Serving");
    }

    @Test
    void aNewPasswordOfTheAdministratorReachesTheReleaseThatCameBack() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        shop.migrationSucceeds();
        shop.webMissesItsDeadline();
        shop.awaitCondition("Released", "False", "RolledBack");
        Deployment before = shop.awaitWebImage(ShopInTest.FIRST);
        assertThat(migrations()).hasSize(1);

        editAdministrator("another one, long enough");

        Job carrier = shop.awaitMigration(ShopInTest.FIRST);
        assertThat(carrier.getMetadata().getName())
                .isEqualTo(
                        "tee-migrate-" + before.getMetadata().getAnnotations().get("shop-operator.io/release"));
        shop.migrationFails(
                carrier, "{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"It is too short.\"}");
        assertThat(shop.awaitCondition("Reconciling", "True", "AdministratorNotUpdated")
                        .getMessage())
                .contains("the password of Secret tee-admin, and failed: It is too short.");
        editAdministrator("yet another one, longer still");
        Job again = shop.awaitMigrationAfter(carrier);
        shop.migrationSucceeds(again);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shop.condition("Reconciling").isEmpty());

        shop.awaitCondition("Released", "False", "RolledBack");
        assertThat(shop.awaitWeb(web -> true).getSpec()).isEqualTo(before.getSpec());
        assertThat(names()).hasSize(2);
        shop.patch("{\"sessions\":{\"idleTimeout\":\"7d\"}}");
        shop.awaitWebImage(ShopInTest.NEXT);
    }

    @Test
    void aMigrationWhoseImageCannotBePulledSaysSoWhenItsTimeIsOver() {
        shop.patch("{\"image\":\"" + ShopInTest.NEXT + "\"}");
        Job migration = shop.awaitMigration();
        shop.pod(migration, migration.getSpec().getTemplate(), "migration-x");
        shop.podWaits("migration-x", "ImagePullBackOff", "Back-off pulling image");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        shop.condition("Released").orElseThrow().getMessage())
                .isEqualTo("Migrating the schema to 1.1.0. ImagePullBackOff: Back-off pulling image."));

        shop.migrationIsLate();

        String told = "The migration to 1.1.0 failed: Image " + ShopInTest.NEXT
                + " could not be pulled within the operator's shop-operator.migration.deadline. ImagePullBackOff: "
                + "Back-off pulling image. Nothing was rolled out. Correct spec.image; or let the nodes reach the image,"
                + " and change the spec to try again.";
        assertThat(shop.awaitCondition("Released", "False", "MigrationFailed").getMessage())
                .isEqualTo(told);
        shop.patch("{\"replicas\":3}");
        assertThat(shop.awaitCondition("Stalled", "True", "MigrationFailed").getMessage())
                .isEqualTo(told);

        shop.patch("{\"image\":\"" + ShopInTest.FIRST + "\"}");
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
    }

    private void editAdministrator(String password) {
        ApiServer.running()
                .admin()
                .secrets()
                .inNamespace(namespace)
                .withName("tee-admin")
                .edit(secret -> new SecretBuilder(secret)
                        .addToStringData("password", password)
                        .build());
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
        Deployment web = shop.awaitWebImage(ShopInTest.NEXT);
        shop.pod(web, web.getSpec().getTemplate(), "tee-web-new");
        shop.podWaits("tee-web-new", "CrashLoopBackOff", "back-off 40s restarting failed container");

        shop.webMissesItsDeadline();

        String told =
                "1.1.0 did not become ready within 10m. CrashLoopBackOff: back-off 40s restarting failed container."
                        + " Fix the cause, or change the spec to another image.";
        assertThat(shop.awaitCondition("Released", "False", "RolloutFailed").getMessage())
                .isEqualTo(told);
        assertThat(shop.awaitCondition("Stalled", "True", "RolloutFailed").getMessage())
                .isEqualTo(told);
        assertThat(shop.awaitCondition("Ready", "False", "RolloutFailed").getMessage())
                .isEqualTo(told);
        await().untilAsserted(() -> assertThat(shop.events()).contains("Warning RolloutFailed: " + told));
        assertThat(ShopInTest.image(shop.awaitWeb(there -> true))).isEqualTo(ShopInTest.NEXT);
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

        assertThat(shop.awaitCondition("Released", "False", "RolloutFailed").getMessage())
                .isEqualTo(
                        "1.1.0 did not become ready within 10m. Fix the cause, or change the spec to another image.");
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
