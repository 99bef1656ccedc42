package io.shopoperator.shop.order;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.payment.PaymentMethods;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The page of an order: confirmation at first, status later. Who knows its address may see it. */
@Path("/" + Language.PATH)
@RunOnVirtualThread
public class OrderResource {
    @Inject
    OrderService orders;

    @Inject
    PaymentMethods paymentMethods;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance order(OrderView view);
    }

    /** Shows the order. */
    @GET
    @Path("orders/{token}")
    public TemplateInstance show(@PathParam("lang") String lang, @PathParam("token") String token) {
        Order order = orders.byToken(token).orElseThrow(NotFoundException::new);
        return Templates.order(OrderView.of(order, Language.of(lang).orElseThrow(), paymentMethods));
    }
}
