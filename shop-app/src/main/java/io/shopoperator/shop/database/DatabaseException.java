package io.shopoperator.shop.database;

import java.sql.SQLException;
import java.util.Set;

/** A statement failed; the cause tells why. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Set<String> SHUTTING_DOWN_OR_STARTING = Set.of("57P01", "57P02", "57P03", "53300");
    /** The credentials were renewed: a pod that still has the former ones is about to be replaced, nobody shall see an error page from it. */
    private static final Set<String> CREDENTIALS_REFUSED = Set.of("28P01", "28000");

    /** The name leads nowhere for the moment in which another database gets it. */
    private static final String BEING_RENAMED = "3D000";

    /** The volume is full; or whoever runs the database has made it read-only, as some do before it is. */
    private static final Set<String> NOTHING_IS_WRITTEN = Set.of("53100", "25006");

    private static final Set<String> SERIALIZATION_OR_DEADLOCK = Set.of("40001", "40P01");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Wraps what the driver said. */
    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** SQLSTATE of PostgreSQL, empty if the failure has none. */
    public String state() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null ? "" : state;
    }

    /** Whether the database could not be reached or was lost, so that trying again may help. */
    public boolean unreachable() {
        return state().startsWith("08")
                || SHUTTING_DOWN_OR_STARTING.contains(state())
                || CREDENTIALS_REFUSED.contains(state())
                || state().equals(BEING_RENAMED)
                // the pool tells so without a state
                || getMessage() != null && getMessage().contains("cquisition timeout");
    }

    /** Whether the database can be read and not written, for want of room. Nothing of the transaction has happened, and trying again does not help. */
    public boolean unwritable() {
        return NOTHING_IS_WRITTEN.contains(state());
    }

    /** Whether PostgreSQL gave up this transaction in favour of another one. */
    public boolean conflict() {
        return SERIALIZATION_OR_DEADLOCK.contains(state());
    }

    /** Whether a value that must be unique was not. */
    public boolean duplicate() {
        return state().equals(UNIQUE_VIOLATION);
    }

    /** Whether something that is referred to is gone. */
    public boolean reference() {
        return state().equals(FOREIGN_KEY_VIOLATION);
    }
}
