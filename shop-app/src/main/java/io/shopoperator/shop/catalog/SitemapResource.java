package io.shopoperator.shop.catalog;

import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.PageFrame;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What search engines read before the pages: all addresses in both languages, and what is not for them. */
@Path("/")
@Blocking
public class SitemapResource {
    private static final int PRODUCTS_AT_A_TIME = 500;

    @Inject
    Categories categories;

    @Inject
    Catalog catalog;

    @Inject
    PageFrame page;

    /** Written as it is read, some products at a time, however many there are. */
    @GET
    @Path("sitemap.xml")
    @Produces(MediaType.APPLICATION_XML)
    public Response sitemap() {
        String site = page.absolute("");
        StreamingOutput xml = out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.write("""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
                    """);
            write(writer, site, "/", null);
            for (Category category : categories.all(Language.DE)) {
                write(writer, site, "/c/" + category.slug(), null);
            }
            long last = 0;
            List<Catalog.SitemapEntry> next;
            while (!(next = catalog.sitemap(last, PRODUCTS_AT_A_TIME)).isEmpty()) {
                for (Catalog.SitemapEntry product : next) {
                    write(writer, site, "/p/" + product.slug(), product.changed());
                }
                last = next.getLast().id();
            }
            writer.write("</urlset>\n");
            writer.flush();
        };
        return Response.ok(xml).header("Cache-Control", "public, max-age=3600").build();
    }

    private static void write(Writer xml, String site, String path, Instant changed) throws IOException {
        for (Language language : Language.values()) {
            xml.append("<url><loc>")
                    .append(site)
                    .append("/" + language.code() + path)
                    .append("</loc>");
            if (changed != null) {
                xml.append("<lastmod>")
                        .append(changed.truncatedTo(ChronoUnit.SECONDS).toString())
                        .append("</lastmod>");
            }
            for (Language alternate : Language.values()) {
                xml.append("<xhtml:link rel=\"alternate\" hreflang=\"")
                        .append(alternate.code())
                        .append("\" href=\"")
                        .append(site)
                        .append("/" + alternate.code() + path)
                        .append("\"/>");
            }
            xml.append("</url>\n");
        }
    }

    @GET
    @Path("robots.txt")
    @Produces(MediaType.TEXT_PLAIN)
    public String robots() {
        StringBuilder rules = new StringBuilder("User-agent: *\nDisallow: /admin\n");
        for (Language language : Language.values()) {
            for (String closed :
                    new String[] {"cart", "checkout", "orders", "account", "login", "register", "search"}) {
                rules.append("Disallow: /")
                        .append(language.code())
                        .append('/')
                        .append(closed)
                        .append('\n');
            }
        }
        return rules.append("Sitemap: ")
                .append(page.absolute("/sitemap.xml"))
                .append('\n')
                .toString();
    }
}
