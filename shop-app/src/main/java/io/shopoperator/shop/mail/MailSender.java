package io.shopoperator.shop.mail;

import io.quarkus.arc.All;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.mail.MailOutbox.Due;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends what is in the outbox. Without a mail binding the mails wait there. */
@ApplicationScoped
public class MailSender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);
    /** A mail server that takes longer has failed; well below the lease of a mail, so that nobody else sends it meanwhile. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    @Inject
    MailOutbox outbox;

    @Inject
    ReactiveMailer mailer;

    @Inject
    ShopSettings settings;

    @Inject
    @All
    List<MailComposer> composers;

    @Scheduled(every = "5s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendRegularly() {
        if (!settings.mail().configured()) {
            return;
        }
        try {
            sendDue();
        } catch (DatabaseException e) {
            LOG.warnf("Mails wait in the outbox, the next time comes in seconds: %s", e.getMessage());
        }
    }

    /**
     * Sends what is due now.
     *
     * @return how many mails the server has taken
     */
    public int sendDue() {
        int sent = 0;
        Optional<Due> due;
        while ((due = outbox.take()).isPresent()) {
            sent += send(due.get()) ? 1 : 0;
        }
        return sent;
    }

    private boolean send(Due due) {
        try {
            MailContent content = composer(due.kind()).compose(due.reference(), due.language());
            mailer.send(Mail.withHtml(due.recipient(), content.subject(), content.html())
                            .setText(content.text())
                            .addHeader("Auto-Submitted", "auto-generated"))
                    .await()
                    .atMost(ANSWER_WITHIN);
        } catch (RuntimeException e) {
            // one mail that cannot be sent must not stop the others; it is kept and tried again
            LOG.warnf(
                    "Mail %d (%s) was not sent at attempt %d: %s",
                    due.id(), due.kind(), due.attempts(), e.getMessage());
            outbox.failed(due, String.valueOf(e.getMessage()));
            return false;
        }
        outbox.sent(due);
        return true;
    }

    private MailComposer composer(String kind) {
        return composers.stream()
                .filter(composer -> composer.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This release knows no mail of kind " + kind));
    }
}
