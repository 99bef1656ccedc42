package io.shopoperator.shop.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.cart.Cart;
import io.shopoperator.shop.cart.CurrentCart;
import io.shopoperator.shop.customer.Addresses;
import io.shopoperator.shop.customer.Customer;
import io.shopoperator.shop.customer.Customers;
import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.legal.WarrantyNotice;
import io.shopoperator.shop.legal.WarrantyNotice.Notice;
import io.shopoperator.shop.order.DeliveryMethod;
import io.shopoperator.shop.order.OrderService;
import io.shopoperator.shop.order.OrderService.Placed;
import io.shopoperator.shop.order.PostalAddress;
import io.shopoperator.shop.payment.PaymentMethod;
import io.shopoperator.shop.payment.PaymentMethods;
import io.shopoperator.shop.session.CurrentSession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The way from the cart to the order: details, then the page to check and order (§ 312j BGB), then the order. */
@Path("/" + Language.PATH)
@RunOnVirtualThread
public class CheckoutResource {
    private static final int UNPROCESSABLE = 422;
    private static final PostalAddress NO_ADDRESS = new PostalAddress("", "", "", "", "", "DE");

    @Inject
    CurrentSession session;

    @Inject
    CurrentCart currentCart;

    @Inject
    Customers customers;

    @Inject
    Addresses addresses;

    @Inject
    Checkout checkout;

    @Inject
    OrderService orders;

    @Inject
    PaymentMethods paymentMethods;

    @Inject
    WarrantyNotice warrantyNotice;

    @Inject
    MeterRegistry meters;

    @PathParam("lang")
    String lang;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance details(
                CheckoutForm form,
                FieldErrors errors,
                List<DeliveryChoice> deliveries,
                List<PaymentChoice> payments,
                boolean guest);

        static native TemplateInstance review(
                CheckoutForm form,
                FieldErrors errors,
                Quote quote,
                PaymentChoice payment,
                boolean changed,
                Notice notice);
    }

    /** A way of delivery to choose. */
    public record DeliveryChoice(
            DeliveryMethod method, boolean chosen, String price, boolean free, int daysMin, int daysMax) {}

    /** A way to pay to choose. */
    public record PaymentChoice(String id, boolean chosen, String name, String instructions) {}

    /** The form for address, delivery and payment. */
    @GET
    @Path("checkout")
    public Response details() {
        Cart cart = cart();
        if (cart.empty() || !cart.available()) {
            return toCart();
        }
        Optional<Customer> customer = session.customerId().flatMap(customers::find);
        PostalAddress address = customer.flatMap(found -> addresses
                        .latest(found.id())
                        .or(() -> Optional.of(new PostalAddress(found.name(), "", "", "", "", "DE"))))
                .orElse(NO_ADDRESS);
        CheckoutForm form = CheckoutForm.prefilled(customer.map(Customer::email).orElse(""), address);
        return page(200, detailsPage(form, new FieldErrors(), cart));
    }

    /** Checks the details and shows the page to order from; changes nothing. */
    @POST
    @Path("checkout")
    public Response review(MultivaluedMap<String, String> posted) {
        Cart cart = cart();
        if (cart.empty() || !cart.available()) {
            return toCart();
        }
        CheckoutForm form = CheckoutForm.of(new Fields(posted));
        FieldErrors errors = form.errors(words(), paymentMethods);
        if (posted.containsKey("change")) {
            return page(200, detailsPage(form, new FieldErrors(), cart));
        }
        return errors.none()
                ? page(200, reviewPage(form, errors, cart, false))
                : page(UNPROCESSABLE, detailsPage(form, errors, cart));
    }

    /** Places the order, or shows what keeps it from being placed. */
    @POST
    @Path("orders")
    public Response order(MultivaluedMap<String, String> posted) {
        CheckoutForm form = CheckoutForm.of(new Fields(posted));
        UUID key = form.key()
                .orElseThrow(() ->
                        new BadRequestException("The field 'idempotencyKey' must be the UUID from the checkout form"));
        FieldErrors errors = form.errors(words(), paymentMethods);
        if (errors.none() && !form.terms()) {
            errors.add("terms", words().termsMissing());
        }
        Optional<Placed> placed = errors.none()
                ? session.get()
                        .flatMap(found -> checkout.place(
                                found, form, paymentMethods.find(form.payment()).orElseThrow(), language()))
                : Optional.empty();
        if (placed.isPresent()) {
            if (placed.get().now()) {
                meters.counter("shop.orders.placed").increment();
            }
            return toOrder(placed.get());
        }
        Optional<Placed> before = orders.placedUnder(key);
        if (before.isPresent()) {
            return toOrder(before.get());
        }
        Cart cart = cart();
        if (cart.empty() || !cart.available()) {
            return toCart();
        }
        if (!errors.none() && errors.of("terms").isEmpty()) {
            return page(UNPROCESSABLE, detailsPage(form, errors, cart));
        }
        return page(
                errors.none() ? Response.Status.CONFLICT.getStatusCode() : UNPROCESSABLE,
                reviewPage(form, errors, cart, errors.none()));
    }

    private TemplateInstance detailsPage(CheckoutForm form, FieldErrors errors, Cart cart) {
        List<DeliveryChoice> deliveries = List.of(DeliveryMethod.values()).stream()
                .map(method -> {
                    Quote quote = new Quote(cart.lines(), method, language());
                    return new DeliveryChoice(
                            method,
                            method.name().equals(form.delivery()),
                            quote.money(quote.shippingCents()),
                            quote.shippingCents() == 0,
                            quote.deliveryDaysMin(),
                            quote.deliveryDaysMax());
                })
                .toList();
        List<PaymentChoice> payments = paymentMethods.all().stream()
                .map(method -> choice(method, form))
                .toList();
        return Templates.details(
                form, errors, deliveries, payments, session.customerId().isEmpty());
    }

    private TemplateInstance reviewPage(CheckoutForm form, FieldErrors errors, Cart cart, boolean changed) {
        Quote quote = new Quote(cart.lines(), form.deliveryMethod().orElseThrow(), language());
        return Templates.review(
                form,
                errors,
                quote,
                choice(paymentMethods.find(form.payment()).orElseThrow(), form),
                changed,
                warrantyNotice.find().orElse(null));
    }

    private PaymentChoice choice(PaymentMethod method, CheckoutForm form) {
        return new PaymentChoice(
                method.id(),
                method.id().equals(form.payment()),
                method.name(language()),
                method.instructions(language()));
    }

    private Cart cart() {
        return currentCart.get(language());
    }

    private CheckoutMessages words() {
        return MessageBundles.get(CheckoutMessages.class, Localized.Literal.of(lang));
    }

    private Language language() {
        return Language.of(lang).orElseThrow();
    }

    private Response toCart() {
        return Response.seeOther(URI.create("/" + lang + "/cart")).build();
    }

    private Response toOrder(Placed placed) {
        return Response.seeOther(URI.create("/" + lang + "/orders/" + placed.token()))
                .build();
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .entity(page)
                .build();
    }
}
