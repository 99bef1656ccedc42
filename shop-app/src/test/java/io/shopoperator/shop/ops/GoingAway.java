package io.shopoperator.shop.ops;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A shop that takes its time to go, and has a mail server that is down. */
public class GoingAway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "shop.drain.serve-for", "1s",
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", "1");
    }
}
