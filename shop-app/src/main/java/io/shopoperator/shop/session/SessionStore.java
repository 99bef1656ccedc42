package io.shopoperator.shop.session;

import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Sessions in PostgreSQL. */
@ApplicationScoped
public class SessionStore {
    private static final int CLEANUP_BATCH = 1000;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    ShopSettings settings;

    /** The living session of a token. */
    public Optional<Session> find(SessionToken token) {
        return database.first(
                "select id, customer_id, last_seen_at from shop_session where token_hash = ? and last_seen_at > ?",
                row -> new Session(
                        row.getLong("id"),
                        Database.longOrNull(row, "customer_id"),
                        Database.instant(row, "last_seen_at")),
                token.hash(),
                oldestLiving());
    }

    /** Starts a session of a guest, or of a customer when {@code customerId} is given. */
    public Session create(SessionToken token, Long customerId) {
        Instant now = clock.instant();
        long id = database.transaction(() -> database.only(
                "insert into shop_session (token_hash, customer_id, created_at, last_seen_at) values (?, ?, ?, ?) returning id",
                row -> row.getLong(1),
                token.hash(),
                customerId,
                now,
                now));
        return new Session(id, customerId, now);
    }

    /** Notes that the session was used, if there is room for that. */
    public void touch(Session session) {
        database.updateIfThereIsRoom(
                "update shop_session set last_seen_at = ? where id = ? and last_seen_at < ?",
                clock.instant(),
                session.id(),
                clock.instant());
    }

    /**
     * Gives the session a new token and a customer; the old token is worth nothing any more.
     *
     * @return false if the session has ended meanwhile
     */
    public boolean renew(Session session, SessionToken token, Long customerId) {
        return database.update(
                        "update shop_session set token_hash = ?, customer_id = ?, last_seen_at = ? where id = ?",
                        token.hash(),
                        customerId,
                        clock.instant(),
                        session.id())
                == 1;
    }

    /** Ends a session. */
    public void delete(Session session) {
        database.update("delete from shop_session where id = ?", session.id());
    }

    /** Ends all sessions of a customer but one. */
    public void deleteOthers(long customerId, Session kept) {
        database.update("delete from shop_session where customer_id = ? and id <> ?", customerId, kept.id());
    }

    /**
     * Removes expired sessions in small batches; rows another replica is working on are left to it. A batch is chosen as an array, since a
     * subquery with a limit may be run again for every row.
     *
     * @return how many were removed
     */
    public int deleteExpired() {
        int total = 0;
        int batch;
        do {
            batch = database.update("""
                    delete from shop_session where id = any (array(
                        select id from shop_session where last_seen_at <= ? order by id limit ? for update skip locked))
                    """, oldestLiving(), CLEANUP_BATCH);
            total += batch;
        } while (batch == CLEANUP_BATCH);
        return total;
    }

    private Instant oldestLiving() {
        return clock.instant().minus(settings.session().idleTimeout());
    }
}
