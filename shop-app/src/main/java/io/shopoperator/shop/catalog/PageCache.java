package io.shopoperator.shop.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Rendered pages, each kept while the revision of what it shows stays the same, and half a minute at most. */
@ApplicationScoped
class PageCache {
    private static final int PAGES = 2500;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final Cache<String, Page> pages =
            Caffeine.newBuilder().maximumSize(PAGES).expireAfterWrite(AT_MOST).build();

    private record Page(String revision, byte[] html) {}

    /** The page of an address at a revision, rendered now if it is not kept. */
    byte[] get(String path, String revision, Supplier<byte[]> render) {
        Page kept = pages.getIfPresent(path);
        if (kept == null || !kept.revision().equals(revision)) {
            kept = new Page(revision, render.get());
            pages.put(path, kept);
        }
        return kept.html();
    }
}
