package io.shopoperator.shop.layout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The links in a page's head that differ by visitor: to the login or the account, and to the cart with what is in it. */
@ApplicationScoped
public class VisitorLinks {
    private static final int MOST = 1_000;

    private final Cache<Shown, String> kept =
            Caffeine.newBuilder().maximumSize(MOST).build();

    @Inject
    PageFrame page;

    private record Shown(Language language, boolean loggedIn, int cartQuantity) {}

    @CheckedTemplate(basePath = "layout")
    static class Templates {
        static native TemplateInstance visitorLinks();
    }

    /** The links of the visitor whose request this is, as HTML. */
    public String html() {
        return kept.get(
                new Shown(page.language(), page.loggedIn(), page.cartQuantity()),
                shown -> Templates.visitorLinks().render());
    }
}
