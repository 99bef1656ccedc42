package io.shopoperator.operator.shop.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodRequestsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            containers: [{name: a, resources: {requests: {cpu: 200m, memory: 512Mi}}}]                                                                                                                    | cpu 200m and memory 512Mi and a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m}}}, {name: b, resources: {requests: {cpu: 300m, memory: 1Gi}}}]                                                                       | cpu 500m and memory 1Gi and a place for 1 pod
            containers: [{name: a}]                                                                                                                                                                       | a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m}}}], initContainers: [{name: i, resources: {requests: {cpu: "1"}}}]                                                                   | cpu 1 and a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m}}}], initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 100m}}}]                                           | cpu 300m and a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m}}}], initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 100m}}}, {name: i, resources: {requests: {cpu: 500m}}}] | cpu 600m and a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m}}}], overhead: {cpu: 50m, memory: 20Mi}                                                                                               | cpu 250m and memory 20Mi and a place for 1 pod
            containers: [{name: a, resources: {requests: {cpu: 200m, memory: 1Gi}}}], resources: {requests: {cpu: "2"}}                                                                                   | cpu 2 and memory 1Gi and a place for 1 pod
            """)
    void aPodTakesWhatTheSchedulerReckons(String spec, String taken) {
        assertThat(PodRequests.of(pod("spec: {" + spec + "}")).needed()).isEqualTo(taken);
    }

    @Test
    void aPodThatIsBeingResizedTakesTheLargerOfBoth() {
        Pod pod = pod("""
                spec: {containers: [{name: a, resources: {requests: {cpu: 200m, memory: 1Gi}}}]}
                status: {containerStatuses: [{name: a, allocatedResources: {cpu: 500m, memory: 512Mi}}]}
                """);

        assertThat(PodRequests.of(pod).needed()).isEqualTo("cpu 500m and memory 1Gi and a place for 1 pod");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec: {nodeName: n1, containers: []}                                   | true
            spec: {containers: []}                                                 | false
            {spec: {nodeName: n1, containers: []}, status: {phase: Succeeded}}     | false
            {spec: {nodeName: n1, containers: []}, status: {phase: Failed}}        | false
            {spec: {nodeName: n1, containers: []}, status: {phase: Running}}       | true
            """)
    void onlyAPodThatHasANodeAndHasNotEndedTakesRoom(String pod, boolean takes) {
        assertThat(TakenRoom.isOnNode(pod(pod))).isEqualTo(takes);
    }

    private static Pod pod(String yaml) {
        return new KubernetesSerialization().unmarshal("---\n" + yaml, Pod.class);
    }
}
