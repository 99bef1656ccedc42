package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.List;

/** What becomes of a shop that is restored as a whole; orders are named by number, and nobody's personal data is told. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RestoredShopStatus(
        @JsonPropertyDescription("The moment whose state the shop gets.")
        String stateOf,

        @JsonPropertyDescription("Number of orders in that state.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orders,

        @JsonPropertyDescription(
                "Orders that are not in that state, since they are younger, the first 50 of them. They stay in the old database and in the "
                        + "safety backup, if there is one, from which a ShopRestore with scope.orders brings them back.")
        List<Long> lostOrders,

        @JsonPropertyDescription("How many orders are not in that state.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long lostOrderCount,

        @JsonPropertyDescription("The sum of these orders, in cents.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long lostOrderTotalCents,

        @JsonPropertyDescription("Orders that are gone from the shop and come back, the first 50 of them.")
        List<Long> returnedOrders,

        @JsonPropertyDescription("How many orders come back.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long returnedOrderCount,

        @JsonPropertyDescription("Orders that were in another state then, the first 50 of them.")
        List<Long> changedOrders,

        @JsonPropertyDescription("How many orders were in another state then.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long changedOrderCount,

        @JsonPropertyDescription("How many customers have registered since.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long lostCustomerCount,

        @JsonPropertyDescription(
                "How many declarations of withdrawal were received since: read them before they are gone.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long lostWithdrawalCount,

        @JsonPropertyDescription("How many sessions went on.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long keptSessionCount,

        @JsonPropertyDescription("How many sessions ended.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long endedSessionCount,

        @JsonPropertyDescription(
                "Name of the ShopBackup that was made of the shop just before; missing if that was skipped.")
        String safetyBackup,

        @JsonPropertyDescription("Name of the old database, on the same server.")
        String oldDatabase,

        @JsonPropertyDescription("Until when the old database is kept.")
        String oldDatabaseUntil) {

    public RestoredShopStatus {
        lostOrders = copy(lostOrders);
        returnedOrders = copy(returnedOrders);
        changedOrders = copy(changedOrders);
    }

    private static List<Long> copy(List<Long> numbers) {
        return numbers == null ? List.of() : List.copyOf(numbers);
    }
}
