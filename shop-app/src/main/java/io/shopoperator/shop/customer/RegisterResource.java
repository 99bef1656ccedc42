package io.shopoperator.shop.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.layout.Language;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** Opening an account. */
@Path("/" + Language.PATH + "/register")
@RunOnVirtualThread
public class RegisterResource {
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 200;

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

        static native TemplateInstance register(String email, String name, FieldErrors errors);
    }

    /** The form. */
    @GET
    public TemplateInstance form() {
        return Templates.register("", "", new FieldErrors());
    }

    /** Opens the account and logs in. */
    @POST
    public Response register(MultivaluedMap<String, String> posted) {
        CustomerMessages words = MessageBundles.get(CustomerMessages.class, Localized.Literal.of(lang));
        Fields fields = new Fields(posted);
        String email = fields.line("email", LONGEST_EMAIL);
        String name = fields.line("name", LONGEST_NAME);
        FieldErrors errors = new FieldErrors();
        if (name.isEmpty()) {
            errors.add("name", words.nameMissing());
        }
        if (!Fields.isEmail(email)) {
            errors.add("email", words.emailWrong());
        }
        if (!PasswordRule.accepts(fields.secret("password"))) {
            errors.add("password", words.passwordLength());
        }
        if (errors.none()) {
            Optional<Customer> customer = admission.attempt(
                    "register", email, () -> customers.register(email, name, fields.secret("password")));
            if (customer.isPresent()) {
                return Response.seeOther(URI.create("/" + lang + "/account")).build();
            }
            errors.add("email", words.emailTaken());
        }
        return Response.status(UNPROCESSABLE)
                .type("text/html; charset=utf-8")
                .entity(Templates.register(email, name, errors))
                .build();
    }
}
