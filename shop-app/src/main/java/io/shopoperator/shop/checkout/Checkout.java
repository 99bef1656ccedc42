package io.shopoperator.shop.checkout;

import io.shopoperator.shop.cart.Carts;
import io.shopoperator.shop.customer.Addresses;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.order.NewOrder;
import io.shopoperator.shop.order.OrderService;
import io.shopoperator.shop.order.OrderService.Placed;
import io.shopoperator.shop.order.OrderStatus;
import io.shopoperator.shop.payment.PaymentMethod;
import io.shopoperator.shop.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Turns a cart into an order, once. */
@ApplicationScoped
public class Checkout {
    @Inject
    Database database;

    @Inject
    Carts carts;

    @Inject
    OrderService orders;

    @Inject
    Addresses addresses;

    /**
     * Places the order of a form that has no errors. Empty if the cart now costs something else than what the customer agreed to, or
     * cannot be delivered; then nothing has happened. A repeated form gives the order of the first one.
     */
    public Optional<Placed> place(Session session, CheckoutForm form, PaymentMethod payment, Language language) {
        UUID key = form.key().orElseThrow();
        try {
            return database.idempotentTransaction(() -> placeOnce(session, form, key, payment, language));
        } catch (DatabaseException e) {
            if (e.duplicate()) {
                return orders.placedUnder(key);
            }
            throw e;
        }
    }

    private Optional<Placed> placeOnce(
            Session session, CheckoutForm form, UUID key, PaymentMethod payment, Language language) {
        Optional<Long> cartId = carts.lock(session);
        if (cartId.isEmpty()) {
            return orders.placedUnder(key);
        }
        Quote quote = new Quote(
                carts.linesForOrder(cartId.get(), language),
                form.deliveryMethod().orElseThrow(),
                language);
        if (!quote.deliverable() || !form.totalCents().equals(String.valueOf(quote.totalCents()))) {
            // of two equal forms at once, the second comes here when the first is done and has emptied the cart
            return orders.placedUnder(key);
        }
        if (session.customerId() != null) {
            addresses.remember(session.customerId(), form.address());
        }
        carts.empty(cartId.get());
        return Optional.of(orders.place(new NewOrder(
                key,
                session.customerId(),
                language,
                form.email(),
                form.address(),
                payment.id(),
                payment.paidInAdvance() ? OrderStatus.AWAITING_PAYMENT : OrderStatus.RECEIVED,
                quote.delivery(),
                quote.deliveryDaysMin(),
                quote.deliveryDaysMax(),
                quote.orderLines(),
                quote.shippingCents())));
    }
}
