package io.shopoperator.shop.legal;

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
import jakarta.ws.rs.core.MediaType;

/** Imprint, terms, privacy and the other legal pages. */
@Path("/" + Language.PATH + "/legal")
@Blocking
public class LegalResource {
    @Inject
    LegalTexts texts;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "legal")
    static class Templates {
        static native TemplateInstance text(LegalText text, String title, String html);
    }

    @GET
    @Path("{kind}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance text(@PathParam("kind") String code) {
        LegalKind kind = LegalKind.of(code).orElseThrow(NotFoundException::new);
        LegalText text = texts.current(kind, page.language());
        String html = texts.html(text);
        return Templates.text(text, title(html), html);
    }

    /** The text's own first heading. */
    private String title(String html) {
        int from = html.indexOf("<h1>");
        int to = html.indexOf("</h1>");
        return from < 0 || to < from
                ? page.brand()
                : html.substring(from + "<h1>".length(), to).replaceAll("<[^>]*>", "");
    }
}
