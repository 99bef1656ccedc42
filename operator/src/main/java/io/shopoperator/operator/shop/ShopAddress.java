package io.shopoperator.operator.shop;

import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;

/** The address customers type. */
public final class ShopAddress {
    private static final int HTTPS = 443;

    private ShopAddress() {}

    /** E.g. {@code https://tee.example.com}, with the port only where it is not the usual one. */
    public static String of(Shop shop, OperatorSettings settings) {
        int port = settings.ingress().httpsPort();
        return "https://" + shop.getSpec().host() + (port == HTTPS ? "" : ":" + port);
    }
}
