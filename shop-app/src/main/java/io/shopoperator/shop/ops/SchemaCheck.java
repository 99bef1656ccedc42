package io.shopoperator.shop.ops;

import io.shopoperator.shop.database.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Whether the database has every migration of this release. Once it has, it keeps them. */
@ApplicationScoped
public class SchemaCheck {
    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);

    @Inject
    DataSource dataSource;

    private volatile boolean upToDate;

    /** Looks into the database until it is up to date; a database that cannot be reached is not. */
    public boolean upToDate() {
        if (!upToDate) {
            try {
                upToDate = !new Migrations(dataSource).pending();
            } catch (FlywayException e) {
                LOG.infof("The schema cannot be looked at yet: %s", e.getMessage());
            }
        }
        return upToDate;
    }
}
