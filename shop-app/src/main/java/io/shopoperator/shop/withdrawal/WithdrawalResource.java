package io.shopoperator.shop.withdrawal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.security.ClientAddress;
import io.shopoperator.shop.security.LoginThrottle;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** Withdrawing from a contract in the two steps of § 356a BGB, without logging in. */
@Path("/" + Language.PATH + "/withdrawal")
@RunOnVirtualThread
public class WithdrawalResource {
    private static final int UNPROCESSABLE = 422;

    @Inject
    Withdrawals withdrawals;

    @Inject
    LoginThrottle throttle;

    @Inject
    ClientAddress client;

    @PathParam("lang")
    String lang;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance form(WithdrawalForm form, FieldErrors errors);

        static native TemplateInstance confirm(WithdrawalForm form);

        static native TemplateInstance done(Declaration declaration);
    }

    /** First step: name, order, contact. */
    @GET
    public TemplateInstance form() {
        return Templates.form(WithdrawalForm.EMPTY, new FieldErrors());
    }

    /** Second step: the declaration and the button that makes it; changes nothing yet. */
    @POST
    public Response check(MultivaluedMap<String, String> posted) {
        WithdrawalForm form = WithdrawalForm.of(new Fields(posted));
        FieldErrors errors = form.errors(words());
        if (posted.containsKey("change") || !errors.none()) {
            FieldErrors shown = posted.containsKey("change") ? new FieldErrors() : errors;
            return page(shown.none() ? 200 : UNPROCESSABLE, Templates.form(form, shown));
        }
        return page(200, Templates.confirm(form));
    }

    /** Declares the withdrawal. */
    @POST
    @Path("confirm")
    public Response confirm(MultivaluedMap<String, String> posted) {
        WithdrawalForm form = WithdrawalForm.of(new Fields(posted));
        FieldErrors errors = form.errors(words());
        if (!errors.none()) {
            return page(UNPROCESSABLE, Templates.form(form, errors));
        }
        UUID token = form.token()
                .orElseThrow(() -> new BadRequestException("The field 'key' must be the UUID from the form"));
        throttle.attempt("withdrawal", form.email(), client.get());
        withdrawals.declare(token, form, Language.of(lang).orElseThrow());
        return Response.seeOther(URI.create("/" + lang + "/withdrawal/" + token))
                .build();
    }

    /** Shows that and when the declaration was received. */
    @GET
    @Path("{token}")
    public TemplateInstance done(@PathParam("token") String token) {
        return Templates.done(withdrawals.find(token).orElseThrow(NotFoundException::new));
    }

    private WithdrawalMessages words() {
        return MessageBundles.get(WithdrawalMessages.class, Localized.Literal.of(lang));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .entity(page)
                .build();
    }
}
