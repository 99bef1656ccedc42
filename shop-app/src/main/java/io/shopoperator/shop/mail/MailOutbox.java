package io.shopoperator.shop.mail;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Mails on their way: written in the transaction of what they tell about, taken out by {@link MailSender}. */
@ApplicationScoped
public class MailOutbox {
    /** Longer than {@link MailSender} waits for the mail server. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration SENT_ARE_KEPT = Duration.ofDays(90);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    private static final int LONGEST_ERROR = 500;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * A mail that is due.
     *
     * @param attempts how often sending it was tried, this time included
     */
    record Due(long id, String kind, String recipient, Language language, String reference, int attempts) {}

    /** Puts a mail into the outbox. Within a transaction it is there exactly if that commits. */
    public void add(String kind, String recipient, Language language, String reference) {
        Instant now = clock.instant();
        database.update(
                "insert into mail_outbox (kind, recipient, lang, reference, created_at, next_attempt_at) values (?, ?, ?, ?, ?, ?)",
                kind,
                recipient,
                language.code(),
                reference,
                now,
                now);
    }

    /** Mails nobody has taken yet. */
    public long waiting() {
        return database.only("select count(*) from mail_outbox where sent_at is null", row -> row.getLong(1));
    }

    /**
     * Takes one due mail for this replica, empty if there is none. It is due again if the replica dies before telling how it went; the
     * lease is one mail's own, as a slow mail server could make a batch last longer than any lease.
     */
    Optional<Due> take() {
        return database.transaction(() -> database.first(
                """
                update mail_outbox set attempts = attempts + 1, next_attempt_at = ? where id = any (array(
                    select id from mail_outbox where sent_at is null and next_attempt_at <= ?
                    order by next_attempt_at limit 1 for update skip locked))
                returning id, kind, recipient, lang, reference, attempts
                """,
                row -> new Due(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("recipient"),
                        Language.of(row.getString("lang")).orElseThrow(),
                        row.getString("reference"),
                        row.getInt("attempts")),
                clock.instant().plus(LEASE),
                clock.instant()));
    }

    /** Notes that the mail server has taken the mail. */
    void sent(Due mail) {
        database.update(
                "update mail_outbox set sent_at = ?, last_error = null where id = ?", clock.instant(), mail.id());
    }

    /** Notes that it has not, and when to try again: each time twice as late, up to two hours. */
    void failed(Due mail, String error) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(mail.attempts() - 1, 16));
        database.update(
                "update mail_outbox set next_attempt_at = ?, last_error = ? where id = ?",
                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error,
                mail.id());
    }

    /**
     * Removes mails that were sent long ago, recipients included. A restored shop takes from here which mails the backup's shop has sent
     * since, so they stay longer than backups usually do.
     *
     * @return how many
     */
    public int deleteSent() {
        return database.update(
                "delete from mail_outbox where sent_at < ?", clock.instant().minus(SENT_ARE_KEPT));
    }
}
