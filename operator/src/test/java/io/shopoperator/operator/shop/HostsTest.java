package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    @Test
    void aShopIsFoundByTheHostItAsksForAndByTheOneItServes() {
        assertThat(Hosts.of(shop("https://former.example.com:8443")))
                .containsExactly("tee.example.com", "former.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://[", "", "%", "mailto:tee@example.com"})
    void aStatusThatIsNoAddressHidesNoOtherShop(String url) {
        assertThat(Hosts.of(shop(url))).containsExactly("tee.example.com");
    }

    private static Shop shop(String url) {
        return Serialization.unmarshal("""
                apiVersion: shop-operator.io/v1alpha1
                kind: Shop
                metadata: {name: tee, namespace: shops}
                spec: {image: "registry/shop-app:1.0.0", host: tee.example.com}
                status: {url: "%s", conditions: []}
                """.formatted(url), Shop.class);
    }
}
