package io.shopoperator.shop.search;

import io.shopoperator.shop.catalog.Catalog;
import io.shopoperator.shop.catalog.Paging;
import io.shopoperator.shop.catalog.ProductList;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Full-text search in names and descriptions: stems of the language, beginnings of words, article numbers, mistyped words. */
@ApplicationScoped
public class Search {
    /** Longer texts are cut: nobody types them. */
    static final int MAX_LENGTH = 100;

    private static final int MAX_WORDS = 10;

    @Inject
    Database database;

    @Inject
    Catalog catalog;

    @Inject
    Vocabulary vocabulary;

    /**
     * One page of the active products that fit the words, best first. Without a fit, unknown words are replaced by the
     * most similar words of the catalogue, and the result tells so.
     */
    public SearchResult find(String asked, Language language, int page) {
        String words = asked.replace('\0', ' ').strip();
        words = words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH).strip() : words;
        ProductList found = fitting(words, language, page);
        if (found.paging().total() == 0 && page == 1 && !words.isEmpty()) {
            String similar = vocabulary.correct(tokens(words), language);
            if (!similar.isEmpty()) {
                ProductList instead = fitting(similar, language, page);
                if (instead.paging().total() > 0) {
                    return new SearchResult(words, similar, instead);
                }
            }
        }
        return new SearchResult(words, words, found);
    }

    private ProductList fitting(String words, Language language, int page) {
        List<String> tokens = tokens(words);
        if (tokens.isEmpty()) {
            return new ProductList(List.of(), new Paging(1, Catalog.PAGE_SIZE, 0));
        }
        String config = language == Language.DE ? "german" : "english";
        String beginnings = tokens.stream().map(token -> token + ":*").collect(Collectors.joining(" & "));
        String whole = String.join(" & ", tokens);
        String articleNumber = words.toLowerCase(Locale.ROOT);
        List<Hit> hits = database.list(
                """
                with asked as materialized (
                    select to_tsquery(c.config, ?) beginnings, to_tsquery(c.config, ?) whole from (select ?::regconfig config) c)
                select p.id, count(*) over () total
                from (select x.product_id from asked, product_text x where x.lang = ? and x.search @@ asked.beginnings
                      union select y.id from product y where lower(y.sku) = ?) found
                join product p on p.id = found.product_id and p.active
                join product_text t on t.product_id = p.id and t.lang = ?
                cross join asked
                order by (lower(p.sku) = ?) desc,
                         ts_rank(t.search, asked.whole) + 0.5 * ts_rank(t.search, asked.beginnings) desc,
                         (p.stock > 0) desc, p.id
                limit ? offset ?""",
                row -> new Hit(row.getLong(1), row.getInt(2)),
                beginnings,
                whole,
                config,
                language.code(),
                articleNumber,
                language.code(),
                articleNumber,
                Catalog.PAGE_SIZE,
                (page - 1) * Catalog.PAGE_SIZE);
        int total = hits.isEmpty() ? 0 : hits.getFirst().total();
        return new ProductList(
                catalog.cards(hits.stream().map(Hit::id).toList(), language),
                new Paging(page, Catalog.PAGE_SIZE, total));
    }

    private record Hit(long id, int total) {}

    /** The words of a text without any sign that means something in a query. */
    static List<String> tokens(String words) {
        return Arrays.stream(words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(token -> !token.isEmpty())
                .limit(MAX_WORDS)
                .toList();
    }
}
