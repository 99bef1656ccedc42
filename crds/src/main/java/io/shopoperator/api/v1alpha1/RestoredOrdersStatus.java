package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.List;

/** What becomes of each order, or of the whole shop; orders are named by number, and nobody's personal data is told. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RestoredOrdersStatus(
        @JsonPropertyDescription("When this was found out, or done.")
        String at,

        @JsonPropertyDescription("Fingerprint of all that is told here, to approve it by.")
        String diff,

        @JsonPropertyDescription("Orders that are not there and are put back.")
        List<Long> added,

        @JsonPropertyDescription("Orders that were deleted in the shop's admin, whose deletion is undone.")
        List<Long> undeleted,

        @JsonPropertyDescription("Orders that differ and get the backup's state.")
        List<Long> replaced,

        @JsonPropertyDescription("Orders that are as in the backup already.")
        List<Long> unchanged,

        @JsonPropertyDescription("Orders that differ and are left alone.")
        List<Long> skipped,

        @JsonPropertyDescription("In what orders differ from the backup, the first of them.")
        List<String> conflicts,

        @JsonPropertyDescription("How many orders differ from the backup.") @Min(0) @Max(Integer.MAX_VALUE)
        Integer conflictCount,

        @JsonPropertyDescription("What becomes of the shop, of a restore of the whole of it.")
        RestoredShopStatus shop) {

    public RestoredOrdersStatus {
        added = copy(added);
        undeleted = copy(undeleted);
        replaced = copy(replaced);
        unchanged = copy(unchanged);
        skipped = copy(skipped);
        conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
    }

    private static List<Long> copy(List<Long> numbers) {
        return numbers == null ? List.of() : List.copyOf(numbers);
    }
}
