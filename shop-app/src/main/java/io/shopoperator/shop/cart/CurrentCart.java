package io.shopoperator.shop.cart;

import io.shopoperator.shop.layout.HeaderFacts;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.session.CurrentSession;
import io.shopoperator.shop.session.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/**
 * The cart of the visitor whose request this is, and what the header of every page shows of it. It is read once in a request, after what the request changes;
 * a visitor without a session costs no query.
 */
@RequestScoped
public class CurrentCart implements HeaderFacts {
    @Inject
    CurrentSession session;

    @Inject
    Carts carts;

    private Cart cart;
    private Integer pieces;

    /** The cart with its products, named in the given language. */
    public Cart get(Language language) {
        if (cart == null) {
            cart = session.get().map(found -> carts.of(found, language)).orElse(Cart.EMPTY);
            pieces = cart.pieces();
        }
        return cart;
    }

    @Override
    public int cartQuantity() {
        if (pieces == null) {
            pieces = session.get().map(carts::quantity).orElse(0);
        }
        return pieces;
    }

    @Override
    public boolean loggedIn() {
        return session.get().map(Session::customerId).isPresent();
    }
}
