package io.shopoperator.shop.security;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers attempts beyond the limit with 429 and a page that says what to do. */
public class TooManyAttemptsPage {
    private static final int TOO_MANY_REQUESTS = 429;

    /** Templates of this room. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance tooMany(long minutes);
    }

    @ServerExceptionMapper
    Response answer(TooManyAttemptsException refused) {
        return Response.status(TOO_MANY_REQUESTS)
                .header("Retry-After", refused.toWait().plusMillis(999).toSeconds())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(Templates.tooMany(refused.toWait().plusSeconds(59).toMinutes())
                        .render())
                .build();
    }
}
