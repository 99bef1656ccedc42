package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A bucket. Below the prefix, each shop has a directory NAMESPACE/NAME. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record S3DestinationSpec(
        @JsonPropertyDescription("Address of the storage, e.g. https://s3.example.com.")
        @Required
        @Size(min = 1, max = 512)
        @ValidationRule(
                value = "self.matches('^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$')",
                message = "endpoint must be an address without a path, e.g. https://s3.example.com")
        String endpoint,

        @JsonPropertyDescription("Region of the bucket. Default: us-east-1, which storages without regions accept.")
        @Default(S3DestinationSpec.DEFAULT_REGION)
        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[a-z0-9-]+$')",
                message = "region must be the name of a region, e.g. eu-central-1")
        String region,

        @JsonPropertyDescription("Name of the bucket, which must be there: it is never made.")
        @Required
        @Size(min = 3, max = 63)
        @ValidationRule(
                value = "self.matches('^[a-z0-9][a-z0-9.-]*[a-z0-9]$')",
                message = "bucket must be the name of a bucket: lower-case letters, digits, '.' and '-'")
        String bucket,

        @JsonPropertyDescription("Where in the bucket, e.g. backups/cluster-1. Left out, at its root.")
        @Size(max = 256)
        @ValidationRule(
                value = "self == '' || self.matches('^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$')",
                message = "prefix must be names separated by '/', without one at its start or end: backups/cluster-1")
        String prefix,

        @JsonPropertyDescription("The Secret with the keys access-key-id and secret-access-key.") @Required
        SecretReference credentialsSecretRef) {

    static final String DEFAULT_REGION = "us-east-1";

    public S3DestinationSpec {
        if (region == null) region = DEFAULT_REGION;
    }
}
