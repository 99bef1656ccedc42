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
import java.time.temporal.ChronoUnit;

/** What search engines read before the pages: all addresses in both languages, and what is not for them. */
@Path("/")
@Blocking
public class SitemapResource {
    @Inject
    Categories categories;

    @Inject
    Catalog catalog;

    @Inject
    PageFrame page;

    @GET
    @Path("sitemap.xml")
    @Produces(MediaType.APPLICATION_XML)
    public Response sitemap() {
        StringBuilder xml = new StringBuilder(1 << 19).append("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
                        """);
        append(xml, "/", null);
        categories.all(Language.DE).forEach(category -> append(xml, "/c/" + category.slug(), null));
        catalog.sitemap()
                .forEach(product -> append(
                        xml,
                        "/p/" + product.slug(),
                        product.changed().truncatedTo(ChronoUnit.SECONDS).toString()));
        xml.append("</urlset>\n");
        return Response.ok(xml.toString())
                .header("Cache-Control", "public, max-age=3600")
                .build();
    }

    private void append(StringBuilder xml, String path, String changed) {
        for (Language language : Language.values()) {
            xml.append("<url><loc>")
                    .append(page.absolute("/" + language.code() + path))
                    .append("</loc>");
            if (changed != null) {
                xml.append("<lastmod>").append(changed).append("</lastmod>");
            }
            for (Language alternate : Language.values()) {
                xml.append("<xhtml:link rel=\"alternate\" hreflang=\"")
                        .append(alternate.code())
                        .append("\" href=\"")
                        .append(page.absolute("/" + alternate.code() + path))
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
