# shellcheck shell=bash
# Where things are, and what the environment says. Sourced by shop-backup.

SHOP_NAMESPACE=${SHOP_NAMESPACE:?}   # the shop's namespace and
SHOP_NAME=${SHOP_NAME:?}             # name, which are its place at the destination
STORAGE=${STORAGE:?}                 # volume (mounted at $DESTINATION) or s3
DESTINATION=${DESTINATION:-/destination}
S3_ENDPOINT=${S3_ENDPOINT:-} S3_REGION=${S3_REGION:-} S3_BUCKET=${S3_BUCKET:-} S3_PREFIX=${S3_PREFIX:-}
JOBS=${JOBS:-2}                      # how many tables are dumped or restored at a time
SEQUENCE=${SEQUENCE:-0}              # the backup's place in the row of this shop's backups
PINNED=${PINNED:-false}              # whether that backup is pinned
BEFORE=${BEFORE:-}                   # seed takes the newest backup that was complete before this time
VERIFIED=${VERIFIED:-false}          # whether seed takes verified backups alone
BINDING=${BINDING:-/bindings/database}
STORAGE_SECRET=${STORAGE_SECRET:-/storage}       # access-key-id, secret-access-key
ENCRYPTION=${ENCRYPTION:-/encryption}            # recipient to write, identity to read
BESIDE=${BESIDE:-} OLD=${OLD:-}      # names of the database that is to take the shop's place, and of the shop's after that
RESTORE=${RESTORE:-}                 # uid of the ShopRestore that this run works for
ARCHIVE_SYSTEM=${ARCHIVE_SYSTEM:-}   # PostgreSQL's own number of the shop's database, whose log alone is restored; or, if nobody knows it any more,
SHOP_SINCE=${SHOP_SINCE:-}           # since when there is the shop: what ends before that is of an earlier one
VOLUME_BYTES=${VOLUME_BYTES:-}       # size of the volume of a database that is no external one
STORAGE_FIELD=${STORAGE_FIELD:-spec.database.embedded.storage} # what of the Shop makes that larger
SCRATCH=${SCRATCH:-/scratch}         # where fill leaves a binding for what it has restored
PAGE=${PAGE:-http://127.0.0.1:8080/} # home of the shop that runs on what was restored
PAGE_WITHIN=${PAGE_WITHIN:-300}      # seconds
WORK=${WORK:-/work}                  # a directory in memory, for files with secrets
SPOOL=${SPOOL:-/spool}               # a directory on disk, empty at the start
RESULT=${RESULT:-/dev/termination-log}
RETENTION_DAYS=${RETENTION_DAYS:-30} # for how long base backups, and the log after them, are kept
RECEIVE_EVERY=${RECEIVE_EVERY:-15}   # seconds between two times that what was received is stored
UNTIL_EVERY=${UNTIL_EVERY:-240}      # seconds between two times that an idle database is said to be stored
BASES_EVERY=${BASES_EVERY:-3600}     # seconds between two looks at whether a base backup is due
BASE_RETRY=${BASE_RETRY:-120}        # seconds until a base backup that failed is tried again
CHECKPOINT=${CHECKPOINT:-fast}       # how a base backup begins: fast, or spread
TOLD=${TOLD:-/told}                  # where receive remembers what it has told, longer than it lives itself
DATABASE_VOLUME=${DATABASE_VOLUME:-/var/lib/shop-database} # what rebuild fills
readonly SHOP_NAMESPACE SHOP_NAME STORAGE DESTINATION S3_ENDPOINT S3_REGION S3_BUCKET S3_PREFIX JOBS SEQUENCE PINNED BEFORE VERIFIED BINDING STORAGE_SECRET ENCRYPTION BESIDE OLD RESTORE ARCHIVE_SYSTEM SHOP_SINCE VOLUME_BYTES SCRATCH WORK SPOOL RESULT
readonly STORAGE_FIELD PAGE PAGE_WITHIN RETENTION_DAYS RECEIVE_EVERY UNTIL_EVERY BASES_EVERY BASE_RETRY CHECKPOINT TOLD DATABASE_VOLUME

prepare() { # files that other programs read secrets from
  rm -rf "${WORK:?}"/*
  # what compare has left for attest lies there
  [ "$COMMAND" = attest ] || rm -rf "${SPOOL:?}"/*
  : >"$WORK/errors"
  export RCLONE_CONFIG=$WORK/rclone.conf PGPASSFILE=$WORK/pgpass
  configure_storage
  if [ -d "$BINDING" ]; then configure_database; fi
}

binding() { # binding KEY [DEFAULT]
  if [ -s "$BINDING/$1" ]; then cat "$BINDING/$1"; else printf '%s' "${2:-}"; fi
}
