package io.shopoperator.operator.shop.database.cloudnativepg;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/** What a Cluster should be. What is null is left to CloudNativePG. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterSpec(
        Integer instances,
        String imageName,
        @JsonProperty("postgresUID") Long user,
        @JsonProperty("postgresGID") Long group,
        String primaryUpdateMethod,
        @JsonProperty("enablePDB") Boolean disruptionBudget,
        Integer smartShutdownTimeout,
        Bootstrap bootstrap,
        Managed managed,
        Postgresql postgresql,
        ResourceRequirements resources,
        Affinity affinity,
        Storage storage) {

    /** How the first instance begins. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bootstrap(Initdb initdb) {}

    /** Empty, with one database for the application. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Initdb(
            String database,
            String owner,
            String encoding,
            String locale,
            String localeProvider,
            String builtinLocale,
            Boolean dataChecksums) {}

    /** What is kept as it is said here, all the time. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Managed(List<Role> roles) {}

    /** A user of the database and its rights; its password is not said here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Role(String name, String ensure, Boolean login, Boolean createdb) {}

    /** PostgreSQL's own settings. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Postgresql(Map<String, String> parameters, Synchronous synchronous) {}

    /** Which standbys a commit waits for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Synchronous(String method, Integer number, String dataDurability) {}

    /** On which nodes instances run. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Affinity(Map<String, String> nodeSelector, List<Toleration> tolerations) {}

    /** The volume of each instance. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Storage(String size, String storageClass) {}
}
