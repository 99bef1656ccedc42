package io.shopoperator.shop.admin;

import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The figures of the dashboard; deleted and cancelled orders do not count as sold. */
@ApplicationScoped
class Dashboard {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int DAYS = 30;
    private static final int LOW_STOCK = 5;
    private static final Duration ACTIVE = Duration.ofMinutes(30);
    private static final String SOLD = "deleted_at is null and status <> 'CANCELLED'";

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** What the boxes at the top say. */
    record Figures(
            long ordersToday, long revenueToday, long openOrders, long activeSessions, long products, long lowStock) {}

    Figures figures() {
        return database.only(
                """
                select (select count(*) from shop_order where placed_at >= ? and %1$s),
                       (select coalesce(sum(total_cents), 0) from shop_order where placed_at >= ? and %1$s),
                       (select count(*) from shop_order where deleted_at is null and status in ('RECEIVED', 'AWAITING_PAYMENT', 'PAID')),
                       (select count(*) from shop_session where last_seen_at > ?),
                       (select count(*) from product where active),
                       (select count(*) from product where active and stock <= ?)""".formatted(SOLD),
                row -> new Figures(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)),
                today().atStartOfDay(ZONE).toInstant(),
                today().atStartOfDay(ZONE).toInstant(),
                clock.instant().minus(ACTIVE),
                LOW_STOCK);
    }

    List<Plot.Day> orders() {
        return perDay("count(*)", "shop_order where " + SOLD + " and placed_at", "placed_at");
    }

    List<Plot.Day> revenue() {
        return perDay("sum(total_cents)", "shop_order where " + SOLD + " and placed_at", "placed_at");
    }

    /** Sessions by the day they began, whether they live or have ended. */
    List<Plot.Day> sessions() {
        LocalDate first = today().minusDays(DAYS - 1L);
        return database.list(
                """
                select d.day::date, coalesce(living.value, 0) + coalesce(session_day.ended, 0)
                from generate_series(?::date, ?::date, interval '1 day') d(day)
                left join (select (created_at at time zone 'Europe/Berlin')::date as on_day, count(*) as value
                           from shop_session where created_at >= ? group by 1) living on living.on_day = d.day::date
                left join session_day on session_day.day = d.day::date
                order by 1""",
                row -> new Plot.Day(row.getObject(1, LocalDate.class), row.getLong(2)),
                first,
                today(),
                first.atStartOfDay(ZONE).toInstant());
    }

    private List<Plot.Day> perDay(String value, String source, String time) {
        LocalDate first = today().minusDays(DAYS - 1L);
        return database.list(
                """
                select day::date, coalesce(found.value, 0)
                from generate_series(?::date, ?::date, interval '1 day') day
                left join (select (%3$s at time zone 'Europe/Berlin')::date as on_day, %1$s as value
                           from %2$s >= ? group by 1) found on found.on_day = day::date
                order by 1""".formatted(value, source, time),
                row -> new Plot.Day(row.getObject(1, LocalDate.class), row.getLong(2)),
                first,
                today(),
                first.atStartOfDay(ZONE).toInstant());
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }
}
