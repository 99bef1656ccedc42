package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.demo.DemoCatalogue;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.MerchantSettings;
import io.shopoperator.shop.layout.PageFrame;
import io.shopoperator.shop.legal.LegalText;
import io.shopoperator.shop.legal.LegalTexts;
import io.shopoperator.shop.legal.WarrantyNotice;
import io.shopoperator.shop.order.Order;
import io.shopoperator.shop.order.OrderFilter;
import io.shopoperator.shop.order.OrderService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** The entry of the admin: how the shop is doing, and what a new shop still needs. */
@Path("/admin")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class DashboardResource {
    private static final int LATEST = 8;
    private static final int LONGEST_BRAND = 60;
    private static final long SMALLEST_COUNT = 4;
    private static final long SMALLEST_CENTS = 40_00;
    private static final int YEAR = 365 * 24 * 3600;

    @Inject
    Dashboard dashboard;

    @Inject
    OrderService orders;

    @Inject
    LegalTexts legalTexts;

    @Inject
    WarrantyNotice warranty;

    @Inject
    DemoCatalogue demo;

    @Inject
    MerchantSettings merchant;

    @Inject
    AdminProducts adminProducts;

    @Inject
    AdminWords words;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance dashboard(
                Dashboard.Figures figures,
                Plot orders,
                String ordersTotal,
                Plot revenue,
                String revenueTotal,
                Plot sessions,
                String sessionsTotal,
                List<Order> latest,
                StatusNames statuses,
                int unfilledTexts,
                boolean warrantyMissing);

        static native TemplateInstance firstSteps(
                int products,
                int unfilledTexts,
                boolean warrantyMissing,
                boolean loaded,
                int loadedCount,
                boolean saved);
    }

    @GET
    public TemplateInstance dashboard() {
        AdminMessages messages = words.messages();
        Plot sold = Plot.of(messages.plotOrders(), dashboard.orders(), SMALLEST_COUNT, Long::toString, page::shortDate);
        Plot revenue =
                Plot.of(messages.plotRevenue(), dashboard.revenue(), SMALLEST_CENTS, this::euros, page::shortDate);
        Plot sessions =
                Plot.of(messages.plotSessions(), dashboard.sessions(), SMALLEST_COUNT, Long::toString, page::shortDate);
        return Templates.dashboard(
                dashboard.figures(),
                sold,
                Long.toString(sold.total()),
                revenue,
                page.money(revenue.total()),
                sessions,
                Long.toString(sessions.total()),
                orders.search(new OrderFilter("", null, false, 1, LATEST)).orders(),
                words.statuses(),
                unfilledTexts(),
                warranty.find().isEmpty());
    }

    private String euros(long cents) {
        return page.money(cents);
    }

    @GET
    @Path("first-steps")
    public TemplateInstance firstSteps(
            @QueryParam("loaded") String loaded, @QueryParam("saved") @DefaultValue("false") boolean saved) {
        int added = loaded != null && loaded.matches("[0-9]{1,6}") ? Integer.parseInt(loaded) : 0;
        int products = adminProducts.count();
        return Templates.firstSteps(products, unfilledTexts(), warranty.find().isEmpty(), loaded != null, added, saved);
    }

    /** Fills the shop with the demo catalogue; what is there already stays as it is. */
    @POST
    @Path("demo-catalogue")
    public Response loadDemo() {
        int added = demo.load().products();
        return Response.seeOther(URI.create("/admin/first-steps?loaded=" + added))
                .build();
    }

    /** Stores the name of the shop. */
    @POST
    @Path("settings")
    public Response settings(@FormParam("brand") @DefaultValue("") String brand) {
        String name = brand.replaceAll("\\p{Cntrl}+", " ").strip();
        merchant.set(MerchantSettings.BRAND, name.length() > LONGEST_BRAND ? name.substring(0, LONGEST_BRAND) : name);
        return Response.seeOther(URI.create("/admin/first-steps?saved=true")).build();
    }

    /** Changes the language of the admin. */
    @GET
    @Path("language")
    public Response language(@QueryParam("to") String code, @QueryParam("back") @DefaultValue("/admin") String back) {
        Language language = Language.of(code).orElse(Language.DE);
        boolean within = back.matches("/admin(/[A-Za-z0-9/_-]*)?");
        return Response.seeOther(URI.create(within ? back : "/admin"))
                .cookie(new NewCookie.Builder(PageFrame.LANGUAGE_COOKIE)
                        .value(language.code())
                        .path("/")
                        .maxAge(YEAR)
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.LAX)
                        .build())
                .build();
    }

    private int unfilledTexts() {
        return (int) legalTexts.all().stream()
                .map(LegalText::placeholders)
                .filter(gaps -> !gaps.isEmpty())
                .count();
    }
}
