package io.shopoperator.shop.cart;

import io.shopoperator.shop.layout.HeaderFacts;
import io.shopoperator.shop.session.CurrentSession;
import io.shopoperator.shop.session.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** What the header of every page shows of this visitor. A visitor without a session costs no query. */
@RequestScoped
public class VisitorFacts implements HeaderFacts {
    @Inject
    CurrentSession session;

    @Inject
    Carts carts;

    private Integer quantity;

    @Override
    public int cartQuantity() {
        if (quantity == null) {
            quantity = session.get().map(carts::quantity).orElse(0);
        }
        return quantity;
    }

    @Override
    public boolean loggedIn() {
        return session.get().map(Session::customerId).isPresent();
    }
}
