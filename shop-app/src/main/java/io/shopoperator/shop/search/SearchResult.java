package io.shopoperator.shop.search;

import io.shopoperator.shop.catalog.ProductList;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What was asked, the words that were searched for in the end, and a page of what they found. */
public record SearchResult(String asked, String words, ProductList list) {

    /** Whether nothing fitted what was asked, and similar words were used. */
    public boolean corrected() {
        return !asked.equals(words);
    }

    /** The words for an address. */
    public String wordsEncoded() {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
