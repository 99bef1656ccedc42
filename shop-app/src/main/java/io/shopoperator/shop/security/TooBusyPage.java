package io.shopoperator.shop.security;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with 503 and a page that says what to do when too many people log in at once. */
public class TooBusyPage {
    /** Templates of this room. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance busy();
    }

    @ServerExceptionMapper
    Response answer(TooBusyException refused) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header("Retry-After", TooBusyException.RETRY_AFTER.toSeconds())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(Templates.busy().render())
                .build();
    }
}
