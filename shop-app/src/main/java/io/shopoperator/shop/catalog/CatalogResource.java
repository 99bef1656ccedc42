package io.shopoperator.shop.catalog;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.PageFrame;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Home, categories and products. */
@Path("/" + Language.PATH)
@Blocking
@Produces(MediaType.TEXT_HTML)
public class CatalogResource {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final int NEWEST = 12;
    private static final int REDUCED = 4;
    private static final int RELATED = 4;
    private static final int HERO_PICTURES = 3;
    private static final int SUMMARY_LENGTH = 155;
    private static final int MOST_PIECES = 99;

    @Inject
    Categories categories;

    @Inject
    Catalog catalog;

    @Inject
    PageCache pages;

    @Inject
    StructuredData structuredData;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "catalog")
    static class Templates {
        static native TemplateInstance home(
                List<Category> categories,
                List<String> heroPictures,
                List<ProductCard> reduced,
                List<ProductCard> newest,
                String structuredData);

        static native TemplateInstance category(
                Category category, ProductList list, String sorting, String base, String structuredData);

        static native TemplateInstance product(
                ProductDetails product,
                List<ProductCard> related,
                String vatRate,
                String summary,
                int maxQuantity,
                String structuredData);
    }

    @GET
    public TemplateInstance home() {
        List<ProductCard> newest = catalog.newest(page.language(), NEWEST);
        List<String> heroPictures = newest.stream()
                .map(ProductCard::pictureHash)
                .filter(Objects::nonNull)
                .limit(HERO_PICTURES)
                .toList();
        return Templates.home(
                categories.all(page.language()),
                heroPictures,
                catalog.reduced(page.language(), REDUCED),
                newest,
                structuredData.shop());
    }

    @GET
    @Path("c/{slug}")
    public TemplateInstance category(
            @PathParam("slug") String slug, @QueryParam("sort") String sort, @QueryParam("page") String pageNumber) {
        Category category = categories.find(slug, page.language()).orElseThrow(NotFoundException::new);
        Sorting sorting = Sorting.of(sort);
        ProductList list = catalog.ofCategory(category, page.language(), sorting, Paging.number(pageNumber));
        if (list.products().isEmpty()) {
            throw new NotFoundException();
        }
        String base = page.path() + "?" + (sorting == Sorting.NEWEST ? "" : "sort=" + sorting.code() + "&");
        return Templates.category(
                category, list, sorting.code(), base, structuredData.category(category, list.products()));
    }

    @GET
    @Path("p/{slug}")
    public Response product(@PathParam("slug") String slug) {
        // most visitors of a product see the very same page: it is kept until its product changes
        byte[] html = page.impersonal()
                ? pages.get(page.path(), catalog.revision(slug).orElseThrow(NotFoundException::new), () -> render(slug))
                : render(slug);
        return Response.ok(html, HTML).build();
    }

    private byte[] render(String slug) {
        ProductDetails product = catalog.product(slug, page.language()).orElseThrow(NotFoundException::new);
        String rate = product.vatRatePercent().stripTrailingZeros().toPlainString();
        return Templates.product(
                        product,
                        catalog.related(product, page.language(), RELATED),
                        page.german() ? rate.replace('.', ',') : rate,
                        summary(product.description()),
                        Math.clamp(product.stock(), 1, MOST_PIECES),
                        structuredData.product(product))
                .render()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String summary(String description) {
        String text = description.replaceAll("\\s+", " ").strip();
        if (text.length() <= SUMMARY_LENGTH) {
            return text;
        }
        int space = text.lastIndexOf(' ', SUMMARY_LENGTH);
        return text.substring(0, space > 0 ? space : SUMMARY_LENGTH) + " …";
    }
}
