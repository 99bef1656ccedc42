package io.shopoperator.shop.security;

import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Limits attempts to log in, over all replicas. Guesses of one account from one address are slowed down more and more; a stranger who
 * guesses elsewhere does not keep the owner out. An account and an address have wide bounds of their own besides.
 */
@ApplicationScoped
public class LoginThrottle {
    private static final int DOUBLINGS_AT_MOST = 20;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    ShopSettings settings;

    private record Attempts(long count, Instant last) {}

    /**
     * Notes an attempt before the password is looked at, so that parallel guesses count, too. A refused one is not noted.
     *
     * @throws TooManyAttemptsException if it has to wait
     */
    public void attempt(String realm, String account, String address) {
        database.transaction(() -> {
            String pair = pair(realm, account, address);
            lock(pair);
            Attempts here = attempts(pair);
            refuseWithin(delay(here.count()), here.last());
            bound(account(realm, account), settings.login().attemptsPerAccount());
            bound(address(address), settings.login().attemptsPerAddress());
            for (String subject : new String[] {pair, account(realm, account), address(address)}) {
                database.update(
                        "insert into login_attempt (subject, attempted_at) values (?, ?)", subject, clock.instant());
            }
            return null;
        });
    }

    /** Forgets the attempts of this account from this address after a success, and the one that succeeded. */
    public void succeeded(String realm, String account, String address) {
        database.update("delete from login_attempt where subject = ?", pair(realm, account, address));
        for (String subject : new String[] {account(realm, account), address(address)}) {
            database.update("""
                    delete from login_attempt where id = (
                        select id from login_attempt where subject = ? order by id desc limit 1)
                    """, subject);
        }
    }

    /** Removes attempts that no longer count. */
    public int deleteExpired() {
        return database.update("delete from login_attempt where attempted_at <= ?", windowStart());
    }

    /** How long to wait after this many attempts. */
    private Duration delay(long attempts) {
        long beyond = attempts - settings.login().freeAttempts();
        if (beyond < 0) {
            return Duration.ZERO;
        }
        Duration delay = settings.login().firstDelay().multipliedBy(1L << Math.min(beyond, DOUBLINGS_AT_MOST));
        return delay.compareTo(settings.login().longestDelay()) > 0
                ? settings.login().longestDelay()
                : delay;
    }

    private void bound(String subject, int most) {
        if (attempts(subject).count() >= most) {
            throw new TooManyAttemptsException(settings.login().longestDelay());
        }
    }

    private void refuseWithin(Duration delay, Instant last) {
        if (last != null) {
            Duration left = Duration.between(clock.instant(), last.plus(delay));
            if (left.isPositive()) {
                throw new TooManyAttemptsException(left);
            }
        }
    }

    private Attempts attempts(String subject) {
        return database.only(
                "select count(*), max(attempted_at) as last from login_attempt where subject = ? and attempted_at > ?",
                row -> new Attempts(row.getLong(1), Database.instant(row, "last")),
                subject,
                windowStart());
    }

    /** Parallel guesses wait for each other, so that none slips by uncounted. */
    private void lock(String subject) {
        database.only("select pg_advisory_xact_lock(hashtextextended(?, 0))::text", row -> row.getString(1), subject);
    }

    private Instant windowStart() {
        return clock.instant().minus(settings.login().window());
    }

    private static String pair(String realm, String account, String address) {
        return "pair:" + address + ":" + account(realm, account);
    }

    private static String account(String realm, String account) {
        return "account:" + realm + ":" + account.strip().toLowerCase(Locale.ROOT);
    }

    private static String address(String address) {
        return "address:" + address;
    }
}
