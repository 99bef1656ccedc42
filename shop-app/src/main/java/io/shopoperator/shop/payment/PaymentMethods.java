package io.shopoperator.shop.payment;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ways to pay this shop offers. */
@ApplicationScoped
public class PaymentMethods {
    @Inject
    @All
    List<PaymentMethod> methods;

    /** All of them, in the order customers see. */
    public List<PaymentMethod> all() {
        return methods.stream()
                .sorted(Comparator.comparingInt(PaymentMethod::position))
                .toList();
    }

    /** The one with this id. */
    public Optional<PaymentMethod> find(String id) {
        return methods.stream().filter(method -> method.id().equals(id)).findFirst();
    }
}
