package io.shopoperator.shop.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.order.Order;
import io.shopoperator.shop.order.OrderService;
import io.shopoperator.shop.security.ClientAddress;
import io.shopoperator.shop.security.KnownDevices;
import io.shopoperator.shop.security.LoginThrottle;
import io.shopoperator.shop.security.TooBusyException;
import io.shopoperator.shop.session.CurrentSession;
import io.shopoperator.shop.session.SessionStore;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of a customer's account. */
@Path("/" + Language.PATH + "/account")
@RunOnVirtualThread
public class AccountResource {
    private static final int UNPROCESSABLE = 422;

    @Inject
    CurrentSession session;

    @Inject
    SessionStore sessions;

    @Inject
    Customers customers;

    @Inject
    Addresses addresses;

    @Inject
    OrderService orders;

    @Inject
    LoginThrottle throttle;

    @Inject
    KnownDevices devices;

    @Inject
    ClientAddress client;

    @PathParam("lang")
    String lang;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance account(
                Customer customer,
                List<Order> orders,
                List<SavedAddress> addresses,
                FieldErrors errors,
                boolean passwordChanged);
    }

    /** Orders, addresses, password. */
    @GET
    public Response show(@QueryParam("passwordChanged") boolean passwordChanged) {
        return forCustomer(customer -> page(200, customer, new FieldErrors(), passwordChanged));
    }

    /** Forgets an address. */
    @POST
    @Path("addresses/{id}/delete")
    public Response forgetAddress(@PathParam("id") long id) {
        return forCustomer(customer -> {
            addresses.forget(customer.id(), id);
            return Response.seeOther(account("")).build();
        });
    }

    /** Changes the password; every other session of the customer ends, and this one gets a new token. */
    @POST
    @Path("password")
    public Response changePassword(MultivaluedMap<String, String> posted) {
        return forCustomer(customer -> {
            Fields fields = new Fields(posted);
            CustomerMessages words = MessageBundles.get(CustomerMessages.class, Localized.Literal.of(lang));
            FieldErrors errors = new FieldErrors();
            if (!oldPasswordRight(customer, fields)) {
                errors.add("oldPassword", words.oldPasswordWrong());
            }
            if (!PasswordRule.accepts(fields.secret("newPassword"))) {
                errors.add("newPassword", words.passwordLength());
            }
            if (!errors.none()) {
                return page(UNPROCESSABLE, customer, errors, false);
            }
            customers.changePassword(customer.id(), fields.secret("newPassword"));
            devices.forget(Admission.DEVICES, customer.email());
            devices.remember(Admission.DEVICES, customer.email());
            sessions.deleteOthers(customer.id(), session.logIn(customer.id()));
            return Response.seeOther(account("?passwordChanged=true")).build();
        });
    }

    private boolean oldPasswordRight(Customer customer, Fields fields) {
        throttle.attempt(Admission.DEVICES, customer.email(), client.get());
        boolean right;
        try {
            right = customers
                    .authenticate(customer.email(), fields.secret("oldPassword"))
                    .isPresent();
        } catch (TooBusyException e) {
            throttle.notJudged(Admission.DEVICES, customer.email(), client.get());
            throw e;
        }
        if (right) {
            throttle.succeeded(Admission.DEVICES, customer.email(), client.get());
        }
        return right;
    }

    private Response forCustomer(Function<Customer, Response> action) {
        Optional<Customer> customer = session.customerId().flatMap(customers::find);
        return customer.map(action)
                .orElseGet(() -> Response.seeOther(URI.create("/" + lang + "/login?next=/" + lang + "/account"))
                        .build());
    }

    private Response page(int status, Customer customer, FieldErrors errors, boolean passwordChanged) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .entity(Templates.account(
                        customer,
                        orders.ofCustomer(customer.id()),
                        addresses.of(customer.id()),
                        errors,
                        passwordChanged))
                .build();
    }

    private URI account(String query) {
        return URI.create("/" + lang + "/account" + query);
    }
}
