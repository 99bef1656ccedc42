package io.shopoperator.shop.search;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.catalog.PageCache;
import io.shopoperator.shop.catalog.Paging;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.PageFrame;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The page with the results of a search. */
@Path("/" + Language.PATH + "/search")
@Blocking
public class SearchResource {
    @Inject
    Search search;

    @Inject
    PageCache pages;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "search")
    static class Templates {
        static native TemplateInstance results(SearchResult result, String base);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response results(@QueryParam("q") @DefaultValue("") String words, @QueryParam("page") String pageNumber) {
        SearchResult result = search.find(words, page.language(), Paging.number(pageNumber));
        String base = page.path() + "?q=" + result.wordsEncoded() + "&";
        return pages.page(
                page.path() + "?q=" + words + "&" + result.list().paging().page(),
                result,
                () -> Templates.results(result, base).render());
    }
}
