package io.shopoperator.shop.security;

import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Limits attempts to log in, over all replicas. Guesses of one account from one address are slowed down more and more; an account and an
 * address have wide bounds of their own besides. A browser that has logged in to the account before is counted by itself alone, so that
 * strangers who guess keep no owner out.
 */
@ApplicationScoped
public class LoginThrottle {
    private static final int DOUBLINGS_AT_MOST = 20;

    @Inject
    Database database;

    @Inject
    KnownDevices devices;

    @Inject
    Clock clock;

    @Inject
    ShopSettings settings;

    private record Attempts(long count, Instant last) {}

    /**
     * What an attempt counts for.
     *
     * @param own the account together with the address or the known browser
     * @param account the account, null from a known browser
     * @param address the address in its realm, null from a known browser
     */
    private record Subjects(String own, String account, String address) {
        List<String> all() {
            return Stream.of(own, account, address).filter(Objects::nonNull).toList();
        }
    }

    /**
     * Notes an attempt before the password is looked at, so that parallel guesses count, too. A refused one is not noted.
     *
     * @param realm what is attempted; each is counted for itself
     * @throws TooManyAttemptsException if it has to wait
     */
    public void attempt(String realm, String account, String address) {
        Subjects subjects = subjects(realm, account, address);
        database.transaction(() -> {
            lock(subjects.own());
            Attempts here = attempts(subjects.own());
            refuseWithin(delay(here.count()), here.last());
            if (subjects.account() != null) {
                bound(subjects.account(), settings.login().attemptsPerAccount());
                bound(subjects.address(), settings.login().attemptsPerAddress());
            }
            for (String subject : subjects.all()) {
                database.update(
                        "insert into login_attempt (subject, attempted_at) values (?, ?)", subject, clock.instant());
            }
            return null;
        });
    }

    /** Forgets the attempts of this account from this address after a success, and the one that succeeded. */
    public void succeeded(String realm, String account, String address) {
        Subjects subjects = subjects(realm, account, address);
        database.update("delete from login_attempt where subject = ?", subjects.own());
        subjects.all().stream().skip(1).forEach(this::forgetLast);
    }

    /** Forgets an attempt whose password nobody has looked at. */
    public void notJudged(String realm, String account, String address) {
        subjects(realm, account, address).all().forEach(this::forgetLast);
    }

    private void forgetLast(String subject) {
        database.update("""
                delete from login_attempt where id = (
                    select id from login_attempt where subject = ? order by id desc limit 1)
                """, subject);
    }

    /** Removes attempts that no longer count, and browsers nobody used for long. */
    public int deleteExpired() {
        return database.update("delete from login_attempt where attempted_at <= ?", windowStart())
                + devices.deleteExpired();
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

    private Subjects subjects(String realm, String account, String address) {
        String folded = folded(database, account);
        String name = "account:" + realm + ":" + folded;
        return devices.current(realm, folded)
                .map(device -> new Subjects("device:" + device + ":" + name, null, null))
                .orElseGet(
                        () -> new Subjects("pair:" + address + ":" + name, name, "address:" + realm + ":" + address));
    }

    /** The name of an account as the database compares it: what is one account there must be one here. */
    static String folded(Database database, String account) {
        return database.only("select lower(?)", row -> row.getString(1), account.strip());
    }
}
