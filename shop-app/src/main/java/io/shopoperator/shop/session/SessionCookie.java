package io.shopoperator.shop.session;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes cookies that only this host sends and no script sees. */
@ApplicationScoped
public class SessionCookie {
    /** The cookie of customers. */
    public static final String CUSTOMER = "__Host-session";

    /** The cookie of administrators. */
    public static final String ADMIN = "__Host-admin";

    private static final int TOKEN_LENGTH = 43;

    @Inject
    CurrentVertxRequest current;

    /** The token the browser sent, if it can be one at all. */
    public Optional<SessionToken> read(String name) {
        if (current.getCurrent() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(current.getCurrent().request().getCookie(name))
                .map(Cookie::getValue)
                .filter(value -> value.length() == TOKEN_LENGTH)
                .map(SessionToken::new);
    }

    /** Gives the browser {@code token} for {@code lifetime}. */
    public void write(String name, SessionToken token, Duration lifetime) {
        add(name, token.value(), lifetime.toSeconds());
    }

    /** Makes the browser forget the token. */
    public void clear(String name) {
        add(name, "", 0);
    }

    private void add(String name, String value, long seconds) {
        current.getCurrent()
                .response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath("/")
                        .setSecure(true)
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(seconds));
    }
}
