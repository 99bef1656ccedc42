package io.shopoperator.shop.ops;

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
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What customers see while the database is replaced, or away for longer than a request can wait: the maintenance page, which needs none. */
public class DatabaseAwayPage {
    private static final Logger LOG = Logger.getLogger(DatabaseAwayPage.class);
    private static final int AWAY_SECONDS = 30;
    private static final int REPLACED_SECONDS = 5;
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%1$s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><title>%3$s</title><link rel="stylesheet" href="%2$s"></head>
            <body><main><div class="empty">
            %4$s
            </div></main></body></html>
            """;
    private static final String GERMAN = """
            <div lang="de"><h1>Gleich wieder da</h1>
            <p>Der Shop wird gerade gewartet. Bitte lade die Seite in einer Minute neu.</p>
            <p>Wenn du gerade etwas abgeschickt hast, sieh danach bitte nach, ob es angekommen ist.</p></div>""";
    private static final String ENGLISH = """
            <div lang="en"><h1>Back in a moment</h1>
            <p>The shop is being maintained. Please reload the page in a minute.</p>
            <p>If you have just sent something, please check afterwards whether it has arrived.</p></div>""";

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
            return maintenance(AWAY_SECONDS);
        }
        return errorPages.failed(failure, headers);
    }

    @ServerExceptionMapper
    Uni<Response> answer(DatabaseReplacedException failure) {
        LOG.info("A request was under way while the database was replaced");
        return maintenance(REPLACED_SECONDS);
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

    private Uni<Response> maintenance(int seconds) {
        boolean german = page.german();
        return Uni.createFrom()
                .item(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", seconds)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .type("text/html; charset=utf-8")
                        .entity(PAGE.formatted(
                                page.lang(),
                                assets.path("shop.css"),
                                german ? "Gleich wieder da" : "Back in a moment",
                                german ? GERMAN + ENGLISH : ENGLISH + GERMAN))
                        .build());
    }
}
