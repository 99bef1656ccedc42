package io.shopoperator.shop.security;

import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** All sessions of administrators. */
@ApplicationScoped
public class AdminSessions {
    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Removes those nobody used for long. */
    public int deleteExpired() {
        return database.update("""
                delete from admin_session where id = any (array(
                    select id from admin_session where last_seen_at <= ? limit 1000 for update skip locked))
                """, clock.instant().minus(AdminSession.IDLE_TIMEOUT));
    }
}
