package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.e2e.cluster.AuditLog;
import io.shopoperator.e2e.cluster.AuditLog.Request;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Visitor;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** An operator for named namespaces: installed in place of the one for all, it does its work with Roles there, and asks for nothing beyond them. */
@Tag("alone")
@Isolated("it takes the operator of the whole cluster away")
class NamedNamespacesE2E {
    private static final String RELEASE = "named";

    @RegisterExtension
    static final TestNamespace OPERATORS = new TestNamespace("e2e-named-operator");

    @RegisterExtension
    static final TestNamespace NAMED = new TestNamespace("e2e-named");

    @RegisterExtension
    static final TestNamespace UNNAMED = new TestNamespace("e2e-unnamed");

    private static final TestShop LOOKED_AFTER = TestShop.in(NAMED, "tee");
    private static final TestShop LEFT_ALONE = TestShop.in(UNNAMED, "tee");

    private static int replicasBefore;

    @BeforeAll
    static void anOperatorForOneNamespace() {
        replicasBefore = OperatorPods.deployment().require().getSpec().getReplicas();
        OperatorPods.deployment().scale(0);
        Await.pods().until(() -> OperatorPods.all().isEmpty());

        install();
        LEFT_ALONE.create("");
        LOOKED_AFTER.create("");
        LOOKED_AFTER.awaitReady();
    }

    /** With the image and the settings of the one for all. */
    private static void install() {
        String image = OperatorPods.deployment()
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
        int name = image.lastIndexOf("/shop-operator");
        String repository = image.substring(name + 1).replaceFirst(":.*", "");
        Properties settings = settings();
        new Helm(Places.root().resolve("helm/shop-operator"))
                .install()
                .withName(RELEASE)
                .withNamespace(OPERATORS.name())
                .set("watchNamespaces[0]", NAMED.name())
                .set("crds.enabled", false)
                .set("replicas", 1)
                .set("image.registry", image.substring(0, name))
                .set("image.repository", repository)
                .set("image.tag", image.substring(name + 1 + repository.length() + 1))
                .set("database.image", settings.getProperty("shop-operator.database.image"))
                .set("database.uid", settings.getProperty("shop-operator.database.user"))
                .set("database.gid", settings.getProperty("shop-operator.database.group"))
                .set("ingress.httpsPort", settings.getProperty("shop-operator.ingress.https-port"))
                .waitReady()
                .withTimeout(120)
                .call();
    }

    private static Properties settings() {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(Cluster.client()
                    .configMaps()
                    .inNamespace(Cluster.OPERATOR_NAMESPACE)
                    .withName("shop-operator-settings")
                    .require()
                    .getData()
                    .get("application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    @AfterAll
    static void theOneForAllIsBack() {
        List.of(LOOKED_AFTER, LEFT_ALONE).forEach(TestShop::delete);
        Await.soon().until(() -> List.of(LOOKED_AFTER, LEFT_ALONE).stream()
                .allMatch(shop -> shop.resource().get() == null));
        Helm.uninstall(RELEASE).withNamespace(OPERATORS.name()).call();
        OperatorPods.deployment().scale(replicasBefore);
        OperatorPods.awaitReady();
    }

    @Test
    void aShopInANamedNamespaceServes() {
        try (Visitor visitor = new Visitor(LOOKED_AFTER.url())) {
            assertThat(visitor.status("/de/")).isEqualTo(200);
        }
    }

    @Test
    void aShopElsewhereIsLeftAlone() {
        // it was there before the one that serves by now
        Shop shop = LEFT_ALONE.get();

        assertThat(shop.getStatus()).isNull();
        assertThat(shop.getMetadata().getFinalizers()).isEmpty();
        assertThat(Cluster.client().secrets().inNamespace(UNNAMED.name()).list().getItems())
                .isEmpty();
    }

    @Test
    void theOperatorAsksForNothingBeyondItsNamespaces() {
        List<Request> requests = AuditLog.whole().requestsOf(OPERATORS.name(), RELEASE);

        assertThat(requests).isNotEmpty().noneMatch(Request::refused);
        assertThat(requests.stream()
                        .filter(request -> !request.namespace().isEmpty())
                        .map(Request::namespace)
                        .distinct())
                .containsExactlyInAnyOrder(OPERATORS.name(), NAMED.name());
        // besides kinds without a namespace: what it may do, and what the API server has (no resource)
        assertThat(requests.stream()
                        .filter(request -> request.namespace().isEmpty()
                                && !request.resource().isEmpty())
                        .map(Request::group))
                .isSubsetOf("apiextensions.k8s.io", "storage.k8s.io", "authorization.k8s.io");
    }
}
