package io.shopoperator.shop.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.security.LocalRedirect;
import io.shopoperator.shop.session.CurrentSession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** Logging in and out. */
@Path("/" + Language.PATH)
@RunOnVirtualThread
public class LoginResource {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PATH = 500;

    @Inject
    CurrentSession session;

    @Inject
    Customers customers;

    @Inject
    Admission admission;

    @PathParam("lang")
    String lang;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance login(String email, String next, boolean wrong);
    }

    /** The login form. */
    @GET
    @Path("login")
    public TemplateInstance form(@QueryParam("next") String next) {
        return Templates.login("", LocalRedirect.to(next, account()).toString(), false);
    }

    /** Logs in under a new session token, joins the carts, and goes on to the page that was asked for. */
    @POST
    @Path("login")
    public Response logIn(MultivaluedMap<String, String> posted) {
        Fields fields = new Fields(posted);
        String email = fields.line("email", LONGEST_EMAIL);
        URI next = LocalRedirect.to(fields.line("next", LONGEST_PATH), account());
        Optional<Customer> customer = admission.attempt(
                Admission.DEVICES, email, () -> customers.authenticate(email, fields.secret("password")));
        if (customer.isEmpty()) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .type("text/html; charset=utf-8")
                    .entity(Templates.login(email, next.toString(), true))
                    .build();
        }
        return Response.seeOther(next).build();
    }

    /** Logs out. */
    @POST
    @Path("logout")
    public Response logOut() {
        session.logOut();
        return Response.seeOther(URI.create("/" + lang + "/")).build();
    }

    private String account() {
        return "/" + lang + "/account";
    }
}
