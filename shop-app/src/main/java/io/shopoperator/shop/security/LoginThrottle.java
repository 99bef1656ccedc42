package io.shopoperator.shop.security;

import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** Limits attempts to log in, per account and per address, over all replicas. */
@ApplicationScoped
public class LoginThrottle {

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    ShopSettings settings;

    /**
     * Notes an attempt before the password is looked at, so that parallel guesses count, too.
     *
     * @throws TooManyAttemptsException if there were too many
     */
    public void attempt(String realm, String account, String address) {
        note(accountSubject(realm, account), settings.login().attemptsPerAccount());
        note("address:" + address, settings.login().attemptsPerAddress());
    }

    /** Forgets the account's attempts after a success, and one of the address. */
    public void succeeded(String realm, String account, String address) {
        database.update("delete from login_attempt where subject = ?", accountSubject(realm, account));
        database.update("""
                delete from login_attempt where id = (
                    select id from login_attempt where subject = ? order by id desc limit 1)
                """, "address:" + address);
    }

    /** Removes attempts that no longer count. */
    public int deleteExpired() {
        return database.update("delete from login_attempt where attempted_at <= ?", windowStart());
    }

    private void note(String subject, int limit) {
        database.update("insert into login_attempt (subject, attempted_at) values (?, ?)", subject, clock.instant());
        long attempts = database.only(
                "select count(*) from login_attempt where subject = ? and attempted_at > ?",
                row -> row.getLong(1),
                subject,
                windowStart());
        if (attempts > limit) {
            throw new TooManyAttemptsException(settings.login().window());
        }
    }

    private Instant windowStart() {
        return clock.instant().minus(settings.login().window());
    }

    private static String accountSubject(String realm, String account) {
        return realm + ":" + account.strip().toLowerCase(Locale.ROOT);
    }
}
