package io.shopoperator.shop.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

/**
 * The password of the embedded PostgreSQL's owner: random, and kept beside the data where only the user who runs the shop can read it.
 * Other users of the machine can connect to the loopback address, too.
 */
final class OwnerPassword {
    private static final String FILE = "postgresql.password";
    private static final int BYTES = 24;
    private static final String ACCESS = """
            # written by the shop: the password is in postgresql.password beside this directory
            local all all scram-sha-256
            host  all all 127.0.0.1/32 scram-sha-256
            host  all all ::1/128 scram-sha-256
            """;

    private OwnerPassword() {}

    /** The password kept in {@code directory}, made now if there is none. */
    static String in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            create(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        String password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw new IOException("the file " + file + " is empty; put the password of the database into it");
        }
        return password;
    }

    private static void create(Path file, String password) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] onlyOwner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        // beside first, so that a process that is killed here leaves no file without a password
        Path beside = Files.createTempFile(file.getParent(), FILE, ".new", onlyOwner);
        Files.writeString(beside, password, StandardCharsets.UTF_8);
        Files.move(beside, file);
    }

    /**
     * Has PostgreSQL ask for the password, if it does not yet. A new database lets everybody on this machine in until it is told not to;
     * whoever came in meanwhile is sent away.
     */
    static void require(Connection connection, String password, Path data) throws IOException, SQLException {
        Path access = data.resolve("pg_hba.conf");
        if (Files.readString(access).equals(ACCESS)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter role current_user password '" + password.replace("'", "''") + "'");
            Files.writeString(access, ACCESS, StandardOpenOption.TRUNCATE_EXISTING);
            statement.execute("select pg_reload_conf()");
            statement.execute("""
                    do $$
                    declare stranger name;
                    begin
                        perform pg_terminate_backend(pid) from pg_stat_activity
                        where pid <> pg_backend_pid() and backend_type = 'client backend';
                        select rolname into stranger from pg_roles where rolcanlogin and rolname <> current_user;
                        if found then
                            raise exception 'the role % is not of the shop; remove it, or begin with an empty data directory', stranger;
                        end if;
                    end $$""");
        }
    }
}
