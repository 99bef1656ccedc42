package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonDocumentationTest {

    @ParameterizedTest
    @EnumSource
    void eachReasonIsExplained(Reason reason) throws IOException {
        assertThat(rows()).anyMatch(row -> row.split("\\|")[1].contains("`" + reason.word() + "`"));
    }

    /** Of the table of reasons; a row that stands in another one explains nothing. */
    private static Stream<String> rows() throws IOException {
        return Files.readString(Path.of("../docs/operations/conditions-and-events.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Reasons"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"));
    }
}
