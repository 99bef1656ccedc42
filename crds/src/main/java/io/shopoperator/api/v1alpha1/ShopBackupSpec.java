package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Which shop is backed up, and what becomes of the backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "has(self.stored) == has(oldSelf.stored)",
        message = "stored cannot be added or taken out: create another ShopBackup")
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
        Boolean verify,

        @JsonPropertyDescription(
                "A backup that is at the destination already: nothing is made, this object stands for it. The operator writes it for "
                        + "what it finds there. It cannot be changed.")
        @ValidationRule(value = "self == oldSelf", message = "stored cannot be changed: create another ShopBackup")
        StoredBackupSpec stored) {

    public ShopBackupSpec {
        if (pinned == null) pinned = false;
        if (verify == null) verify = false;
    }

    /** A backup that is to be made. */
    public ShopBackupSpec(ShopReference shopRef, Boolean pinned, Boolean verify) {
        this(shopRef, pinned, verify, null);
    }
}
