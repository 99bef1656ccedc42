package io.shopoperator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import io.shopoperator.shop.cart.CartMessages;
import io.shopoperator.shop.checkout.CheckoutMessages;
import io.shopoperator.shop.customer.CustomerMessages;
import io.shopoperator.shop.order.OrderMessages;
import io.shopoperator.shop.payment.PaymentMessages;
import io.shopoperator.shop.security.SecurityMessages;
import io.shopoperator.shop.withdrawal.WithdrawalMessages;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void everyGermanWordHasItsEnglishOne() throws IOException {
        for (Class<?> bundle : new Class<?>[] {
            CartMessages.class,
            CheckoutMessages.class,
            CustomerMessages.class,
            OrderMessages.class,
            PaymentMessages.class,
            SecurityMessages.class,
            WithdrawalMessages.class
        }) {
            String name = bundle.getAnnotation(io.quarkus.qute.i18n.MessageBundle.class)
                    .value();
            Properties english = new Properties();
            try (Reader reader = new InputStreamReader(
                    bundle.getResourceAsStream("/messages/" + name + "_en.properties"), StandardCharsets.UTF_8)) {
                english.load(reader);
            }
            assertThat(english.stringPropertyNames())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(bundle.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Message.class))
                            .map(Method::getName)
                            .toList());
        }
    }
}
