package io.shopoperator.shop.mail;

import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail that takes most of its lease, while another replica sends what is due. */
@ApplicationScoped
class SlowMail implements MailComposer {
    static final String KIND = "slow";
    private static final Duration MOST_OF_A_LEASE =
            MailOutbox.LEASE.multipliedBy(3).dividedBy(4);

    @Inject
    TestClock clock;

    @Inject
    MailSender otherReplica;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private boolean nested;

    /** What was written, in order. */
    List<String> written() {
        return written;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public MailContent compose(String reference, Language language) {
        written.add(reference);
        if (!nested) {
            clock.pass(MOST_OF_A_LEASE);
            if (written.size() > 1) {
                nested = true;
                otherReplica.sendDue();
            }
        }
        return new MailContent("slow", reference, reference);
    }
}
