package io.shopoperator.shop.layout;

import io.quarkus.arc.Arc;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateGlobal;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.event.Observes;

/** Gives every template of a request the frame of its page and the page's language. */
final class TemplateSetup {
    private TemplateSetup() {}

    @TemplateGlobal
    static PageFrame page() {
        return Arc.container().instance(PageFrame.class).get();
    }

    /** Messages come in the page's language; templates rendered outside a request (mails) set their locale themselves. */
    static void localize(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(TemplateSetup::localize);
    }

    private static void localize(TemplateInstance template) {
        if (Arc.container().requestContext().isActive()
                && Arc.container()
                                .instance(io.quarkus.vertx.http.runtime.CurrentVertxRequest.class)
                                .get()
                                .getCurrent()
                        != null) {
            template.setLocale(page().locale().getLanguage());
        }
    }
}
