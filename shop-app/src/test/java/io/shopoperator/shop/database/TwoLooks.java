package io.shopoperator.shop.database;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A page that reads the database, is kept for a moment and reads it again. */
@Path("/test/two-looks")
public class TwoLooks {
    static volatile Pause between = () -> {};

    @Inject
    Database database;

    /** What happens between the two looks. */
    interface Pause {
        void pass() throws InterruptedException;
    }

    @GET
    public String look() throws InterruptedException {
        String before = look("order_counter");
        between.pass();
        return before + look("shop_setting");
    }

    private String look(String table) {
        return database.only("select count(*) from " + table, row -> row.getString(1));
    }
}
