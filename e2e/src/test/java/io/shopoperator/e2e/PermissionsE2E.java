package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.shopoperator.e2e.cluster.Artifacts;
import io.shopoperator.e2e.cluster.AuditLog;
import io.shopoperator.e2e.cluster.AuditLog.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** After everything else: what the operator did with the rights the chart gives it. */
@Tag("alone")
@Isolated("it looks back at all the others")
@Order(Integer.MAX_VALUE)
class PermissionsE2E {
    @Test
    void theOperatorNeverAskedForWhatItMayNot() {
        List<Request> refused = requests().stream().filter(Request::refused).toList();

        assertThat(refused).isEmpty();
    }

    @Test
    void everyRightThatIsNotUsedHasAReason() throws IOException {
        Set<String> used = requests().stream()
                .flatMap(request -> Stream.of(request.verb(), request.created() ? "create" : request.verb())
                        .map(verb -> right(request.group(), request.resource(), verb)))
                .collect(Collectors.toSet());

        Set<String> unused = new TreeSet<>(granted());
        unused.removeAll(used);

        Files.write(Artifacts.file("permissions", "granted-but-never-used.txt"), unused);
        assertThat(unused.stream().filter(right -> !hasAReason(right))).isEmpty();
    }

    private static boolean hasAReason(String right) {
        // only with the Prometheus operator in the cluster
        return right.startsWith("monitoring.coreos.com/")
                // a night, and a month, are longer than these tests; BackupIT moves the clock
                || right.equals("shop-operator.io/shopbackups create")
                || right.equals("shop-operator.io/shopbackups delete");
    }

    private static List<Request> requests() {
        List<Request> requests = AuditLog.whole().requests();
        assertThat(requests).isNotEmpty();
        return requests;
    }

    private static Set<String> granted() throws IOException {
        return Stream.concat(rules("rules.yaml"), rules("cluster-rules.yaml"))
                .flatMap(rule -> rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> right(group, resource, verb)))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<PolicyRule> rules(String file) throws IOException {
        return Stream.of(new ObjectMapper(new YAMLFactory())
                .readValue(
                        Places.root()
                                .resolve("helm/shop-operator/files")
                                .resolve(file)
                                .toFile(),
                        PolicyRule[].class));
    }

    private static String right(String group, String resource, String verb) {
        return group + "/" + resource + " " + verb;
    }
}
