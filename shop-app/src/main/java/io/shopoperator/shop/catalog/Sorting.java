package io.shopoperator.shop.catalog;

import java.util.Arrays;

/** The orders a list of products can be shown in. */
public enum Sorting {
    NEWEST("newest", "p.id desc"),
    PRICE_LOW("price", "p.price_cents, p.id"),
    PRICE_HIGH("price-down", "p.price_cents desc, p.id"),
    NAME("name", "t.name, p.id");

    private final String code;
    private final String sql;

    Sorting(String code, String sql) {
        this.code = code;
        this.sql = sql;
    }

    /** As it stands in the address of a page. */
    public String code() {
        return code;
    }

    String sql() {
        return sql;
    }

    /** The sorting of a code; the newest first for an unknown one. */
    public static Sorting of(String code) {
        return Arrays.stream(values())
                .filter(sorting -> sorting.code.equals(code))
                .findFirst()
                .orElse(NEWEST);
    }
}
