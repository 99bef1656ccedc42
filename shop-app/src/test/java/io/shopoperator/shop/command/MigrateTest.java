package io.shopoperator.shop.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.shop.database.EmbeddedDatabase;
import io.shopoperator.shop.security.PasswordHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {
    @TempDir
    Path bindings;

    private static EmbeddedDatabase server;
    private static int databases;

    private String database;

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void bind() throws Exception {
        database = "shop" + ++databases;
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        write("database", Map.of("type", "postgresql", "host", "localhost", "port", port(), "database", database));
        write("database", Map.of("username", "postgres", "password", "secret-of-the-database"));
        write("admin", Map.of("type", "shop-admin", "username", "erika", "password", "first"));
    }

    @Test
    void bringsTheSchemaAndTheFirstAdministratorOnce() throws Exception {
        // When
        CommandResult first = migrate();
        write("admin", Map.of("username", "otto"));
        CommandResult second = migrate();

        // Then
        assertThat(first.succeeded()).as(first.message()).isTrue();
        assertThat(first.applied()).isPositive();
        assertThat(second).isEqualTo(CommandResult.migrated(first.schemaVersion(), 0));
        assertThat(query("select string_agg(username, ',') from admin_account")).isEqualTo("erika");
        assertThat(query("select password_hash from admin_account")).doesNotContain("first");
    }

    @Test
    void aChangedBindingChangesTheAdministratorsPassword() throws Exception {
        // Given
        migrate();
        String before = query("select password_hash from admin_account");

        // When
        migrate();
        String unchanged = query("select password_hash from admin_account");
        write("admin", Map.of("password", "second"));
        migrate();

        // Then
        assertThat(unchanged).isEqualTo(before);
        String after = query("select password_hash from admin_account");
        assertThat(PasswordHash.matches("first", after)).isFalse();
        assertThat(PasswordHash.matches("second", after)).isTrue();
    }

    @Test
    void severalAtOnceWaitForEachOther() throws Exception {
        // When
        List<Callable<CommandResult>> both = List.of(this::migrate, this::migrate, this::migrate);
        List<Future<CommandResult>> results;
        try (var threads = Executors.newFixedThreadPool(both.size())) {
            results = threads.invokeAll(both);
        }

        // Then
        int applied = 0;
        for (Future<CommandResult> result : results) {
            assertThat(result.get().succeeded()).as(result.get().message()).isTrue();
            applied += result.get().applied();
        }
        assertThat(String.valueOf(applied))
                .isEqualTo(query("select count(*) from flyway_schema_history where version is not null"));
        assertThat(query("select count(*) from admin_account")).isEqualTo("1");
    }

    @Test
    void anOlderImageChangesNothingOnANewerSchema() throws Exception {
        // Given
        migrate();
        execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success) values (999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', 1, true)
                """);

        // When
        CommandResult result = migrate();

        // Then
        assertThat(result.succeeded()).as(result.message()).isTrue();
        assertThat(result.applied()).isZero();
        assertThat(result.schemaVersion()).isEqualTo("9999");
    }

    @Test
    void aFailingMigrationLeavesTheSchemaAsItWas() throws Exception {
        // Given a database that refuses one of the later tables
        execute("create schema guard");
        execute("""
                create function guard.refuse() returns event_trigger language plpgsql as $$
                begin
                    if exists (select 1 from pg_event_trigger_ddl_commands() where object_identity = 'public.withdrawal') then
                        raise exception 'no withdrawals here';
                    end if;
                end $$
                """);
        execute("create event trigger refuse on ddl_command_end execute function guard.refuse()");

        // When
        CommandResult result = migrate();

        // Then
        assertThat(result.succeeded()).isFalse();
        assertThat(result.message()).contains("The schema was not changed", "no withdrawals here");
        assertThat(query("select count(*) from information_schema.tables where table_name = 'product'"))
                .isEqualTo("0");
    }

    @Test
    void anAdministratorThatCannotBeSetIsNotToldAsAnUnchangedSchema() throws Exception {
        // Given a schema that is there, and a database that keeps the accounts from being changed
        migrate();
        execute("""
                create function refuse() returns trigger language plpgsql as $$
                begin raise exception 'no accounts here'; end $$
                """);
        execute("create trigger refuse before update on admin_account for each row execute function refuse()");
        write("admin", Map.of("password", "second"));

        // When
        CommandResult result = migrate();

        // Then
        assertThat(result.succeeded()).isFalse();
        assertThat(result.message())
                .contains("The schema is at version", "administrator 'erika' could not be set", "no accounts here")
                .doesNotContain("not changed", "second");
    }

    @Test
    void refusesADatabaseThatBelongsToSomethingElse() throws Exception {
        // Given
        execute("create table somebody_elses (id int)");

        // When
        CommandResult result = migrate();

        // Then
        assertThat(result.message()).contains("The schema was not changed", "non-empty schema");
    }

    @Test
    void saysWhatIsWrongWithABinding() throws Exception {
        write("database", Map.of("type", "mysql"));
        assertThat(migrate().message()).contains("has type 'mysql' but must have type 'postgresql'");

        write("database", Map.of("type", "postgresql"));
        Files.delete(bindings.resolve("database/host"));
        assertThat(migrate().message()).contains("database/host is missing or empty", "add the key 'host'");

        write("database", Map.of("host", "localhost", "port", "1"));
        assertThat(migrate().message()).contains("cannot be reached at jdbc:postgresql://localhost:1/" + database);

        write("database", Map.of("port", port(), "database", "nowhere"));
        assertThat(migrate().message()).contains("no such database", "nowhere");

        assertThat(new Migrate(null).run().message()).contains("set SERVICE_BINDING_ROOT");
    }

    @Test
    void neverTellsASecret() throws Exception {
        write("database", Map.of("port", "1"));
        assertThat(migrate().toString()).doesNotContain("secret-of-the-database");
    }

    @Test
    void leavesItsResultForKubernetes() throws Exception {
        // Given
        Path file = Files.createFile(bindings.resolve("termination-log"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // When
        new TerminationLog(file, new PrintStream(out, true, StandardCharsets.UTF_8))
                .write(CommandResult.failed("migrate", "ü".repeat(5000)));

        // Then
        assertThat(Files.size(file)).isLessThanOrEqualTo(4096);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"command\":\"migrate\",\"status\":\"Failed\",\"message\":\"ü");
        new TerminationLog(file, new PrintStream(out, true, StandardCharsets.UTF_8))
                .write(CommandResult.migrated("7", 2));
        assertThat(Files.readString(file))
                .isEqualTo("{\"command\":\"migrate\",\"status\":\"Succeeded\",\"schemaVersion\":\"7\",\"applied\":2}");
    }

    private CommandResult migrate() {
        return new Migrate(bindings).run();
    }

    private String port() {
        return String.valueOf(
                URI.create(server.address().url().substring("jdbc:".length())).getPort());
    }

    private void write(String binding, Map<String, String> values) throws IOException {
        Path directory = Files.createDirectories(bindings.resolve(binding));
        for (Map.Entry<String, String> value : values.entrySet()) {
            Files.writeString(directory.resolve(value.getKey()), value.getValue() + "\n");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "postgres");
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
