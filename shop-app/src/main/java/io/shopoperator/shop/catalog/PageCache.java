package io.shopoperator.shop.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.shopoperator.shop.layout.PageFrame;
import io.shopoperator.shop.layout.VisitorLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rendered pages. All visitors see the same one but for their own links in its head, so it is kept while what it shows stays the same, and half a minute at
 * most; who asks for a page made anew gets it.
 */
@ApplicationScoped
public class PageCache {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final long MOST_BYTES = 32 << 20;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Cache<String, Page> pages = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<String, Page>weigher((address, page) -> address.length() + page.head().length + page.rest().length)
            .expireAfterWrite(AT_MOST)
            .build();

    @Inject
    PageFrame frame;

    @Inject
    VisitorLinks visitorLinks;

    /** What is before the visitor's links, and what is after them. */
    private record Page(List<Object> shown, byte[] head, byte[] rest) {
        byte[] with(byte[] links) {
            byte[] page = new byte[head.length + links.length + rest.length];
            System.arraycopy(head, 0, page, 0, head.length);
            System.arraycopy(links, 0, page, head.length, links.length);
            System.arraycopy(rest, 0, page, head.length + links.length, rest.length);
            return page;
        }
    }

    /**
     * The page of an address.
     *
     * @param address path and what else of the request counts
     * @param shown what the page shows, or its revision: equal to the former one if the page is
     * @param render makes the page
     */
    public Response page(String address, Object shown, Supplier<String> render) {
        if (frame.uncached()) {
            return Response.ok(render.get(), HTML).build();
        }
        List<Object> all = List.of(shown, frame.brand(), frame.navigation());
        Page kept = pages.getIfPresent(address);
        if (kept == null || !kept.shown().equals(all)) {
            kept = made(all, frame.forEverybody(render));
            pages.put(address, kept);
        }
        return Response.ok(kept.with(visitorLinks.html().getBytes(StandardCharsets.UTF_8)), HTML)
                .build();
    }

    private Page made(List<Object> shown, String html) {
        String place = frame.visitorsPlace();
        int at = html.indexOf(place);
        return new Page(
                shown,
                html.substring(0, at).getBytes(StandardCharsets.UTF_8),
                html.substring(at + place.length()).getBytes(StandardCharsets.UTF_8));
    }
}
