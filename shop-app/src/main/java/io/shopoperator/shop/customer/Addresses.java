package io.shopoperator.shop.customer;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.order.PostalAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The addresses customers have ordered to. */
@ApplicationScoped
public class Addresses {
    @Inject
    Database database;

    @Inject
    Clock clock;

    /** The addresses of a customer, the one used last first. */
    public List<SavedAddress> of(long customerId) {
        return database.list(
                """
                select id, name, company, street, postal_code, city, country from address
                where customer_id = ? order by used_at desc, id desc
                """,
                row -> new SavedAddress(
                        row.getLong("id"),
                        new PostalAddress(
                                row.getString("name"),
                                row.getString("company"),
                                row.getString("street"),
                                row.getString("postal_code"),
                                row.getString("city"),
                                row.getString("country"))),
                customerId);
    }

    /** The address a customer used last. */
    public Optional<PostalAddress> latest(long customerId) {
        return of(customerId).stream().findFirst().map(SavedAddress::address);
    }

    /** Keeps an address for the next order. */
    public void remember(long customerId, PostalAddress address) {
        database.update(
                """
                insert into address (customer_id, name, company, street, postal_code, city, country, used_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (customer_id, name, company, street, postal_code, city, country) do update set used_at = excluded.used_at
                """,
                customerId,
                address.name(),
                address.company(),
                address.street(),
                address.postalCode(),
                address.city(),
                address.country(),
                clock.instant());
    }

    /** Forgets an address of a customer. */
    public void forget(long customerId, long addressId) {
        database.update("delete from address where id = ? and customer_id = ?", addressId, customerId);
    }
}
