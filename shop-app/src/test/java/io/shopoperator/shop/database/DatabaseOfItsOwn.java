package io.shopoperator.shop.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A database for one test alone, which gets it injected. */
abstract class DatabaseOfItsOwn implements QuarkusTestResourceLifecycleManager {
    /** After the database of the other tests, whose address it replaces. */
    @Override
    public final int order() {
        return 100;
    }

    @Override
    public final void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(getClass()));
    }
}
