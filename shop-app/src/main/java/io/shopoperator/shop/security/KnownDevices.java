package io.shopoperator.shop.security;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.session.SessionCookie;
import io.shopoperator.shop.session.SessionToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Browsers from which somebody has logged in to an account. The bounds against strangers' guesses do not count for them, so that nobody
 * can keep an owner out by guessing. A browser knows a random token, the database its hash.
 */
@ApplicationScoped
public class KnownDevices {
    private static final String COOKIE = "__Host-known-";
    private static final Duration LIFETIME = Duration.ofDays(180);
    private static final int MOST_PER_ACCOUNT = 20;

    @Inject
    Database database;

    @Inject
    SessionCookie cookie;

    @Inject
    Clock clock;

    /** A name for this browser if it is known for the account, whose name is folded. */
    Optional<String> current(String realm, String account) {
        return cookie.read(COOKIE + realm)
                .flatMap(token -> database.first(
                        "select true from known_device where token_hash = ? and realm = ? and account = ? and used_at > ?",
                        row -> HexFormat.of().formatHex(token.hash()),
                        token.hash(),
                        realm,
                        account,
                        oldest()));
    }

    /** Keeps in mind that somebody has logged in to the account with this browser. */
    public void remember(String realm, String account) {
        String name = LoginThrottle.folded(database, account);
        SessionToken token = cookie.read(COOKIE + realm)
                .filter(known -> database.update(
                                "update known_device set used_at = ? where token_hash = ? and realm = ? and account = ? and used_at > ?",
                                clock.instant(),
                                known.hash(),
                                realm,
                                name,
                                oldest())
                        == 1)
                .orElseGet(() -> add(realm, name));
        cookie.write(COOKIE + realm, token, LIFETIME);
    }

    private SessionToken add(String realm, String account) {
        SessionToken token = SessionToken.create();
        database.transaction(() -> {
            database.update(
                    "insert into known_device (token_hash, realm, account, used_at) values (?, ?, ?, ?)",
                    token.hash(),
                    realm,
                    account,
                    clock.instant());
            return database.update("""
                    delete from known_device where realm = ? and account = ? and token_hash not in (
                        select token_hash from known_device where realm = ? and account = ? order by used_at desc limit ?)
                    """, realm, account, realm, account, MOST_PER_ACCOUNT);
        });
        return token;
    }

    /** Forgets all browsers of the account, after its password was changed. */
    public void forget(String realm, String account) {
        database.update("delete from known_device where realm = ? and account = lower(?)", realm, account);
    }

    /** Removes those nobody used for long. */
    int deleteExpired() {
        return database.update("delete from known_device where used_at <= ?", oldest());
    }

    private Instant oldest() {
        return clock.instant().minus(LIFETIME);
    }
}
