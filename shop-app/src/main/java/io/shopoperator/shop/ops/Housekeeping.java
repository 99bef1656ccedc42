package io.shopoperator.shop.ops;

import io.quarkus.scheduler.Scheduled;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.mail.MailOutbox;
import io.shopoperator.shop.security.AdminSessions;
import io.shopoperator.shop.security.LoginThrottle;
import io.shopoperator.shop.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Removes what has expired. Every replica does it; rows one of them works on are left alone by the others. */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    @Inject
    SessionStore sessions;

    @Inject
    AdminSessions adminSessions;

    @Inject
    LoginThrottle throttle;

    @Inject
    MailOutbox outbox;

    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void regularly() {
        try {
            run();
        } catch (DatabaseException e) {
            LOG.warnf("Nothing was cleaned up this time, the next time comes in a minute: %s", e.getMessage());
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void hourly() {
        try {
            outbox.deleteSent();
        } catch (DatabaseException e) {
            LOG.warnf("Mails that were sent long ago are removed in an hour: %s", e.getMessage());
        }
    }

    /** Removes expired sessions with their guests' carts, and attempts to log in that no longer count. */
    public void run() {
        int removed = sessions.deleteExpired() + adminSessions.deleteExpired() + throttle.deleteExpired();
        if (removed > 0) {
            LOG.infof("Removed %d expired sessions and login attempts", removed);
        }
    }
}
