package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Visitor;
import io.shopoperator.e2e.storefront.Watchman;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wrong spec gets: a message that says what to change, and no damage to the shop that runs. */
@Order(10)
class BadInputE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-bad-input");

    private static final TestShop LIVING = TestShop.in(NAMESPACE, "living");

    @BeforeAll
    static void aLivingShop() {
        LIVING.create("database: {embedded: {storage: 600Mi}}").awaitReady();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image: null                                         | spec.image: Required value
            host: null                                          | spec.host: Required value
            host: "https://tee.example.com/"                    | host must be a lower-case DNS name without scheme, port and path
            replicas: 0                                         | spec.replicas in body should be greater than or equal to 1
            replicas: 2147483648                                | spec.replicas in body should be less than or equal to 1000
            {replicas: 2, autoscaling: {maxReplicas: 5}}        | replicas and autoscaling exclude each other
            autoscaling: {minReplicas: 4, maxReplicas: 3}       | maxReplicas must not be less than minReplicas
            sessions: {idleTimeout: soon}                       | idleTimeout must be a whole number with one of the units s, m, h, d
            release: {progressDeadline: 1s}                     | progressDeadline must be a whole number with one of the units s, m, h, between 30s and 99h
            database: {embedded: {}, external: {bindingSecretRef: {name: db}}} | database must hold exactly one of embedded, cloudNativePg and external
            """)
    void theApiServerRefusesASpecThatCannotBeCarriedOut(String spec, String message) {
        TestShop refused = TestShop.in(NAMESPACE, "refused");

        assertThatThrownBy(() -> refused.create(spec))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            database: {embedded: {storage: 512Mi}}              | storage can only grow: set it to 600Mi or more
            database: {embedded: null, external: {bindingSecretRef: {name: db}}} | the kind of the database cannot be changed on a living shop
            autoscaling: {maxReplicas: 5}                       | replicas and autoscaling exclude each other
            replicas: 0                                         | spec.replicas in body should be greater than or equal to 1
            """)
    void theApiServerRefusesAChangeThatALivingShopCannotTake(String change, String message) {
        assertThatThrownBy(() -> LIVING.edit(change))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anUnknownSizeIsToldAndTheLivingShopGoesOn() {
        try (Watchman watchman = Watchman.over(LIVING.url() + "/de/")) {
            LIVING.edit("size: gigantic");

            var told = LIVING.await("Accepted", "False", "UnknownSize");
            assertThat(told.getMessage())
                    .contains("There is no size 'gigantic'")
                    .contains("Set spec.size to one of:")
                    .contains("small");
            LIVING.edit("size: small");
            LIVING.awaitReady();
            assertThat(watchman.complaints()).isEmpty();
        }
    }

    @Test
    void aMissingCertificateIsToldAndTakenOnceItIsThere() {
        LIVING.edit("exposure: {tls: {secretRef: {name: living-tls}}}");
        var told = LIVING.await("Accepted", "False", "TlsSecretMissing");
        assertThat(told.getMessage())
                .contains("There is no Secret 'living-tls'")
                .contains("kubectl create secret tls");

        Cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("living-tls")
                        .withNamespace(LIVING.namespace())
                        .endMetadata()
                        .withType("Opaque")
                        .withStringData(Map.of("tls.crt", "no certificate"))
                        .build())
                .create();
        told = LIVING.await("Accepted", "False", "TlsSecretInvalid");
        assertThat(told.getMessage()).contains("Secret 'living-tls' lacks tls.key");

        LIVING.edit("exposure: null");
        LIVING.awaitReady();
    }

    @Test
    void aMissingMailServerIsToldAndTheLivingShopGoesOn() {
        try (Watchman watchman = Watchman.over(LIVING.url() + "/de/")) {
            LIVING.edit("mail: {bindingSecretRef: {name: their-mail}}");

            var told = LIVING.await("Accepted", "False", "BindingSecretMissing");
            assertThat(told.getMessage())
                    .contains("There is no Secret 'their-mail'")
                    .contains("correct spec.mail.bindingSecretRef");
            bind("their-mail", Map.of("type", "smtp", "host", "mail.example.com"));
            told = LIVING.await("Accepted", "False", "BindingSecretInvalid");
            assertThat(told.getMessage()).isEqualTo("Secret 'their-mail' lacks port, from. Correct it.");

            LIVING.edit("mail: null");
            LIVING.awaitReady();
            assertThat(watchman.complaints()).isEmpty();
        }
    }

    @Test
    void aNewShopWhoseImageIsBrokenIsToldAndComesUpOnceItIsMended() {
        TestShop shop = TestShop.in(NAMESPACE, "broken")
                .create("image: " + Cluster.image("shop-app:no-such-version") + "\nrelease: {progressDeadline: 30s}");
        Await.pods().untilAsserted(() -> assertThat(shop.conditions().message("Released"))
                .startsWith("Migrating the schema to no-such-version.")
                .containsPattern("(ErrImagePull|ImagePullBackOff|Failed): .*(not found|pull)"));
        assertThat(shop.web()).isNull();

        shop.edit("image: " + Cluster.image("fixture/crash-on-serve:1"));
        var told = shop.await(Await.pods(), "Released", "False", "RolloutFailed");
        assertThat(told.getMessage())
                .contains("did not become ready within 30s")
                .contains("CrashLoopBackOff: fixture: serving fails on purpose")
                .endsWith("Fix the cause, or change the spec to another image.");

        shop.edit("image: " + Cluster.shopImage("1.0.0") + "\nrelease: {progressDeadline: 5m}");
        shop.awaitReady();
        shop.delete();
    }

    @Test
    void anExternalDatabaseIsTakenOnceItsBindingIsRight() {
        LIVING.database().query("create role guest login password 'not a secret: made for this test'");
        LIVING.database().query("create database guest owner guest");
        TestShop shop = TestShop.in(NAMESPACE, "external")
                .create("database: {external: {bindingSecretRef: {name: their-database}}}");
        var told = shop.await("Accepted", "False", "BindingSecretMissing");
        assertThat(told.getMessage())
                .contains("There is no Secret 'their-database'")
                .contains("correct spec.database.external.bindingSecretRef");

        bind(Map.of("type", "mysql", "host", "living-database"));
        told = shop.await("Accepted", "False", "BindingSecretInvalid");
        assertThat(told.getMessage()).contains("must hold the key type with the value postgresql");

        bind(Map.of("type", "postgresql", "host", "living-database", "port", "5432"));
        Await.soon().untilAsserted(() -> assertThat(shop.conditions().message("Accepted"))
                .contains("Secret 'their-database' lacks database, username, password"));

        bind(Map.of(
                "type", "postgresql",
                "host", "living-database",
                "port", "fivefourthreetwo",
                "database", "guest",
                "username", "guest",
                "password", "not a secret: made for this test"));
        Await.soon().untilAsserted(() -> assertThat(shop.conditions().message("Accepted"))
                .isEqualTo("The key port of Secret 'their-database' must be a number from 1 to 65535. Correct it."));

        bind(Map.of(
                "type", "postgresql",
                "host", "living-database",
                "port", "5432",
                "database", "guest",
                "username", "guest",
                "password", "not a secret: made for this test"));
        shop.awaitReady();

        assertThat(LIVING.database().query("select count(*) from pg_database where datname = 'guest'"))
                .isEqualTo("1");
        assertThat(shop.pods("database")).isEmpty();
        shop.delete();
    }

    private static void bind(Map<String, String> binding) {
        bind("their-database", binding);
    }

    private static void bind(String secret, Map<String, String> binding) {
        Cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(NAMESPACE.name())
                        .endMetadata()
                        .withStringData(binding)
                        .build())
                .createOr(present -> {
                    present.delete();
                    return present.create();
                });
    }

    @Test
    void aHostBelongsToOneShopUntilThatShopLeavesIt() {
        TestShop second = TestShop.in(NAMESPACE, "second").create("host: " + LIVING.host());
        var told = second.await("Accepted", "False", "HostTaken");
        assertThat(told.getMessage())
                .contains("The host " + LIVING.host() + " is served by shop living")
                .contains("Set spec.host to another one");
        assertThat(second.web()).isNull();

        String before = LIVING.host();
        LIVING.edit("host: moved-" + before);

        second.awaitReady();
        LIVING.awaitReady();
        try (Visitor visitor = new Visitor(second.url().replace(second.host(), before))) {
            assertThat(visitor.open("/de/").selectFirst("meta[name=shop-version]"))
                    .isNotNull();
        }
        second.delete();
        LIVING.edit("host: " + before);
        LIVING.awaitReady();
    }
}
