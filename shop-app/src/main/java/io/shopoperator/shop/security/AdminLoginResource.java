package io.shopoperator.shop.security;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Logging in to the administration, and out of it. */
@Path("/admin")
@RunOnVirtualThread
public class AdminLoginResource {
    private static final String REALM = "admin";
    private static final int LONGEST_NAME = 200;

    @Inject
    AdminSession session;

    @Inject
    LoginThrottle throttle;

    @Inject
    KnownDevices devices;

    @Inject
    ClientAddress client;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance login(String next, String username, boolean wrong);
    }

    /** The login form. */
    @GET
    @Path("login")
    public TemplateInstance form(@QueryParam("next") String next) {
        return Templates.login(LocalRedirect.to(next, "/admin").toString(), "", false);
    }

    /** Logs in and goes on to the page that was asked for. */
    @POST
    @Path("login")
    public Response logIn(
            @FormParam("username") String username,
            @FormParam("password") String password,
            @FormParam("next") String next) {
        String name = username == null ? "" : username.replace("\0", "").strip();
        name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        URI target = LocalRedirect.to(next, "/admin");
        throttle.attempt(REALM, name, client.get());
        boolean correct;
        try {
            correct = session.logIn(name, password == null ? "" : password);
        } catch (TooBusyException e) {
            throttle.notJudged(REALM, name, client.get());
            throw e;
        }
        if (!correct) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .type("text/html; charset=utf-8")
                    .entity(Templates.login(target.toString(), name, true))
                    .build();
        }
        throttle.succeeded(REALM, name, client.get());
        devices.remember(REALM, name);
        return Response.seeOther(target).build();
    }

    /** Logs out. */
    @POST
    @Path("logout")
    public Response logOut() {
        session.logOut();
        return Response.seeOther(URI.create(AdminGate.LOGIN)).build();
    }
}
