package io.shopoperator.shop.search;

import io.quarkus.cache.CacheResult;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of the product names, to find the one that was meant by a mistyped word. */
@ApplicationScoped
public class Vocabulary {
    private static final int SHORT_WORD = 4;

    @Inject
    WordCache words;

    /** The words, each replaced by the known word that is most like it; empty if one of them is like no known word. */
    String correct(List<String> asked, Language language) {
        Map<String, Integer> known = words.of(language);
        List<String> corrected = new ArrayList<>();
        for (String word : asked) {
            String best = best(word, known);
            if (best == null) {
                return "";
            }
            corrected.add(best);
        }
        return String.join(" ", corrected);
    }

    private static String best(String word, Map<String, Integer> known) {
        if (known.containsKey(word)) {
            return word;
        }
        int allowed = word.length() <= SHORT_WORD ? 1 : 2;
        String best = null;
        int bestDistance = allowed + 1;
        int bestCount = 0;
        for (Map.Entry<String, Integer> candidate : known.entrySet()) {
            int distance = likeness(word, candidate.getKey(), allowed);
            if (distance < bestDistance || (distance == bestDistance && candidate.getValue() > bestCount)) {
                best = candidate.getKey();
                bestDistance = distance;
                bestCount = candidate.getValue();
            }
        }
        return bestDistance <= allowed ? best : null;
    }

    private static int likeness(String word, String known, int allowed) {
        // a part of a compound, such as "tasse" in "kaffeetasse", counts like one mistyped letter
        if (word.length() >= SHORT_WORD && known.contains(word)) {
            return 1;
        }
        return Math.abs(known.length() - word.length()) > allowed ? allowed + 1 : distance(word, known);
    }

    /** How many letters were added, left out, replaced or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, replaced);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }

    /** Keeps the words for some minutes. */
    @ApplicationScoped
    static class WordCache {
        @Inject
        Database database;

        @CacheResult(cacheName = "vocabulary")
        Map<String, Integer> of(Language language) {
            Map<String, Integer> counted = new LinkedHashMap<>();
            database.list(
                            "select t.name from product_text t join product p on p.id = t.product_id where p.active and t.lang = ?",
                            row -> row.getString(1),
                            language.code())
                    .forEach(name -> Search.tokens(name).forEach(word -> counted.merge(word, 1, Integer::sum)));
            return counted;
        }
    }
}
