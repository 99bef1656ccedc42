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

    private final String namespace;

    private NaiveDeployment(String namespace) {
        this.namespace = namespace;
    }

    /** Creates it beside a shop whose database it uses, and waits until its pods run. */
    public static NaiveDeployment beside(TestShop shop) {
        return new NaiveDeployment(shop.namespace())
                .create(
                        2,
                        "{name: SERVICE_BINDING_ROOT, value: /bindings}",
                        "{name: state, mountPath: /bindings/database, readOnly: true}",
                        "{name: state, secret: {secretName: " + shop.name() + "-database}}");
    }

    /** Creates a shop that keeps all its state in its own pod, with the demo catalogue, and waits until the pod runs. */
    public static NaiveDeployment withItsStateInThePod(String namespace) {
        return new NaiveDeployment(namespace)
                .create(
                        1,
                        "{name: SHOP_NAME, value: naive}",
                        "{name: state, mountPath: /app/data}",
                        "{name: state, emptyDir: {}}");
    }

    private NaiveDeployment create(int replicas, String setting, String mount, String volume) {
        for (String document : yaml(replicas, setting, mount, volume).split("(?m)^---$")) {
            HasMetadata object = Serialization.unmarshal(document, new TypeReference<HasMetadata>() {});
            Cluster.client().resource(object).inNamespace(namespace).create();
        }
        awaitRolledOut();
        return this;
    }

    /** The name of its Service. */
    public String service() {
        return NAME;
    }

    /** What customers type, without a trailing slash. */
    public String url() {
        return "https://" + NAME + "-" + namespace + ".localhost:" + Cluster.httpsPort();
    }

    /** Rolls an image out; returns when the last pod of the one before is gone. */
    public void roll(String image) {
        deployment().edit(found -> {
            found.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage(image);
            return found;
        });
        awaitRolledOut();
    }

    /** Has this many pods run, and customers sent to them as soon as they do. */
    public void scale(int replicas) {
        deployment().edit(found -> {
            found.getSpec().setReplicas(replicas);
            return found;
        });
        awaitRolledOut();
    }

    /** Waits until as many pods as asked for run, and no other is left. */
    public void awaitRolledOut() {
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
                                    .inNamespace(namespace)
                                    .withLabel("app", NAME)
                                    .list()
                                    .getItems()
                                    .size()
                            == wanted;
        });
    }

    private Resource<Deployment> deployment() {
        return Cluster.client().apps().deployments().inNamespace(namespace).withName(NAME);
    }

    public void delete() {
        var client = Cluster.client();
        client.network().v1().ingresses().inNamespace(namespace).withName(NAME).delete();
        client.services().inNamespace(namespace).withName(NAME).delete();
        deployment().delete();
    }

    private String yaml(int replicas, String setting, String mount, String volume) {
        String url = url();
        String host = url.substring("https://".length(), url.lastIndexOf(':'));
        List<String> lines = List.of(
                "apiVersion: apps/v1",
                "kind: Deployment",
                "metadata: {name: naive}",
                "spec:",
                "  replicas: " + replicas,
                "  selector: {matchLabels: {app: naive}}",
                "  template:",
                "    metadata: {labels: {app: naive}}",
                "    spec:",
                "      terminationGracePeriodSeconds: 1",
                "      securityContext: {runAsNonRoot: true, runAsUser: 65534, seccompProfile: {type: RuntimeDefault}}",
                "      containers:",
                "        - name: shop",
                "          image: " + Cluster.shopImage("1.0.0"),
                "          args: [serve]",
                "          ports: [{containerPort: 8080}]",
                "          env:",
                "            - " + setting,
                "            - {name: SHOP_URL, value: \"" + url + "\"}",
                "          resources: {requests: {cpu: 200m, memory: 512Mi}, limits: {memory: 768Mi}}",
                "          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}",
                "          volumeMounts:",
                "            - " + mount,
                "            - {name: tmp, mountPath: /tmp}",
                "      volumes:",
                "        - " + volume,
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
