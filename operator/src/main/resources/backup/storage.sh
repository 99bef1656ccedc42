# shellcheck shell=bash
# The destination, through rclone. Sourced by shop-backup.

configure_storage() {
  case $STORAGE in
    volume)
      printf '[destination]\ntype = alias\nremote = %s\n' "$DESTINATION" >"$RCLONE_CONFIG"
      if ! [ -d "$DESTINATION" ] || ! may_write; then fail VolumeMissing "The volume is not mounted at $DESTINATION or cannot be written to."; fi
      ;;
    s3)
      local key
      for key in access-key-id secret-access-key; do
        [ -s "$STORAGE_SECRET/$key" ] || fail CredentialsMissing "The storage's Secret has no key '$key'."
      done
      {
        # the bucket is somebody's decision: it is never made here
        printf '[destination]\ntype = s3\nprovider = Other\nenv_auth = false\nforce_path_style = true\nno_check_bucket = true\n'
        printf 'endpoint = %s\nregion = %s\n' "$S3_ENDPOINT" "$S3_REGION"
        printf 'access_key_id = %s\n' "$(cat "$STORAGE_SECRET/access-key-id")"
        printf 'secret_access_key = %s\n' "$(cat "$STORAGE_SECRET/secret-access-key")"
      } >"$RCLONE_CONFIG"
      ;;
    *) fail Usage "STORAGE=$STORAGE: use volume or s3" ;;
  esac
}

may_write() { # who begins from a backup, or fills a database's volume, only reads
  case $COMMAND in
    seed | survey | rebuild) ;;
    *) [ -w "$DESTINATION" ] ;;
  esac
}

place() { # place [ID]: where a backup, or all backups of this shop, are
  local root="destination:"
  if [ "$STORAGE" = s3 ]; then root+="$S3_BUCKET/${S3_PREFIX:+${S3_PREFIX%/}/}"; fi
  printf '%s%s/%s%s' "$root" "$SHOP_NAMESPACE" "$SHOP_NAME" "${1:+/$1}"
}

on_volume() { printf '%s/%s/%s/%s' "$DESTINATION" "$SHOP_NAMESPACE" "$SHOP_NAME" "$1"; } # on_volume ID: the same as a directory

storage() { # storage RCLONE-COMMAND ARGUMENT...: ends the run with what to do if it fails
  local ignore_missing=false arguments=() argument attempt
  for argument; do
    if [ "$argument" = --ignore-missing-or-empty ]; then ignore_missing=true; else arguments+=("$argument"); fi
  done
  for attempt in 1 2 3; do # not rclone's own attempts: they would wait for what may well be missing
    [ "$attempt" = 1 ] || sleep 2
    if rclone --retries 1 --low-level-retries 3 --contimeout 10s --timeout 2m --stats 0 --log-level ERROR "${arguments[@]}" 2>"$WORK/errors"; then return 0; fi
    if $ignore_missing && only_missing; then return 0; fi
    if no_use_to_repeat; then break; fi
  done
  storage_failed "$(last_words "$WORK/errors")"
}

only_missing() { # whether nothing else was wrong than that there is nothing
  [ -s "$WORK/errors" ] && ! grep -q NoSuchBucket "$WORK/errors" && ! grep -qviE "not found|no such file|doesn't exist|^$" "$WORK/errors"
}

no_use_to_repeat() { grep -qE 'NoSuchBucket|InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|no space left|QuotaExceeded|disk quota exceeded' "$WORK/errors"; }

storage_failed() { # storage_failed WORDS
  case $1 in
    *NoSuchBucket*) fail BucketMissing "There is no bucket '$S3_BUCKET' at $S3_ENDPOINT: create it, or correct its name." ;;
    *InvalidAccessKeyId* | *SignatureDoesNotMatch* | *AccessDenied* | *Forbidden* | *'status code: 403'* | *'StatusCode: 403'*)
      fail StorageRefused "The storage refuses the credentials: check access-key-id and secret-access-key, and what they may do in bucket '$S3_BUCKET'. It said: $1" ;;
    *'no space left'* | *QuotaExceeded* | *'disk quota exceeded'*)
      fail DestinationFull "The destination is full: enlarge it, or keep fewer backups. Backups that are there are untouched." ;;
    *'connection refused'* | *'no such host'* | *timeout* | *'no route to host'* | *'network is unreachable'* | *'connection reset'*)
      fail StorageUnreachable "The storage cannot be reached: $1" ;;
    *) fail StorageFailed "The storage failed: $1" ;;
  esac
}

require_bucket() { # nothing in a bucket that is not there looks like nothing in one that is
  [ "$STORAGE" = s3 ] || return 0
  if ! rclone --retries 1 --low-level-retries 3 --contimeout 10s --timeout 2m --log-level ERROR lsf --max-depth 1 "destination:$S3_BUCKET" >/dev/null 2>"$WORK/errors" &&
    { only_missing || grep -q NoSuchBucket "$WORK/errors"; }; then
    storage_failed NoSuchBucket
  fi
}

directories() { # the ids of all directories of this shop, with a manifest or without
  local all
  all=$(storage lsf --dirs-only "$(place)" --ignore-missing-or-empty)
  tr -d / <<<"$all" | only_ids
}

only_ids() { grep -E '^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$' || true; } # what else is there is somebody else's

remove_directory() { # remove_directory ID
  # a look costs less than starting rclone
  [ "$STORAGE" = s3 ] || [ -e "$(on_volume "$1")" ] || return 0
  storage purge "$(place "$1")" --ignore-missing-or-empty
}

valid_id() { [[ ${1:-} =~ ^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$ ]] || fail Usage "'${1:-}' is no id of a backup, e.g. 20261123T021500Z-1a2b3c4d"; }
