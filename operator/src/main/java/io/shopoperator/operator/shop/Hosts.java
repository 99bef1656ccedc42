package io.shopoperator.operator.shop;

import io.shopoperator.api.v1alpha1.Shop;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of several shops a host belongs to: the one that serves it, else the oldest. */
final class Hosts {
    static final String INDEX = "host";

    private Hosts() {}

    /** The hosts a shop asks for or serves: what the index is made of. */
    static List<String> of(Shop shop) {
        return Stream.concat(Stream.ofNullable(shop.getSpec()).map(spec -> spec.host()), served(shop).stream())
                .distinct()
                .toList();
    }

    /** The shop that has the host of {@code shop} in its stead; empty if the host is its own. */
    static Optional<Shop> holder(Shop shop, Collection<Shop> candidates) {
        String host = shop.getSpec().host();
        return Stream.concat(Stream.of(shop), candidates.stream().filter(other -> !isSame(shop, other)))
                .min(Comparator.comparing((Shop candidate) -> !served(candidate).equals(Optional.of(host)))
                        .thenComparing(candidate -> candidate.getMetadata().getCreationTimestamp())
                        .thenComparing(candidate -> candidate.getMetadata().getNamespace())
                        .thenComparing(candidate -> candidate.getMetadata().getName()))
                .filter(holder -> !isSame(shop, holder));
    }

    private static Optional<String> served(Shop shop) {
        return Optional.ofNullable(shop.getStatus()).map(status -> status.url()).flatMap(Hosts::host);
    }

    /** Empty for what is no address: anybody with the right may write a status, and here it must not stop the watch of all shops. */
    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(Shop one, Shop other) {
        return one.getMetadata().getNamespace().equals(other.getMetadata().getNamespace())
                && one.getMetadata().getName().equals(other.getMetadata().getName());
    }
}
