package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Which backup, and where it is. Every field has a default: the newest backup of this very shop, at its own destination. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!(has(self.id) && has(self.before))",
        message = "fromBackup must not hold both id and before: take one of them out")
@ValidationRule(
        value = "!(has(self.id) && has(self.verified) && self.verified)",
        message = "fromBackup must not hold both id and verified: a backup that is named is taken as it is")
public record OriginBackupSpec(
        @JsonPropertyDescription("Where the backup is. Left out, at spec.backup.destination.")
        OriginDestinationSpec destination,

        @JsonPropertyDescription("How the backup is encrypted. Left out, as spec.backup.encryption says.")
        BackupEncryptionSpec encryption,

        @JsonPropertyDescription(
                "The shop that the backup is of, by the namespace and name it had. Left out, those of this shop.")
        OriginShopSpec shop,

        @JsonPropertyDescription(
                "The backup, by its name at the destination, e.g. 20261123T021500Z-1a2b3c4d. Left out, the newest.")
        @Size(max = 25)
        @ValidationRule(
                value = "self.matches('" + StoredBackupSpec.ID + "')",
                message = "id must be the name of a backup at its destination, e.g. 20261123T021500Z-1a2b3c4d")
        String id,

        @JsonPropertyDescription(
                "The newest backup that was complete before this time, e.g. 2026-11-18T12:00:00Z. Left out, the newest.")
        @Size(min = 20, max = 20)
        @ValidationRule(
                value = "self.matches('" + StoredBackupSpec.TIME + "')",
                message = "before must be a time in UTC, e.g. 2026-11-18T12:00:00Z")
        String before,

        @JsonPropertyDescription("True takes only backups that were verified. Default: false.") @Default("false")
        Boolean verified) {

    public OriginBackupSpec {
        if (verified == null) verified = false;
    }
}
