package io.shopoperator.operator.shop.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRulesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aNodeNeedsAllTheLabels() {
        Node node = node("metadata: {name: n1, labels: {pool: strong, zone: a}}");

        assertThat(NodeRules.hasLabels(node, Map.of())).isTrue();
        assertThat(NodeRules.hasLabels(node, Map.of("pool", "strong"))).isTrue();
        assertThat(NodeRules.hasLabels(node, Map.of("pool", "strong", "zone", "b")))
                .isFalse();
        assertThat(NodeRules.hasLabels(node("metadata: {name: n1}"), Map.of("pool", "strong")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "open", textBlock = """
            taints: []                                                                 | {}                                                                  | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: other, operator: Exists}                                      | has the taint a=b:NoSchedule
            taints: [{key: a, effect: NoExecute}]                                      | {key: other, operator: Exists}                                      | has the taint a:NoExecute
            taints: [{key: a, value: b, effect: PreferNoSchedule}]                     | {key: other, operator: Exists}                                      | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, value: b, effect: NoSchedule}                              | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, operator: Equal, value: b}                                 | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, value: c}                                                  | has the taint a=b:NoSchedule
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, value: b, effect: NoExecute}                               | has the taint a=b:NoSchedule
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, operator: Exists}                                          | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {operator: Exists}                                                  | open
            taints: [{key: a, value: b, effect: NoSchedule}]                           | {key: a, operator: Lt, value: b}                                    | has the taint a=b:NoSchedule
            unschedulable: true                                                        | {key: other, operator: Exists}                                      | is cordoned
            {unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]} | {key: node.kubernetes.io/unschedulable, operator: Exists} | open
            """)
    void aNodeIsClosedByACordonOrATaintThatIsNotTolerated(String spec, String toleration, String why) {
        Node node = node("metadata: {name: n1}\nspec: " + (spec.startsWith("{") ? spec : "{" + spec + "}"));

        assertThat(NodeRules.closed(node, List.of(YAML.unmarshal("---\n" + toleration, Toleration.class))))
                .isEqualTo(Optional.ofNullable(why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]                                    | true
            [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n2]}]}]                                    | false
            [{matchExpressions: [{key: zone, operator: In, values: [b]}]}, {matchFields: [{key: metadata.name, operator: In, values: [n1]}]}] | true
            [{matchExpressions: [{key: zone, operator: In, values: [a]}, {key: pool, operator: Exists}]}]                        | false
            [{matchExpressions: [{key: pool, operator: DoesNotExist}, {key: zone, operator: NotIn, values: [b]}]}]               | true
            [{matchExpressions: [{key: cores, operator: Gt, values: ["4"]}]}]                                                    | true
            [{matchExpressions: [{key: cores, operator: Lt, values: ["4"]}]}]                                                    | false
            [{matchExpressions: [{key: zone, operator: Gt, values: ["4"]}]}]                                                     | false
            [{}]                                                                                                                 | false
            """)
    void aVolumeOfSomeNodesIsUsedOnTheseAlone(String terms, boolean admitted) {
        Node node = node("metadata: {name: n1, labels: {kubernetes.io/hostname: n1, zone: a, cores: \"8\"}}");
        PersistentVolume volume = YAML.unmarshal(
                "spec: {nodeAffinity: {required: {nodeSelectorTerms: " + terms + "}}}", PersistentVolume.class);

        assertThat(NodeRules.admits(volume, node)).isEqualTo(admitted);
    }

    @Test
    void aVolumeOfNoNodeIsUsedOnAny() {
        assertThat(NodeRules.admits(
                        YAML.unmarshal("spec: {capacity: {storage: 5Gi}}", PersistentVolume.class),
                        node("metadata: {name: n1}")))
                .isTrue();
    }

    private static Node node(String yaml) {
        return YAML.unmarshal(yaml, Node.class);
    }
}
