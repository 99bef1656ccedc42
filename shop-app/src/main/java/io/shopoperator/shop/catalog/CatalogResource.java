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
import java.util.List;
import java.util.Objects;

/** Home, categories and products. */
@Path("/" + Language.PATH)
@Blocking
@Produces(MediaType.TEXT_HTML)
public class CatalogResource {
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
    public Response home() {
        List<Category> all = categories.all(page.language());
        List<ProductCard> reduced = catalog.reduced(page.language(), REDUCED);
        List<ProductCard> newest = catalog.newest(page.language(), NEWEST);
        return pages.page(page.path(), List.of(all, reduced, newest), () -> home(all, reduced, newest));
    }

    private String home(List<Category> all, List<ProductCard> reduced, List<ProductCard> newest) {
        List<String> heroPictures = newest.stream()
                .map(ProductCard::pictureHash)
                .filter(Objects::nonNull)
                .limit(HERO_PICTURES)
                .toList();
        return Templates.home(all, heroPictures, reduced, newest, structuredData.shop())
                .render();
    }

    @GET
    @Path("c/{slug}")
    public Response category(
            @PathParam("slug") String slug, @QueryParam("sort") String sort, @QueryParam("page") String pageNumber) {
        Category category = categories.find(slug, page.language()).orElseThrow(NotFoundException::new);
        Sorting sorting = Sorting.of(sort);
        ProductList list = catalog.ofCategory(category, page.language(), sorting, Paging.number(pageNumber));
        if (list.products().isEmpty()) {
            throw new NotFoundException();
        }
        return pages.page(
                page.path() + "?" + sorting.code() + "&" + list.paging().page(),
                List.of(category, list),
                () -> category(category, list, sorting));
    }

    private String category(Category category, ProductList list, Sorting sorting) {
        String base = page.path() + "?" + (sorting == Sorting.NEWEST ? "" : "sort=" + sorting.code() + "&");
        return Templates.category(
                        category, list, sorting.code(), base, structuredData.category(category, list.products()))
                .render();
    }

    @GET
    @Path("p/{slug}")
    public Response product(@PathParam("slug") String slug) {
        String revision = catalog.revision(slug).orElseThrow(NotFoundException::new);
        return pages.page(
                page.path(),
                revision,
                () -> product(catalog.product(slug, page.language()).orElseThrow(NotFoundException::new)));
    }

    private String product(ProductDetails product) {
        String rate = product.vatRatePercent().stripTrailingZeros().toPlainString();
        return Templates.product(
                        product,
                        catalog.related(product, page.language(), RELATED),
                        page.german() ? rate.replace('.', ',') : rate,
                        summary(product.description()),
                        Math.clamp(product.stock(), 1, MOST_PIECES),
                        structuredData.product(product))
                .render();
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
