package io.shopoperator.e2e.load;

import io.vertx.core.Future;
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

    /** Opens the home page and each category on it. */
    static Future<Assortment> explore(Sender sender) {
        return sender.send(PageRequest.get("/de/")).compose(home -> {
            if (home.status() != 200) {
                throw new IllegalStateException("the shop's home page answers " + home.status() + ": is "
                        + sender.lane().target() + " the shop?");
            }
            List<String> categories = categoriesOn(home.body());
            Set<String> products = new LinkedHashSet<>(productsOn(home.body()));
            Future<Void> all = Future.succeededFuture();
            for (String category : categories) {
                all = all.compose(nothing -> sender.send(PageRequest.get(category)))
                        .map(page -> {
                            products.addAll(productsOn(page.body()));
                            return null;
                        });
            }
            return all.map(nothing -> {
                if (categories.isEmpty() || products.isEmpty()) {
                    throw new IllegalStateException(
                            "the shop's home page shows no categories or no products: import a catalogue first");
                }
                return new Assortment(categories, List.copyOf(products));
            });
        });
    }

    private static List<String> categoriesOn(String page) {
        return List.copyOf(all(CATEGORY, page));
    }

    private static List<String> productsOn(String page) {
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
