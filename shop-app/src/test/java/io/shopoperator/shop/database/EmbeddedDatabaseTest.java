package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void leavesNothingBehindAndRemovesWhatAKilledOneLeft() throws Exception {
        // Given a directory of a process that is gone
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path leftover = Files.createDirectory(TEMPORARY.resolve("shop-database-" + gone.pid() + "-left"));
        Files.writeString(leftover.resolve("file"), "data");
        List<Path> before = mine();

        // When
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary()) {
            assertThat(database.address().url()).contains("localhost");
            assertThat(mine()).hasSize(before.size() + 1);
        }

        // Then
        assertThat(mine()).isEqualTo(before);
        assertThat(leftover).doesNotExist();
    }

    private static List<Path> mine() throws IOException {
        try (Stream<Path> found = Files.list(TEMPORARY)) {
            return found.filter(path -> path.getFileName()
                            .toString()
                            .startsWith(
                                    "shop-database-" + ProcessHandle.current().pid() + "-"))
                    .sorted()
                    .toList();
        }
    }
}
