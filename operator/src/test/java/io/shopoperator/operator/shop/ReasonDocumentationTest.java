package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonDocumentationTest {

    @ParameterizedTest
    @EnumSource
    void eachReasonIsExplained(Reason reason) throws IOException {
        String table = Files.readString(Path.of("../docs/operations/conditions-and-events.md"));

        assertThat(table.lines().filter(line -> line.startsWith("| `")))
                .anyMatch(line -> line.split("\\|")[1].contains("`" + reason.word() + "`"));
    }
}
