package io.shopoperator.shop.security;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.session.SessionCookie;
import io.shopoperator.shop.session.SessionToken;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The administrator's session of this request. */
@RequestScoped
public class AdminSession implements AdminIdentity {
    static final Duration IDLE_TIMEOUT = Duration.ofHours(8);
    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofMinutes(1);

    @Inject
    Database database;

    @Inject
    PasswordHashing hashing;

    @Inject
    SessionCookie cookie;

    @Inject
    Clock clock;

    private Row row;
    private boolean looked;

    private record Row(long id, String username, Instant lastSeenAt) {}

    private record Account(long id, String passwordHash) {}

    @Override
    public String username() {
        return find().orElseThrow(() -> new IllegalStateException("No administrator is logged in"))
                .username();
    }

    /** Whether an administrator is logged in. */
    public boolean present() {
        return find().isPresent();
    }

    /** Logs in under a new token; false if name or password is wrong. */
    boolean logIn(String username, String password) {
        Optional<Account> account = database.first(
                "select id, password_hash from admin_account where username = ? and role = 'ADMIN'",
                found -> new Account(found.getLong("id"), found.getString("password_hash")),
                username);
        boolean correct =
                hashing.matches(password, account.map(Account::passwordHash).orElse(PasswordHash.OF_NOBODY));
        if (account.isEmpty() || !correct) {
            return false;
        }
        logOut();
        SessionToken token = SessionToken.create();
        database.update(
                "insert into admin_session (token_hash, admin_id, created_at, last_seen_at) values (?, ?, ?, ?)",
                token.hash(),
                account.get().id(),
                clock.instant(),
                clock.instant());
        cookie.write(SessionCookie.ADMIN, token, IDLE_TIMEOUT);
        return true;
    }

    /** Ends the session. */
    void logOut() {
        find().ifPresent(session -> database.update("delete from admin_session where id = ?", session.id()));
        row = null;
        cookie.clear(SessionCookie.ADMIN);
    }

    private Optional<Row> find() {
        if (!looked) {
            looked = true;
            Optional<SessionToken> token = cookie.read(SessionCookie.ADMIN);
            row = token.flatMap(this::load).orElse(null);
            if (row != null && row.lastSeenAt().plus(TOUCH_AT_MOST_EVERY).isBefore(clock.instant())) {
                database.updateIfThereIsRoom(
                        "update admin_session set last_seen_at = ? where id = ?", clock.instant(), row.id());
                cookie.write(SessionCookie.ADMIN, token.get(), IDLE_TIMEOUT);
            }
        }
        return Optional.ofNullable(row);
    }

    private Optional<Row> load(SessionToken token) {
        return database.first(
                """
                select s.id, a.username, s.last_seen_at from admin_session s join admin_account a on a.id = s.admin_id
                where s.token_hash = ? and s.last_seen_at > ? and a.role = 'ADMIN'
                """,
                found -> new Row(
                        found.getLong("id"), found.getString("username"), Database.instant(found, "last_seen_at")),
                token.hash(),
                clock.instant().minus(IDLE_TIMEOUT));
    }
}
