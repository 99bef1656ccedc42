package io.shopoperator.operator.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.StoredBackupSpec;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the next status of a backup from its former one; pure. */
final class BackupStatuses {
    static final String COMPLETE = "Complete";
    static final String VERIFIED = "Verified";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    private final ShopBackup backup;
    private final ShopBackupStatus before;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();
    private Phase phase;
    private String id;
    private Long sequence;
    private String startedAt;
    private String completedAt;
    private Long bytes;
    private String schemaVersion;
    private String databaseVersion;
    private String toolsVersion;
    private Long orders;
    private Long orderTotalCents;
    private VerificationStatus verification;
    private Integer unlisted;
    private Long databaseBytes;

    private BackupStatuses(ShopBackup backup, Instant now) {
        this.backup = backup;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        before = backup.getStatus();
        phase = BackupScene.phase(backup);
        if (before == null) return;
        id = before.id();
        sequence = before.sequence();
        startedAt = before.startedAt();
        completedAt = before.completedAt();
        bytes = before.bytes();
        schemaVersion = before.schemaVersion();
        databaseVersion = before.databaseVersion();
        toolsVersion = before.toolsVersion();
        orders = before.orders();
        orderTotalCents = before.orderTotalCents();
        verification = before.verification();
        unlisted = before.unlisted();
        databaseBytes = before.databaseBytes();
        before.conditions().stream()
                .filter(condition -> condition.getType().equals(COMPLETE)
                        || condition.getType().equals(VERIFIED))
                .forEach(conditions::add);
    }

    /** What the backup has come to so far; what was under way or stuck is told anew. */
    static BackupStatuses of(BackupScene scene) {
        return new BackupStatuses(scene.backup(), scene.now());
    }

    BackupStatuses phase(Phase next) {
        phase = next;
        return this;
    }

    /** The run begins; its name at the destination and its place in the row are settled with that. */
    BackupStatuses begun(long place) {
        phase = Phase.RUNNING;
        id = BackupNames.id(backup);
        sequence = place;
        startedAt = now.toString();
        return this;
    }

    /** The backup is at its destination, where {@code listed} other backups of the shop are known to be. */
    BackupStatuses complete(JsonNode facts, long listed) {
        phase = Phase.SUCCEEDED;
        sequence = facts.path("sequence").asLong(sequence);
        completedAt = facts.path("completedAt").asText(now.toString());
        bytes = facts.path("bytes").asLong();
        schemaVersion = facts.path("schemaVersion").asText(null);
        databaseVersion = facts.path("server").asText(null);
        toolsVersion = facts.path("tool").asText(null);
        orders = facts.path("figures").path("orders").asLong();
        orderTotalCents = facts.path("figures").path("orderTotalCents").asLong();
        databaseBytes = facts.hasNonNull("databaseBytes")
                ? Long.valueOf(facts.path("databaseBytes").asLong())
                : null;
        long others = facts.path("stored").asLong() - 1 - listed;
        unlisted = others > 0 ? (int) Math.min(others, Integer.MAX_VALUE) : null;
        return condition(COMPLETE, "True", new Word("Stored", "The backup is at its destination."));
    }

    /** The backup was found at its destination. */
    BackupStatuses found(StoredBackupSpec stored) {
        phase = Phase.SUCCEEDED;
        id = stored.id();
        sequence = stored.sequence();
        startedAt = stored.startedAt();
        completedAt = stored.completedAt();
        bytes = stored.bytes();
        schemaVersion = stored.schemaVersion();
        databaseVersion = stored.databaseVersion();
        toolsVersion = stored.toolsVersion();
        orders = stored.orders();
        orderTotalCents = stored.orderTotalCents();
        condition(COMPLETE, "True", new Word("Found", "The backup was found at its destination."));
        if (stored.verifiedAt() == null) return this;
        verification = new VerificationStatus(
                VerificationStatus.Result.VERIFIED, stored.verifiedAt(), stored.restoreSeconds(), null);
        return condition(
                VERIFIED,
                "True",
                new Word("Restored", "It was verified before it was found, as its destination tells."));
    }

    BackupStatuses verification(VerificationStatus verdict) {
        verification = verdict;
        return this;
    }

    BackupStatuses condition(String type, String status, Word why) {
        conditions.removeIf(condition -> condition.getType().equals(type));
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(why.reason())
                .withMessage(why.message())
                .withObservedGeneration(backup.getMetadata().getGeneration())
                .withLastTransitionTime(since(type, status))
                .build());
        return this;
    }

    private String since(String type, String status) {
        return Optional.ofNullable(before).stream()
                .flatMap(former -> former.conditions().stream())
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now.toString());
    }

    /** The status; backups are kept for at least {@code days}, unless they are pinned. */
    ShopBackupStatus kept(Integer days) {
        boolean expires =
                days != null && completedAt != null && !backup.getSpec().pinned();
        return new ShopBackupStatus(
                backup.getMetadata().getGeneration(),
                phase,
                conditions,
                id,
                sequence,
                startedAt,
                completedAt,
                bytes,
                schemaVersion,
                databaseVersion,
                toolsVersion,
                orders,
                orderTotalCents,
                verification,
                expires ? Instant.parse(completedAt).plus(Duration.ofDays(days)).toString() : null,
                unlisted,
                databaseBytes);
    }

    /** A fresh object with nothing but the name and the status: all that a status patch may carry. */
    static ShopBackup patch(ShopBackup backup, ShopBackupStatus status) {
        ShopBackup patch = new ShopBackup();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(backup.getMetadata().getName())
                .withNamespace(backup.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
