package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Watchman;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A release that is broken in any of the usual ways: no customer notices, and the shop says what happened and what to do. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailedReleaseE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-failed-release");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final String IMPATIENT = "release: {progressDeadline: 30s}";
    private static final String PATIENT = "release: {progressDeadline: 5m}";

    private Watchman watchman;

    @BeforeAll
    static void aShopThatServes() {
        SHOP.create("").awaitReady();
    }

    @BeforeEach
    void watch() {
        watchman = Watchman.over(SHOP.url() + "/de/");
    }

    @AfterEach
    void customersHaveSeenNothing() {
        Await.soon().until(() -> watchman.answers() > 10);
        watchman.close();
        assertThat(watchman.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void aFailingMigrationRollsNothing() {
        var before = SHOP.podIdentities();

        roll("fixture/failing-migration:1", IMPATIENT);

        var told = SHOP.await(Await.pods(), "Released", "False", "MigrationFailed");
        assertThat(told.getMessage())
                .contains("fixture: the migration fails on purpose")
                .contains("Nothing was rolled out")
                .contains("Fix the cause and change the spec to try again");
        SHOP.await("Stalled", "True", "MigrationFailed");
        assertThat(SHOP.podIdentities()).isEqualTo(before);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "fixture/crash-on-serve:1, CrashLoopBackOff: fixture: serving fails on purpose",
        "fixture/never-ready:1, Unhealthy:"
    })
    void podsThatDoNotBecomeReadyGiveWayToTheLastStableImage(String image, String cause) {
        var before = SHOP.podIdentities();

        roll(image, IMPATIENT);

        var told = SHOP.await(Await.pods(), "Released", "False", "RolledBack");
        assertThat(told.getMessage())
                .contains("did not become ready within 30s")
                .contains(cause)
                .contains("1.0.0 is back")
                .contains("Fix the cause and change the spec to try again");
        Await.pods().untilAsserted(() -> assertThat(SHOP.podIdentities()).isEqualTo(before));
        assertThat(SHOP.get().getStatus().version().current()).isEqualTo("1.0.0");
    }

    @Test
    @Order(3)
    void anotherChangeOfTheSpecTriesAgain() {
        String failed = Cluster.image("fixture/never-ready:1");
        assertThat(image()).isEqualTo(Cluster.shopImage("1.0.0"));

        SHOP.edit("release: {progressDeadline: 40s}");

        Await.soon().untilAsserted(() -> assertThat(image()).isEqualTo(failed));
    }

    @Test
    @Order(4)
    void anImageThatCannotBePulledIsTold() {
        roll("shop-app:no-such-version", IMPATIENT);

        Await.pods().untilAsserted(() -> assertThat(SHOP.conditions().message("Released"))
                .contains("no-such-version")
                .containsPattern("(ErrImagePull|ImagePullBackOff|Failed): .*(not found|pull)"));
    }

    /** The control: where nothing waits for the new pods and goes back, the same image takes the shop away and it stays away. */
    @Test
    @Order(5)
    void aDeploymentWithoutTheGateLosesItsCustomersToTheSameImage() {
        NaiveDeployment naive = NaiveDeployment.beside(SHOP);
        try (Watchman other = Watchman.over(naive.url() + "/de/")) {
            naive.roll(Cluster.image("fixture/never-ready:1"));

            int rolled = other.answers();
            Await.soon().until(() -> other.answers() > rolled + 10);
            assertThat(other.complaints()).hasSizeGreaterThanOrEqualTo(10);
        } finally {
            naive.delete();
        }
    }

    @Test
    @Order(6)
    void aGoodImageSucceedsAfterAllThat() {
        roll("shop-app:1.1.0", PATIENT);

        SHOP.awaitReady();
        assertThat(SHOP.get().getStatus().version().lastStable()).isEqualTo("1.1.0");
        assertThat(SHOP.conditions().find("Stalled")).isEmpty();
    }

    private static void roll(String image, String more) {
        SHOP.edit("image: " + Cluster.image(image) + "\n" + more);
    }

    private static String image() {
        return SHOP.web()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }
}
