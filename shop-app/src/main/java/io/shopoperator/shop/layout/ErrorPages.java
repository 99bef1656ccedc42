package io.shopoperator.shop.layout;

import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Errors as pages in the shop's design; answers that carry a body of their own stay as they are. */
public class ErrorPages {
    private static final int NUMBER_LENGTH = 8;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "layout")
    static class Templates {
        static native TemplateInstance error(String title, String text, String number);
    }

    /** Refused requests and missing pages. */
    @ServerExceptionMapper
    public Uni<Response> refused(WebApplicationException refused, HttpHeaders headers) {
        Response response = refused.getResponse();
        int status = response.getStatus();
        if (response.hasEntity() || status < Response.Status.BAD_REQUEST.getStatusCode()) {
            return Uni.createFrom().item(response);
        }
        if (status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return failed(refused, headers);
        }
        return onWorker(() -> {
            Messages messages = messages();
            boolean missing = status == Response.Status.NOT_FOUND.getStatusCode();
            return answer(
                    Response.fromResponse(response),
                    headers,
                    missing ? messages.notFoundTitle() : messages.refusedTitle(),
                    missing ? messages.notFoundText() : messages.refusedText(),
                    null);
        });
    }

    /** Everything unexpected: logged with a number that the page shows. */
    @ServerExceptionMapper
    public Uni<Response> failed(Throwable failure, HttpHeaders headers) {
        String number = UUID.randomUUID().toString().substring(0, NUMBER_LENGTH);
        Log.errorf(failure, "Request for %s failed, error number %s", page.path(), number);
        return onWorker(() -> {
            Messages messages = messages();
            return answer(
                    Response.status(Response.Status.INTERNAL_SERVER_ERROR),
                    headers,
                    messages.errorTitle(),
                    messages.errorText(),
                    number);
        });
    }

    /** The frame of a page needs the database, but an address that fits no resource is answered on the event loop. */
    private static Uni<Response> onWorker(Supplier<Response> answer) {
        Uni<Response> page = Uni.createFrom().item(answer);
        return BlockingOperationControl.isBlockingAllowed()
                ? page
                : page.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Messages messages() {
        return MessageBundles.get(Messages.class, Localized.Literal.of(page.lang()));
    }

    private static Response answer(
            Response.ResponseBuilder answer, HttpHeaders headers, String title, String text, String number) {
        boolean page = headers.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.isCompatible(MediaType.TEXT_HTML_TYPE) && !type.isWildcardType());
        answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        return page
                ? answer.type(MediaType.TEXT_HTML_TYPE)
                        .entity(Templates.error(title, text, number).render())
                        .build()
                : answer.type(MediaType.TEXT_PLAIN_TYPE)
                        .entity(title + (number == null ? "" : " (" + number + ")") + "\n")
                        .build();
    }
}
