package io.shopoperator.shop.ops;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.qute.TemplateException;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.database.DatabaseReplacedException;
import io.shopoperator.shop.layout.Assets;
import io.shopoperator.shop.layout.ErrorPages;
import io.shopoperator.shop.layout.PageFrame;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What customers see while the database is replaced, or away for longer than a request can wait, and when it has no room for what they ask
 * for: pages that need no database.
 */
public class DatabaseAwayPage {
    private static final Logger LOG = Logger.getLogger(DatabaseAwayPage.class);
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%1$s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><title>%3$s</title><link rel="stylesheet" href="%2$s"></head>
            <body><main><div class="empty">
            %4$s
            </div></main></body></html>
            """;
    private static final String PART = """
            <div lang="%s"><h1>%s</h1>
            %s</div>""";
    private static final Words AWAY_GERMAN = new Words("de", "Gleich wieder da", """
            <p>Der Shop wird gerade gewartet. Bitte lade die Seite in einer Minute neu.</p>
            <p>Wenn du gerade etwas abgeschickt hast, sieh danach bitte nach, ob es angekommen ist.</p>""");
    private static final Words AWAY_ENGLISH = new Words("en", "Back in a moment", """
            <p>The shop is being maintained. Please reload the page in a minute.</p>
            <p>If you have just sent something, please check afterwards whether it has arrived.</p>""");
    // a reload sends the form once more, with its key
    private static final Words FULL_GERMAN = new Words("de", "Das geht gerade nicht", """
            <p>Der Shop kann im Moment nichts speichern, auch keine Bestellung. Ansehen kannst du alles, und dein Warenkorb bleibt, wie er war.</p>
            <p>Bitte lade diese Seite in ein paar Minuten neu, dann wird es noch einmal versucht. Doppelt bestellt wird dabei nichts.</p>""");
    private static final Words FULL_ENGLISH = new Words("en", "Not possible right now", """
            <p>The shop cannot store anything at the moment, not even an order. You can look at everything, and your cart stays as it was.</p>
            <p>Please reload this page in a few minutes, which tries it again. Nothing is ordered twice by that.</p>""");

    private record Words(String lang, String title, String text) {
        String part() {
            return PART.formatted(lang, title, text);
        }
    }

    private enum Notice {
        AWAY(30, AWAY_GERMAN, AWAY_ENGLISH),
        REPLACED(5, AWAY_GERMAN, AWAY_ENGLISH),
        FULL(60, FULL_GERMAN, FULL_ENGLISH);

        private final int seconds;
        private final Words german;
        private final Words english;

        Notice(int seconds, Words german, Words english) {
            this.seconds = seconds;
            this.german = german;
            this.english = english;
        }
    }

    @Inject
    ErrorPages errorPages;

    @Inject
    PageFrame page;

    @Inject
    Assets assets;

    @ServerExceptionMapper
    Uni<Response> answer(DatabaseException failure, HttpHeaders headers) {
        if (failure.unreachable()) {
            LOG.warnf("The database is away: %s", failure.getMessage());
            return page(Notice.AWAY);
        }
        if (failure.unwritable()) {
            LOG.warnf("The database has no room for what %s asks for: %s", page.path(), failure.getMessage());
            return page(Notice.FULL);
        }
        return errorPages.failed(failure, headers);
    }

    @ServerExceptionMapper
    Uni<Response> answer(DatabaseReplacedException failure) {
        LOG.info("A request was under way while the database was replaced");
        return page(Notice.REPLACED);
    }

    /** A page that is being rendered reads, too. */
    @ServerExceptionMapper
    Uni<Response> answer(TemplateException failure, HttpHeaders headers) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseReplacedException replaced) return answer(replaced);
            if (cause instanceof DatabaseException database) return answer(database, headers);
        }
        return errorPages.failed(failure, headers);
    }

    /** A commit that PostgreSQL has not answered, because it went down at that moment, or has refused. */
    @ServerExceptionMapper
    Uni<Response> answer(QuarkusTransactionException failure, HttpHeaders headers) {
        return reason(failure)
                .map(reason -> answer(new DatabaseException(reason), headers))
                .orElseGet(() -> errorPages.failed(failure, headers));
    }

    /** What the driver said; the transaction manager hangs it on what it says itself. */
    private static Optional<SQLException> reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) return Optional.of(said);
            Optional<SQLException> aside = Stream.of(cause.getSuppressed())
                    .flatMap(suppressed -> reason(suppressed).stream())
                    .findFirst();
            if (aside.isPresent()) return aside;
        }
        return Optional.empty();
    }

    private Uni<Response> page(Notice notice) {
        boolean german = page.german();
        Words first = german ? notice.german : notice.english;
        Words second = german ? notice.english : notice.german;
        return Uni.createFrom()
                .item(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", notice.seconds)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .type("text/html; charset=utf-8")
                        .entity(PAGE.formatted(
                                page.lang(), assets.path("shop.css"), first.title(), first.part() + second.part()))
                        .build());
    }
}
