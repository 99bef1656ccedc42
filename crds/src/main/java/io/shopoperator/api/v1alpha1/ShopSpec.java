package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** What a shop should be. Every field but the image and the host has a default. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!(has(self.replicas) && has(self.autoscaling))",
        fieldPath = ".replicas",
        message =
                "replicas and autoscaling exclude each other: take replicas out (null in a patch) to let the autoscaler decide, "
                        + "or autoscaling to have a fixed number of web pods")
@ValidationRule(
        value = "has(self.database.embedded) || !self.backup.pointInTime.enabled",
        message =
                "backup.pointInTime needs the embedded database: set enabled to false; the log of an external database is archived by whoever runs it, that of CloudNativePG by CloudNativePG itself (see docs/operations/cloudnativepg.md)")
public record ShopSpec(
        @JsonPropertyDescription(
                "The shop software: a container image that keeps the shop contract, e.g. "
                        + "registry.example.com/shop-app:1.0.0. A new image is a new release: its schema migration runs first, "
                        + "then the web pods are replaced one by one. One that failed is tried again when the image, host, size, "
                        + "database (its storage, instances or Secret), sessions, mail, release or exposure changes, and by no other field.")
        @Required
        @Size(min = 1, max = 512)
        @ValidationRule(
                value = "self.matches('^[a-zA-Z0-9][a-zA-Z0-9._:/@-]*$')",
                message = "image must name a container image, e.g. registry.example.com/shop-app:1.0.0 "
                        + "(no scheme such as https://, no spaces)")
        String image,

        @JsonPropertyDescription(
                "The name customers type into the browser, e.g. tee.example.com. One host belongs to one shop "
                        + "in all namespaces the operator watches.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')",
                message = "host must be a lower-case DNS name without scheme, port and path, e.g. tee.example.com")
        String host,

        @JsonPropertyDescription(
                "True makes the operator keep its hands off this shop: nothing is changed or repaired, what runs "
                        + "goes on running. Default: false.")
        @Default("false")
        Boolean suspend,

        @JsonPropertyDescription(
                "How strong the shop is: a name from the operator's size table (Helm value sizes), e.g. small, medium or large. "
                        + "It says how much CPU and memory each web pod and the embedded database get, on which nodes they run, and "
                        + "which storage class a new volume of the database gets; status.sizing tells what it means now. A change "
                        + "is carried out once nodes have room for it: web pods are replaced one by one, the database restarts once. "
                        + "Default: small.")
        @Default(ShopSpec.DEFAULT_SIZE)
        @Size(min = 1, max = 63)
        String size,

        @JsonPropertyDescription(
                "Number of web pods. With 2 or more, the loss of one is not noticed. Scaling is no release and never "
                        + "tries a failed one again. Left out, there are 2, or as many as autoscaling decides; not both together.")
        @Min(1)
        @Max(ShopSpec.MAX_REPLICAS)
        @SpecReplicas
        Integer replicas,

        @JsonPropertyDescription(
                "Lets the number of web pods follow the CPU they use. It needs metrics-server in the cluster, and takes the place of "
                        + "replicas. Like scaling, it is no release. Left out, the number is fixed.")
        AutoscalingSpec autoscaling,

        @JsonPropertyDescription(
                "Where the shop's data lives: exactly one kind, which cannot be changed later. " + "Default: embedded.")
        @Default("{\"embedded\":{}}")
        DatabaseSpec database,

        @JsonPropertyDescription(
                "What the database of a new shop begins with. Left out, it begins empty. It is not looked at any more once the database has "
                        + "data, and cannot be changed then.")
        OriginSpec origin,

        @JsonPropertyDescription("How long carts and logins are kept.") @Default("{}")
        SessionsSpec sessions,

        @JsonPropertyDescription("How the shop sends mail. Left out, mails wait in the shop's outbox.")
        MailSpec mail,

        @JsonPropertyDescription("How a new image is brought to the customers.") @Default("{}")
        ReleaseSpec release,

        @JsonPropertyDescription("How customers reach the shop.") @Default("{}")
        ExposureSpec exposure,

        @JsonPropertyDescription("When the shop is backed up, where to, and for how long backups are kept.")
        @Default("{}")
        BackupSpec backup,

        @JsonPropertyDescription("What happens to the data when the shop is deleted.") @Default("{}")
        DeletionSpec deletion) {

    static final String DEFAULT_SIZE = "small";
    static final int DEFAULT_REPLICAS = 2;
    static final int MAX_REPLICAS = 1000;

    public ShopSpec {
        if (suspend == null) suspend = false;
        if (size == null) size = DEFAULT_SIZE;
        if (database == null) database = new DatabaseSpec(null, null, null);
        if (sessions == null) sessions = new SessionsSpec(null);
        if (release == null) release = new ReleaseSpec(null, null);
        if (exposure == null) exposure = new ExposureSpec(null, null);
        if (backup == null) backup = new BackupSpec(null, null, null, null, null, null, null, null);
        if (deletion == null) deletion = new DeletionSpec(null);
    }

    /** The number of web pods where no autoscaler decides. Left out, replicas stays out, for together with autoscaling it would be a mistake. */
    @JsonIgnore
    public int fixedReplicas() {
        return replicas == null ? DEFAULT_REPLICAS : replicas;
    }
}
