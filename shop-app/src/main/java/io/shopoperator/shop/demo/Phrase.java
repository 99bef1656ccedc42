package io.shopoperator.shop.demo;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills sentence patterns: {@code {name}} by a word, {@code {one|many}} by number. */
final class Phrase {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private Phrase() {}

    /** The sentence of a pattern; a placeholder that stands for nothing is a mistake in the texts. */
    static String fill(String pattern, Map<String, String> words, boolean plural) {
        return PLACEHOLDER.matcher(pattern).replaceAll(match -> {
            String name = match.group(1);
            int bar = name.indexOf('|');
            String word = bar < 0 ? words.get(name) : plural ? name.substring(bar + 1) : name.substring(0, bar);
            if (word == null) {
                throw new IllegalArgumentException("Nothing is known for {" + name + "} in: " + pattern);
            }
            return Matcher.quoteReplacement(word);
        });
    }
}
