package io.shopoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.shopoperator.operator.shop.ShopReconciler;
import org.junit.jupiter.api.Test;

class OperatorWiringTest {

    @ControllerConfiguration(triggerReconcilerOnAllEvents = true)
    private static class Curious {}

    private static final class ProxyOfTheCurious extends Curious {}

    @ControllerConfiguration
    private static final class Modest {}

    @Test
    void aReconcilerHearsOfAllEventsIfItsAnnotationSaysSo() {
        assertThat(OperatorWiring.hearsOfAllEvents(ShopReconciler.class)).isTrue();
        assertThat(OperatorWiring.hearsOfAllEvents(Curious.class)).isTrue();
        assertThat(OperatorWiring.hearsOfAllEvents(ProxyOfTheCurious.class)).isTrue();
        assertThat(OperatorWiring.hearsOfAllEvents(Modest.class)).isFalse();
        assertThat(OperatorWiring.hearsOfAllEvents(String.class)).isFalse();
    }
}
