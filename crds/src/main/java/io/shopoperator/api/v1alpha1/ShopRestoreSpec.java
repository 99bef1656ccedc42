package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What is put back, where from and where to. A restore is done once: only its approval can be changed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!has(self.from.restoreRef) || has(self.scope.full)",
        message = "from.restoreRef brings back a whole shop: use it with scope.full; single orders come from a backup")
@ValidationRule(
        value = "!has(self.from.time) || !has(self.scope.full)",
        message = "from.time is for scope.orders and scope.database: a whole shop goes back to a backup")
@ValidationRule(
        value = "!has(self.scope.database) || has(self.from.latest) || has(self.from.time)",
        message = "scope.database comes back from the write-ahead log: from must hold latest or time")
@ValidationRule(
        value = "!has(self.from.latest) || has(self.scope.database)",
        message = "from.latest is for scope.database: for orders name a backup or a time")
public record ShopRestoreSpec(
        @JsonPropertyDescription("The shop that is put back. It cannot be changed.")
        @Required
        @ValidationRule(value = "self == oldSelf", message = "shopRef cannot be changed: create another ShopRestore")
        ShopReference shopRef,

        @JsonPropertyDescription("Where it comes from. It cannot be changed.")
        @Required
        @ValidationRule(value = "self == oldSelf", message = "from cannot be changed: create another ShopRestore")
        RestoreSourceSpec from,

        @JsonPropertyDescription("What is put back. It cannot be changed.")
        @Required
        @ValidationRule(value = "self == oldSelf", message = "scope cannot be changed: create another ShopRestore")
        RestoreScopeSpec scope,

        @JsonPropertyDescription(
                "True tells in the status what would be done, and does nothing. Setting it to false approves that, and exactly that is done. "
                        + "Default: true.")
        @Default("true")
        @ValidationRule(
                value = "!self || oldSelf",
                message = "dryRun cannot be set back to true: create another ShopRestore for another preview")
        Boolean dryRun,

        @JsonPropertyDescription(
                "The diff of the preview that is approved: nothing is done if the shop has changed since. Left out, the one in the "
                        + "status counts.")
        @Size(max = 64)
        @ValidationRule(
                value = "self == '' || self.matches('^[0-9a-f]+$')",
                message = "approvedDiff must be the diff of a preview, as status.preview.diff tells it")
        String approvedDiff) {

    public ShopRestoreSpec {
        if (dryRun == null) dryRun = true;
    }
}
