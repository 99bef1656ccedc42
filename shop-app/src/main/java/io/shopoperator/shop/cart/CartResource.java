package io.shopoperator.shop.cart;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.session.CurrentSession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The cart page, and putting things in and taking them out. */
@Path("/" + Language.PATH + "/cart")
@RunOnVirtualThread
public class CartResource {
    @Inject
    CurrentSession session;

    @Inject
    Carts carts;

    @Inject
    CurrentCart cart;

    @PathParam("lang")
    String lang;

    /** Templates of this resource. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance cart(Cart cart, boolean gone, boolean changed);

        static native TemplateInstance added(CartLine line);
    }

    /** The cart as it is now. */
    @GET
    public TemplateInstance show(@QueryParam("gone") boolean gone, @QueryParam("changed") boolean changed) {
        return Templates.cart(cart.get(language()), gone, changed);
    }

    /** Puts {@code quantity} pieces of {@code product} into the cart; answers htmx with what to show on the product's page. */
    @POST
    @Path("lines")
    public Response add(
            @FormParam("product") String product,
            @FormParam("quantity") String quantity,
            @HeaderParam("HX-Request") boolean fragment) {
        long productId = number(product, "product");
        int pieces = quantity == null || quantity.isBlank() ? 1 : (int) number(quantity, "quantity");
        if (pieces < 1) {
            throw new BadRequestException("The field 'quantity' must be 1 or more");
        }
        boolean added = carts.add(session.require(), productId, pieces);
        if (fragment) {
            return Response.ok(Templates.added(lineOf(productId)), "text/html; charset=utf-8")
                    .build();
        }
        return backToCart(added ? "" : "?gone=true");
    }

    /** Sets the quantity of a product that is in the cart. */
    @POST
    @Path("lines/{product}")
    public Response set(@PathParam("product") long product, @FormParam("quantity") String quantity) {
        int pieces = (int) number(quantity, "quantity");
        session.get().ifPresent(found -> carts.set(found, product, pieces));
        return backToCart("?changed=true");
    }

    /** Takes a product out of the cart. */
    @POST
    @Path("lines/{product}/remove")
    public Response remove(@PathParam("product") long product) {
        session.get().ifPresent(found -> carts.set(found, product, 0));
        return backToCart("?changed=true");
    }

    /** What the cart has of a product, null without any. */
    private CartLine lineOf(long productId) {
        return cart.get(language()).lines().stream()
                .filter(line -> line.productId() == productId)
                .findFirst()
                .orElse(null);
    }

    private Response backToCart(String query) {
        return Response.seeOther(URI.create("/" + language().code() + "/cart" + query))
                .build();
    }

    private Language language() {
        return Language.of(lang).orElseThrow();
    }

    private static long number(String value, String field) {
        try {
            long number = Long.parseLong(value == null ? "" : value.strip());
            return field.equals("quantity") ? Math.clamp(number, 0, Carts.MOST_PIECES) : number;
        } catch (NumberFormatException e) {
            throw new BadRequestException("The field '" + field + "' must be a number", e);
        }
    }
}
