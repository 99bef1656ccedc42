package io.shopoperator.shop.security;

import java.net.URI;
import java.util.regex.Pattern;

/** Where to go after logging in: only ever a page of this shop. */
public final class LocalRedirect {
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_.~-][A-Za-z0-9/_.~-]*)?");

    private LocalRedirect() {}

    /** {@code wanted} if it is a plain path of this shop, else {@code fallback}. */
    public static URI to(String wanted, String fallback) {
        boolean safe = wanted != null && PATH.matcher(wanted).matches() && !wanted.contains("//");
        return URI.create(safe ? wanted : fallback);
    }
}
