package io.shopoperator.shop.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.shopoperator.shop.layout.PageFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Rendered pages. Most visitors see the very same one, so it is kept while what it shows stays the same, and half a minute at most; a
 * visitor who is logged in or has a cart gets a page of their own, and so does one who asks for a page made anew.
 */
@ApplicationScoped
public class PageCache {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final long MOST_BYTES = 32 << 20;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Cache<String, Page> pages = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<String, Page>weigher((address, page) -> address.length() + page.html().length)
            .expireAfterWrite(AT_MOST)
            .build();

    @Inject
    PageFrame frame;

    private record Page(Object shown, byte[] html) {}

    /**
     * The page of an address.
     *
     * @param address path and what else of the request counts
     * @param shown what the page shows, or its revision: equal to the former one if the page is
     * @param render makes the page
     */
    public Response page(String address, Object shown, Supplier<String> render) {
        if (!frame.impersonal() || frame.uncached())
            return Response.ok(render.get(), HTML).build();
        Page kept = pages.getIfPresent(address);
        if (kept == null || !kept.shown().equals(shown)) {
            kept = new Page(shown, render.get().getBytes(StandardCharsets.UTF_8));
            pages.put(address, kept);
        }
        return Response.ok(kept.html(), HTML).build();
    }
}
