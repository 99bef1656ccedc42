package io.shopoperator.shop.customer;

import io.shopoperator.shop.cart.Carts;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.security.ClientAddress;
import io.shopoperator.shop.security.KnownDevices;
import io.shopoperator.shop.security.LoginThrottle;
import io.shopoperator.shop.security.TooBusyException;
import io.shopoperator.shop.session.CurrentSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a visitor in as a customer, by a login or a new account. */
@ApplicationScoped
class Admission {
    static final String DEVICES = "customer";

    @Inject
    Database database;

    @Inject
    CurrentSession session;

    @Inject
    Carts carts;

    @Inject
    LoginThrottle throttle;

    @Inject
    KnownDevices devices;

    @Inject
    ClientAddress client;

    /**
     * Tries to let a visitor in: under a new session token, with the guest's cart joined to the customer's.
     *
     * @param realm what is tried; each is limited for itself
     * @param email of the account
     * @param customer looks whether it is the customer, empty if not
     * @throws io.shopoperator.shop.security.TooManyAttemptsException if there were too many attempts
     * @throws TooBusyException if too many log in at once; the attempt does not count
     */
    Optional<Customer> attempt(String realm, String email, Supplier<Optional<Customer>> customer) {
        throttle.attempt(realm, email, client.get());
        Optional<Customer> found;
        try {
            found = customer.get();
        } catch (TooBusyException e) {
            throttle.notJudged(realm, email, client.get());
            throw e;
        }
        found.ifPresent(admitted -> {
            throttle.succeeded(realm, email, client.get());
            devices.remember(DEVICES, email);
            // in one transaction, so that nothing is put into the guest's cart after it was handed over
            database.idempotentTransaction(() -> {
                session.get().ifPresent(guest -> carts.handOver(guest, admitted.id()));
                return session.logIn(admitted.id());
            });
        });
        return found;
    }
}
