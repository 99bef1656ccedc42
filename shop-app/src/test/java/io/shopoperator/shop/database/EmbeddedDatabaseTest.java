package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void letsOnlyTheOwnerOfItsPasswordFileIn(@TempDir Path directory) throws Exception {
        // Given
        try (EmbeddedDatabase database = EmbeddedDatabase.in(directory)) {
            DatabaseAddress address = database.address();
            Path file = directory.resolve("postgresql.password");
            assertThat(Files.readString(file)).hasSizeGreaterThan(20).isEqualTo(address.password());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            // When, Then
            for (String guess : new String[] {"postgres", "", "x"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(address.url(), "postgres", guess))
                        .isInstanceOf(SQLException.class);
            }
            try (Connection connection =
                    DriverManager.getConnection(address.url(), address.username(), address.password())) {
                connection.createStatement().execute("create table kept (id int)");
            }
        }

        // and it starts again over its data
        try (EmbeddedDatabase database = EmbeddedDatabase.in(directory);
                Connection connection = database.dataSource().getConnection()) {
            assertThat(connection
                            .createStatement()
                            .executeQuery("select * from kept")
                            .next())
                    .isFalse();
        }
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
