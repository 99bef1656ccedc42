package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.shopoperator.api.v1alpha1.ShopBackup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a backup and its Jobs are named: always the same for the same ShopBackup, so that what is made twice is one. */
final class BackupNames {
    /** On Jobs and their pods: the ShopBackup they work for. */
    static final String LABEL = "shop-operator.io/backup";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int UID_DIGITS = 8;

    private BackupNames() {}

    /** The name of the backup at its destination. */
    static String id(ShopBackup backup) {
        ObjectMeta metadata = backup.getMetadata();
        String uid = metadata.getUid().replace("-", "");
        return TIME.format(Instant.parse(metadata.getCreationTimestamp())) + "-" + uid.substring(0, UID_DIGITS);
    }

    /** The name of the Job that does one kind of work for the backup. */
    static String job(ShopBackup backup, BackupJob.Work work) {
        return backup.getMetadata().getName() + "-" + work.command();
    }
}
