package io.shopoperator.e2e.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to look at, found on the shop's own pages.
 *
 * @param categories paths of category pages
 * @param products paths of product pages
 */
record Assortment(List<String> categories, List<String> products) {
    private static final Pattern CATEGORY = Pattern.compile("href=\"(/de/c/[^\"?#]+)\"");
    private static final Pattern PRODUCT = Pattern.compile("href=\"(/de/p/[^\"?#]+)\"");

    static List<String> categoriesOn(String page) {
        return List.copyOf(all(CATEGORY, page));
    }

    static List<String> productsOn(String page) {
        return List.copyOf(all(PRODUCT, page));
    }

    String anyCategory(Random random) {
        return categories.get(random.nextInt(categories.size()));
    }

    String anyProduct(Random random) {
        return products.get(random.nextInt(products.size()));
    }

    private static Set<String> all(Pattern pattern, String page) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
