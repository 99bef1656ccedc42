package io.shopoperator.e2e.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The control: the same image, database and machine, but run as a first Deployment often is: default strategy, no probes, and a process that is given a
 * second to leave. It must lose requests, or a test that loses none could not tell a good operator from none.
 */
public final class NaiveDeployment {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String NAME = "naive";

    private final TestShop beside;

    private NaiveDeployment(TestShop beside) {
        this.beside = beside;
    }

    /** Creates it beside a shop whose database it uses, and waits until its pages come. */
    public static NaiveDeployment beside(TestShop shop) {
        var naive = new NaiveDeployment(shop);
        for (String document : yaml(shop, naive.url()).split("(?m)^---$")) {
            HasMetadata object = Serialization.unmarshal(document, new TypeReference<HasMetadata>() {});
            Cluster.client().resource(object).inNamespace(shop.namespace()).create();
        }
        naive.awaitRolledOut();
        return naive;
    }

    /** The name of its Service. */
    public String service() {
        return NAME;
    }

    /** What customers type, without a trailing slash. */
    public String url() {
        return "https://" + NAME + "-" + beside.namespace() + ".localhost:" + Cluster.httpsPort();
    }

    /** Rolls an image out; returns when the last pod of the one before is gone. */
    public void roll(String image) {
        deployment().edit(found -> {
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage(image);
            return found;
        });
        awaitRolledOut();
    }

    private void awaitRolledOut() {
        Await.within(PATIENCE).until(() -> {
            var found = deployment().require();
            Integer wanted = found.getSpec().getReplicas();
            return Objects.equals(
                            found.getStatus().getObservedGeneration(),
                            found.getMetadata().getGeneration())
                    && Objects.equals(found.getStatus().getUpdatedReplicas(), wanted)
                    && Objects.equals(found.getStatus().getAvailableReplicas(), wanted)
                    && Cluster.client()
                                    .pods()
                                    .inNamespace(beside.namespace())
                                    .withLabel("app", NAME)
                                    .list()
                                    .getItems()
                                    .size()
                            == wanted;
        });
    }

    private Resource<Deployment> deployment() {
        return Cluster.client()
                .apps()
                .deployments()
                .inNamespace(beside.namespace())
                .withName(NAME);
    }

    public void delete() {
        var client = Cluster.client();
        client.network()
                .v1()
                .ingresses()
                .inNamespace(beside.namespace())
                .withName(NAME)
                .delete();
        client.services().inNamespace(beside.namespace()).withName(NAME).delete();
        deployment().delete();
    }

    private static String yaml(TestShop shop, String url) {
        String host = url.substring("https://".length(), url.lastIndexOf(':'));
        List<String> lines = List.of(
                "apiVersion: apps/v1",
                "kind: Deployment",
                "metadata: {name: naive}",
                "spec:",
                "  replicas: 2",
                "  selector: {matchLabels: {app: naive}}",
                "  template:",
                "    metadata: {labels: {app: naive}}",
                "    spec:",
                "      terminationGracePeriodSeconds: 1",
                "      securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}",
                "      containers:",
                "        - name: shop",
                "          image: " + Cluster.shopImage("1.0.0"),
                "          args: [serve]",
                "          ports: [{containerPort: 8080}]",
                "          env:",
                "            - {name: SERVICE_BINDING_ROOT, value: /bindings}",
                "            - {name: SHOP_URL, value: \"" + url + "\"}",
                "            - {name: SHOP_NAME, value: naive}",
                "          resources: {requests: {cpu: 200m, memory: 512Mi}, limits: {memory: 512Mi}}",
                "          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}",
                "          volumeMounts:",
                "            - {name: database, mountPath: /bindings/database, readOnly: true}",
                "            - {name: tmp, mountPath: /tmp}",
                "      volumes:",
                "        - {name: database, secret: {secretName: " + shop.name() + "-database}}",
                "        - {name: tmp, emptyDir: {}}",
                "---",
                "apiVersion: v1",
                "kind: Service",
                "metadata: {name: naive}",
                "spec: {selector: {app: naive}, ports: [{port: 80, targetPort: 8080}]}",
                "---",
                "apiVersion: networking.k8s.io/v1",
                "kind: Ingress",
                "metadata: {name: naive}",
                "spec:",
                "  tls: [{hosts: [" + host + "]}]",
                "  rules:",
                "    - host: " + host,
                "      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: naive, port: {number: 80}}}}]}",
                "");
        return String.join("\n", lines);
    }
}
