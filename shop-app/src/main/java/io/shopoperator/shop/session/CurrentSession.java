package io.shopoperator.shop.session;

import io.shopoperator.shop.ShopSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The session of this request. Only asking for one to keep something in creates it; browsing writes nothing. */
@RequestScoped
public class CurrentSession {
    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofMinutes(1);

    @Inject
    SessionStore store;

    @Inject
    SessionCookie cookie;

    @Inject
    ShopSettings settings;

    @Inject
    Clock clock;

    private Session session;
    private boolean looked;

    /** The session the browser belongs to, if it lives. */
    public Optional<Session> get() {
        if (!looked) {
            Optional<SessionToken> token = cookie.read(SessionCookie.CUSTOMER);
            session = token.flatMap(store::find).orElse(null);
            looked = true;
            if (session != null
                    && session.lastSeenAt().plus(TOUCH_AT_MOST_EVERY).isBefore(clock.instant())) {
                store.touch(session);
                cookie.write(
                        SessionCookie.CUSTOMER, token.get(), settings.session().idleTimeout());
            }
        }
        return Optional.ofNullable(session);
    }

    /** The session, started now if there was none. */
    public Session require() {
        return get().orElseGet(() -> start(null));
    }

    /** The customer who is logged in. */
    public Optional<Long> customerId() {
        return get().map(Session::customerId);
    }

    /** Makes this the session of a customer, under a new token. */
    public Session logIn(long customerId) {
        if (get().isEmpty()) {
            return start(customerId);
        }
        SessionToken token = SessionToken.create();
        if (!store.renew(session, token, customerId)) {
            return start(customerId);
        }
        cookie.write(SessionCookie.CUSTOMER, token, settings.session().idleTimeout());
        session = new Session(session.id(), customerId, clock.instant());
        return session;
    }

    /** Ends the session; the next thing to keep starts another one under a new token. */
    public void logOut() {
        get().ifPresent(store::delete);
        session = null;
        cookie.clear(SessionCookie.CUSTOMER);
    }

    private Session start(Long customerId) {
        SessionToken token = SessionToken.create();
        session = store.create(token, customerId);
        looked = true;
        cookie.write(SessionCookie.CUSTOMER, token, settings.session().idleTimeout());
        return session;
    }
}
