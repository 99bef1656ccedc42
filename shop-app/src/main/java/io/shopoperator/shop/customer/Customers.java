package io.shopoperator.shop.customer;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.security.PasswordHash;
import io.shopoperator.shop.security.PasswordHashing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The accounts of customers. */
@ApplicationScoped
public class Customers {
    @Inject
    Database database;

    @Inject
    PasswordHashing hashing;

    @Inject
    Clock clock;

    private record Credentials(Customer customer, String passwordHash) {}

    /** The customer with this number. */
    public Optional<Customer> find(long id) {
        return database.first("select id, email, name from customer where id = ?", Customers::customer, id);
    }

    /** Opens an account; empty if there is one for this mail address. */
    public Optional<Customer> register(String email, String name, String password) {
        String hash = hashing.of(password);
        try {
            return Optional.of(database.transaction(() -> database.only(
                    "insert into customer (email, name, password_hash, created_at) values (?, ?, ?, ?) returning id, email, name",
                    Customers::customer,
                    email,
                    name,
                    hash,
                    clock.instant())));
        } catch (DatabaseException e) {
            if (e.duplicate()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The customer with this mail address and password. Takes the same time whether there is such an account or not. */
    public Optional<Customer> authenticate(String email, String password) {
        Optional<Credentials> found = database.first(
                "select id, email, name, password_hash from customer where lower(email) = lower(?)",
                row -> new Credentials(customer(row), row.getString("password_hash")),
                email);
        boolean correct =
                hashing.matches(password, found.map(Credentials::passwordHash).orElse(PasswordHash.OF_NOBODY));
        return found.filter(credentials -> correct).map(Credentials::customer);
    }

    /** Replaces the password. */
    public void changePassword(long id, String password) {
        database.update("update customer set password_hash = ? where id = ?", hashing.of(password), id);
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(row.getLong("id"), row.getString("email"), row.getString("name"));
    }
}
