package io.shopoperator.operator.shop;

/** Every reason that a condition or an Event of a shop can give; explained in {@code docs/operations/conditions-and-events.md}. */
public enum Reason {
    ACCEPTED("Accepted"),
    ADMINISTRATOR_NOT_UPDATED("AdministratorNotUpdated"),
    AUTOSCALER_AT_MAXIMUM("AutoscalerAtMaximum"),
    AUTOSCALER_FAILED("AutoscalerFailed"),
    AUTOSCALER_OUT_OF_ROOM("AutoscalerOutOfRoom"),
    AUTOSCALER_STARTING("AutoscalerStarting"),
    AUTOSCALING("Autoscaling"),
    BACKUP_OVERDUE("BackupOverdue"),
    BACKUP_RECENT("BackupRecent"),
    BACKUP_STORAGE_NOT_GROWN("BackupStorageNotGrown"),
    BACKUP_SUSPENDED("BackupSuspended"),
    BACKUP_VERIFIED("BackupVerified"),
    BINDING_SECRET_INVALID("BindingSecretInvalid"),
    BINDING_SECRET_MISSING("BindingSecretMissing"),
    CREDENTIALS_RENEWED("CredentialsRenewed"),
    DATABASE_READY("DatabaseReady"),
    DATABASE_RESTARTING("DatabaseRestarting"),
    DATABASE_RESTORING("DatabaseRestoring"),
    DATABASE_STARTING("DatabaseStarting"),
    DATABASE_UNAVAILABLE("DatabaseUnavailable"),
    DATA_LOST("DataLost"),
    EXTERNAL_DATABASE("ExternalDatabase"),
    FOREIGN_DATA("ForeignData"),
    HOST_TAKEN("HostTaken"),
    INSTALLING("Installing"),
    LOG_NOT_STORED("LogNotStored"),
    METRICS_MISSING("MetricsMissing"),
    MIGRATING("Migrating"),
    MIGRATION_FAILED("MigrationFailed"),
    NAME_TAKEN("NameTaken"),
    NOT_MEASURED_YET("NotMeasuredYet"),
    NOT_VERIFIED_YET("NotVerifiedYet"),
    NO_BACKUP_YET("NoBackupYet"),
    NO_NODE_FITS("NoNodeFits"),
    NO_WEB_POD_READY("NoWebPodReady"),
    OPERATOR_ERROR("OperatorError"),
    ORIGIN_FAILED("OriginFailed"),
    ORIGIN_FORBIDDEN("OriginForbidden"),
    ORIGIN_SECRET_INVALID("OriginSecretInvalid"),
    ORIGIN_SECRET_MISSING("OriginSecretMissing"),
    ORIGIN_VOLUME_MISSING("OriginVolumeMissing"),
    POINT_IN_TIME_AVAILABLE("PointInTimeAvailable"),
    POINT_IN_TIME_STARTING("PointInTimeStarting"),
    RELEASED("Released"),
    QUOTA_EXCEEDED("QuotaExceeded"),
    RESIZING("Resizing"),
    RESTORING_BACKUP("RestoringBackup"),
    ROLLED_BACK("RolledBack"),
    ROLLING_OUT("RollingOut"),
    ROLLOUT_FAILED("RolloutFailed"),
    SCHEDULE_INVALID("ScheduleInvalid"),
    SERVING("Serving"),
    SINGLE_DATABASE("SingleDatabase"),
    SIZED("Sized"),
    STORAGE_GROWING("StorageGrowing"),
    STORAGE_HEALTHY("StorageHealthy"),
    STORAGE_NOT_GROWN("StorageNotGrown"),
    SUSPENDED("Suspended"),
    TIME_ZONE_UNKNOWN("TimeZoneUnknown"),
    TLS_SECRET_INVALID("TlsSecretInvalid"),
    TLS_SECRET_MISSING("TlsSecretMissing"),
    UNKNOWN_SIZE("UnknownSize"),
    VERIFICATION_FAILED("VerificationFailed"),
    VERIFICATION_OVERDUE("VerificationOverdue"),
    VOLUME_BEING_DELETED("VolumeBeingDeleted"),
    VOLUME_FILLING("VolumeFilling"),
    VOLUME_FULL("VolumeFull"),
    VOLUME_KEPT("VolumeKept"),
    VOLUME_DELETED("VolumeDeleted"),
    VOLUME_ON_ANOTHER_NODE("VolumeOnAnotherNode"),
    WAITING_FOR_DATABASE("WaitingForDatabase"),
    WRONG_VERSION("WrongVersion");

    private final String word;

    Reason(String word) {
        this.word = word;
    }

    /** The CamelCase word of the API. */
    public String word() {
        return word;
    }
}
