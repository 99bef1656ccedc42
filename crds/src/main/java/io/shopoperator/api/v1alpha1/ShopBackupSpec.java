package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Which shop is backed up, and what becomes of the backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShopBackupSpec(
        @JsonPropertyDescription("The shop that is backed up. It cannot be changed.")
        @Required
        @ValidationRule(
                value = "self == oldSelf",
                message = "shopRef cannot be changed, the backup is made of one shop: create another ShopBackup")
        ShopReference shopRef,

        @JsonPropertyDescription("True keeps this backup, however old it gets. It can be changed. Default: false.")
        @Default("false")
        Boolean pinned,

        @JsonPropertyDescription("True has this backup verified, as soon as it is its turn. Default: false.")
        @Default("false")
        Boolean verify) {

    public ShopBackupSpec {
        if (pinned == null) pinned = false;
        if (verify == null) verify = false;
    }
}
