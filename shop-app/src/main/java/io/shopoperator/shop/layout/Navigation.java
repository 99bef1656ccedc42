package io.shopoperator.shop.layout;

import java.util.List;

/** The main navigation; the catalogue implements it with its categories. */
public interface Navigation {
    /** The links in their order, in the given language. */
    List<Link> links(Language language);

    /** A link of the navigation: path and name. */
    record Link(String path, String name) {}
}
