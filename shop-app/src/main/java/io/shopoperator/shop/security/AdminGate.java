package io.shopoperator.shop.security;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only administrators pass to {@code /admin} and below. */
public class AdminGate {
    static final String LOGIN = "/admin/login";

    @Inject
    AdminSession session;

    /** Sends others to the login page, or refuses what would change something. */
    @ServerRequestFilter
    public Response check(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("/admin") && !path.startsWith("/admin/") || path.equals(LOGIN) || session.present()) {
            return null;
        }
        if (request.getMethod().equals("GET")) {
            return Response.seeOther(URI.create(LOGIN + "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)))
                    .build();
        }
        return Response.status(Response.Status.FORBIDDEN)
                .type("text/plain; charset=utf-8")
                .entity("Log in as an administrator first: " + LOGIN + "\n")
                .build();
    }
}
