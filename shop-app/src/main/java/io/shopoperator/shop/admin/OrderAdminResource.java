package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.catalog.Paging;
import io.shopoperator.shop.layout.PageFrame;
import io.shopoperator.shop.order.Order;
import io.shopoperator.shop.order.OrderFilter;
import io.shopoperator.shop.order.OrderPage;
import io.shopoperator.shop.order.OrderRefusedException;
import io.shopoperator.shop.order.OrderRevision;
import io.shopoperator.shop.order.OrderService;
import io.shopoperator.shop.order.OrderStatus;
import io.shopoperator.shop.security.AdminIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Orders in the admin: find, move on, delete, take back. */
@Path("/admin/orders")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class OrderAdminResource {
    private static final int PAGE_SIZE = 50;

    @Inject
    OrderService orders;

    @Inject
    AdminIdentity admin;

    @Inject
    AdminWords words;

    @Inject
    PageFrame page;

    @Inject
    ShopSettings settings;

    @Inject
    Clock clock;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance orders(
                List<Order> orders,
                Paging paging,
                String base,
                String text,
                String status,
                boolean deleted,
                StatusNames statuses,
                RestoreRequest restore);

        static native TemplateInstance order(
                Order order,
                String number,
                List<OrderRevision> revisions,
                StatusNames statuses,
                String refused,
                boolean changed);
    }

    @GET
    public TemplateInstance list(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("status") @DefaultValue("") String status,
            @QueryParam("deleted") @DefaultValue("false") boolean deleted,
            @QueryParam("page") String pageNumber) {
        int number = Paging.number(pageNumber);
        OrderStatus wanted = Arrays.stream(OrderStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst()
                .orElse(null);
        OrderPage found = orders.search(new OrderFilter(text.replace("\0", ""), wanted, deleted, number, PAGE_SIZE));
        String base = "/admin/orders?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)
                + (wanted == null ? "" : "&status=" + wanted.name()) + (deleted ? "&deleted=true" : "") + "&";
        Paging paging = new Paging(number, PAGE_SIZE, (int) found.total());
        return Templates.orders(
                found.orders(), paging, base, text, status, deleted, words.statuses(), restoreOfUnknown(text));
    }

    /** How to get the order back whose number was looked for, if the shop has none of that number, not even a deleted one. */
    private RestoreRequest restoreOfUnknown(String text) {
        return RestoreRequest.number(text)
                .filter(number -> orders.byNumber(number).isEmpty())
                .map(number -> new RestoreRequest(number, settings.name(), clock.instant()))
                .orElse(null);
    }

    @GET
    @Path("{number: [0-9]{1,18}}")
    public TemplateInstance order(
            @PathParam("number") long number, @QueryParam("changed") @DefaultValue("false") boolean changed) {
        return page(number, null, changed);
    }

    private TemplateInstance page(long number, String refused, boolean changed) {
        Order order = orders.byNumber(number).orElseThrow(NotFoundException::new);
        return Templates.order(
                order, Long.toString(number), orders.revisions(number), words.statuses(), refused, changed);
    }

    @POST
    @Path("{number: [0-9]{1,18}}/status")
    public Response status(@PathParam("number") long number, @FormParam("status") @DefaultValue("") String status) {
        return change(number, () -> {
            OrderStatus wanted = Arrays.stream(OrderStatus.values())
                    .filter(known -> known.name().equals(status))
                    .findFirst()
                    .orElseThrow(() -> new OrderRefusedException(
                            "There is no status '" + status + "'; possible: " + Arrays.toString(OrderStatus.values())));
            orders.changeStatus(number, wanted, admin.username());
        });
    }

    @POST
    @Path("{number: [0-9]{1,18}}/delete")
    public Response delete(@PathParam("number") long number) {
        return change(number, () -> orders.delete(number, admin.username()));
    }

    @POST
    @Path("{number: [0-9]{1,18}}/undo")
    public Response undo(@PathParam("number") long number) {
        return change(number, () -> orders.undo(number, admin.username()));
    }

    private Response change(long number, Runnable change) {
        if (orders.byNumber(number).isEmpty()) {
            throw new NotFoundException();
        }
        try {
            change.run();
        } catch (OrderRefusedException refused) {
            return Response.status(Response.Status.CONFLICT)
                    .type(MediaType.TEXT_HTML_TYPE)
                    .entity(page(number, refused.getMessage(), false))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/orders/" + number + "?changed=true"))
                .build();
    }
}
