package io.shopoperator.operator.it;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.backup.ShopBackupReconciler;
import io.shopoperator.operator.health.WatchesAlive;
import io.shopoperator.operator.metrics.BackupMetrics;
import io.shopoperator.operator.metrics.ShopMetrics;
import io.shopoperator.operator.restore.ShopRestoreReconciler;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopReconciler;
import io.vertx.core.http.HttpClosedException;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The operator in this JVM, with the rights of the chart, watching some namespaces. */
final class RunningOperator implements AutoCloseable {
    private final KubernetesClient client;
    private final Operator operator;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private RunningOperator(KubernetesClient client, OperatorSettings settings, Clock clock, Set<String> namespaces) {
        this.client = client;
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                // by itself the framework ends the process at once; here the liveness probe is what is looked at
                .withInformerStoppedHandler((informer, error) -> {}));
        BackupMetrics backups = new BackupMetrics(meters);
        operator.register(
                new ShopReconciler(settings, new ShopMetrics(meters), backups, clock),
                overrider -> overrider.settingNamespaces(namespaces));
        operator.register(
                new ShopBackupReconciler(settings, backups, clock),
                overrider -> overrider.settingNamespaces(namespaces));
        operator.register(
                new ShopRestoreReconciler(settings, clock), overrider -> overrider.settingNamespaces(namespaces));
        operator.start();
    }

    static RunningOperator in(String... namespaces) {
        return with(TestSettings.defaults(), namespaces);
    }

    static RunningOperator with(OperatorSettings settings, String... namespaces) {
        return with(settings, Clock.systemUTC(), namespaces);
    }

    /** As a pod does, it begins again if the API server closes its connection at the start. */
    static RunningOperator with(OperatorSettings settings, Clock clock, String... namespaces) {
        for (int left = 2; ; left--) {
            try {
                return new RunningOperator(ApiServer.running().operator(), settings, clock, Set.of(namespaces));
            } catch (OperatorException e) {
                if (left == 0 || !(root(e) instanceof HttpClosedException)) throw e;
            }
        }
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /** With rights in these namespaces alone, as the chart gives them for named namespaces. */
    static RunningOperator confinedTo(String... namespaces) {
        return new RunningOperator(
                ApiServer.running().operatorOf(namespaces),
                TestSettings.defaults(),
                Clock.systemUTC(),
                Set.of(namespaces));
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    /** What the liveness probe says. */
    boolean isAlive() {
        return new WatchesAlive(operator).call().getStatus() == HealthCheckResponse.Status.UP;
    }

    @Override
    public void close() {
        operator.stop();
        client.close();
    }
}
