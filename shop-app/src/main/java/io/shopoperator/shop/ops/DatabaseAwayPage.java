package io.shopoperator.shop.ops;

import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.layout.ErrorPages;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What customers see when the database is away for longer than a request can wait. */
public class DatabaseAwayPage {
    private static final Logger LOG = Logger.getLogger(DatabaseAwayPage.class);
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="de"><head><meta charset="utf-8"><title>Gleich wieder da</title></head>
            <body><h1>Gleich wieder da</h1>
            <p>Der Shop ist gerade nicht erreichbar. Dein Warenkorb bleibt erhalten. Bitte lade die Seite in einer Minute neu.</p>
            <p lang="en">The shop cannot be reached right now. Your cart is kept. Please reload the page in a minute.</p>
            </body></html>
            """;

    @Inject
    ErrorPages errorPages;

    @ServerExceptionMapper
    Uni<Response> answer(DatabaseException failure, HttpHeaders headers) {
        if (failure.unreachable()) {
            LOG.warnf("The database is away: %s", failure.getMessage());
            return Uni.createFrom()
                    .item(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                            .header("Retry-After", "30")
                            .type("text/html; charset=utf-8")
                            .entity(PAGE)
                            .build());
        }
        return errorPages.failed(failure, headers);
    }
}
