package io.shopoperator.shop.database;

/**
 * Another database has taken the place of the shop's while a request was under way (a backup was restored). What the request has read is
 * of the former one, so it must neither go on nor be tried again.
 */
public final class DatabaseReplacedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseReplacedException() {
        super("The database was replaced while this request was under way", null, false, false);
    }
}
