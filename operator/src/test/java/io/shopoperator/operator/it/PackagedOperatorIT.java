package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What shows only in the operator as it is shipped: what others wire is wired in another order there. */
@Isolated("its processes need the processors")
class PackagedOperatorIT {
    private static final String CONTROLLER = "{controller_name=\"shop-operator\"}";

    private static final String LEADER = "leader";

    @TempDir
    Path directory;

    @Test
    void countsFromTheStartWhatItDoesAndSoDoesTheFramework() throws IOException {
        String namespace = ApiServer.running().namespace();
        try (PackagedOperator operator = PackagedOperator.start(directory, LEADER, namespace)) {
            awaitMetrics(
                    operator,
                    metrics -> metrics.containsAll(List.of(
                            "shop_operator_rollouts_total 0.0",
                            "shop_operator_rollbacks_total 0.0",
                            "shop_operator_failed_migrations_total 0.0",
                            "shop_operator_backups_total{result=\"failed\"} 0.0",
                            "shop_operator_verifications_total{result=\"failed\"} 0.0",
                            "shop_operator_shops_without_recent_backup 0.0",
                            "shop_operator_shops_without_healthy_storage 0.0",
                            "shop_operator_time_to_ready_seconds_count 0.0",
                            "custom_resources" + CONTROLLER + " 0.0",
                            "reconciliations_active" + CONTROLLER + " 0.0",
                            "reconciliations_queue" + CONTROLLER + " 0.0",
                            "reconciliations_execution_duration_seconds_count" + CONTROLLER + " 0.0")));

            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            awaitMetrics(
                    operator,
                    metrics -> metrics.contains("custom_resources" + CONTROLLER + " 1.0")
                            && metrics.contains("shop_operator_rollouts_total 1.0")
                            && metrics.contains("shop_operator_time_to_ready_seconds_count 1.0")
                            && number(metrics, "reconciliations_success_total" + CONTROLLER) > 1
                            && number(metrics, "reconciliations_execution_duration_seconds_count" + CONTROLLER) > 1);
            shop.delete();
            awaitMetrics(operator, metrics -> metrics.contains("custom_resources" + CONTROLLER + " 0.0"));
        }
    }

    @Test
    void theOneThatStandsByIsHealthyAndReconcilesNothing() throws IOException {
        String namespace = ApiServer.running().namespace();
        try (PackagedOperator leader = PackagedOperator.start(directory, LEADER, namespace)) {
            ShopInTest.apply(namespace, "tee", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");

            try (PackagedOperator other = PackagedOperator.start(directory, "other", namespace)) {
                awaitMetrics(other, metrics -> metrics.contains("custom_resources" + CONTROLLER + " 1.0"));
                assertThat(other.metrics())
                        .contains(
                                "shop_operator_rollouts_total 0.0",
                                "reconciliations_execution_duration_seconds_count" + CONTROLLER + " 0.0");
                assertThat(number(leader.metrics(), "reconciliations_execution_duration_seconds_count" + CONTROLLER))
                        .isPositive();
                for (PackagedOperator replica : List.of(leader, other)) {
                    assertThat(replica.get("/q/health").statusCode()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void theOneThatStandsByTakesOverAtOnceWhenTheLeaderStops() throws IOException {
        String namespace = ApiServer.running().namespace();
        try (PackagedOperator leader = PackagedOperator.start(directory, LEADER, namespace);
                PackagedOperator other = PackagedOperator.start(directory, "other", namespace)) {
            ShopInTest.apply(namespace, "tee", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");

            leader.stop();

            // the lease would be good for more than 10 seconds
            ShopInTest shop = ShopInTest.apply(namespace, "kaffee", "size: no-such-size");
            await().atMost(Duration.ofSeconds(8)).until(() -> isRefused(shop));
            assertThat(number(other.metrics(), "reconciliations_execution_duration_seconds_count" + CONTROLLER))
                    .isPositive();
        }
    }

    private static boolean isRefused(ShopInTest shop) {
        return shop.condition("Accepted")
                .filter(accepted -> "UnknownSize".equals(accepted.getReason()))
                .isPresent();
    }

    @Test
    void aLeaderWhoseLeaseIsTakenEnds() throws IOException {
        String namespace = ApiServer.running().namespace();
        try (PackagedOperator leader = PackagedOperator.start(directory, LEADER, namespace)) {
            ShopInTest.apply(namespace, "tee", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");
            Resource<Lease> lease = ApiServer.running()
                    .admin()
                    .leases()
                    .inNamespace("operators")
                    .withName("shop-operator");

            lease.edit(held -> new LeaseBuilder(held)
                    .editSpec()
                    .withHolderIdentity("another")
                    .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                    .endSpec()
                    .build());

            await().atMost(Duration.ofSeconds(30)).until(() -> !leader.isRunning());
            assertThat(leader.exitCode()).as("%s", leader.log()).isEqualTo(1);
            assertThat(lease.get().getSpec().getHolderIdentity()).isEqualTo("another");
            lease.delete();
        }
    }

    @Test
    void logsOneJsonObjectPerLineAndNothingElseUntilItIsEnded() throws IOException {
        String namespace = ApiServer.running().namespace();
        PackagedOperator operator = PackagedOperator.start(directory, LEADER, namespace);
        try (operator) {
            ShopInTest.apply(namespace, "tee").databaseBecomesReady();
        }

        assertThat(operator.exitCode()).as("%s", operator.log()).isIn(0, 143);
        ObjectMapper json = new ObjectMapper();
        assertThat(operator.log()).isNotEmpty().allSatisfy(line -> assertThat(
                        json.readTree(line).path("message").asText())
                .isNotEmpty());
    }

    private static void awaitMetrics(PackagedOperator operator, Predicate<List<String>> wanted) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> metrics = operator.metrics();
            assertThat(wanted.test(metrics)).as("%s", metrics).isTrue();
        });
    }

    private static double number(List<String> metrics, String name) {
        return metrics.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(0);
    }
}
