package io.shopoperator.shop.restore.whole;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to the databases of one server, without a pool. */
public interface Servers {

    /** Name of the shop's database. */
    String live();

    /** Name of the database that takes its place. */
    String beside();

    /** A new connection to a database. */
    Connection connect(String database) throws SQLException;
}
