# shellcheck shell=bash
# The write-ahead log at the destination, beside the backups, and the base backups it continues. Sourced by shop-backup.
#   point-in-time/SYSTEM/base/ID.tar.zst[.age], ID.json   a copy of the database's files; the manifest is written last
#   point-in-time/SYSTEM/wal/SEGMENT.zst[.age]            a segment, SEGMENT.partial.zst[.age] the beginning of the next, TIMELINE.history.zst[.age]
#   point-in-time/SYSTEM/wal/SEGMENT.json                 the fingerprint of an encrypted one, for who stores it cannot read it again
#   point-in-time/SYSTEM/until.json                       up to when everything is there
#   point-in-time/SYSTEM-until-TIME/                      the same of a database whose volume was put back from a snapshot, as it went on then
# SYSTEM is PostgreSQL's own number of the database, so an empty one of the same name never mixes with what was there before.

readonly SLOT=shop_operator BASE_SLOT=shop_operator_base REPLICATION_ROLE=shop_replication
readonly SEGMENT_BITS=24 SEGMENTS_PER_LOG=256 # PostgreSQL's usual 16 MiB
readonly BASE_EVERY_DAYS=7

archive() { # archive [NAME]: where it is, for rclone
  printf '%s/point-in-time%s' "$(place)" "${1:+/$1}"
}

archive_directory() { # archive_directory [NAME]: the same on a volume
  printf '%s/%s/%s/point-in-time%s' "$DESTINATION" "$SHOP_NAMESPACE" "$SHOP_NAME" "${1:+/$1}"
}

# On a volume the group may read it, for the pod that restores the database is of the database's user.
put() { # put FILE NAME: whole or not at all, so that what is there is never lost to an attempt that is killed
  if [ "$STORAGE" = s3 ]; then
    storage copyto "$1" "$(archive "$2")"
    return
  fi
  local path incoming words; path=$(archive_directory "$2") incoming=$(archive_directory "incoming-$COMMAND-$HOSTNAME")
  if ! { (umask 027 && mkdir -p "${path%/*}") && cp "$1" "$incoming" && chmod 0640 "$incoming" && sync "$incoming" && mv "$incoming" "$path" && sync "${path%/*}" "${path%/*/*}"; } 2>"$WORK/errors"; then
    words=$(last_words "$WORK/errors")
    rm -f "$incoming"
    storage_failed "${words,,}"
  fi
}

open_to_group() { # what is on a volume since the group could not read it, and the directories above
  local directory; directory=$(archive_directory)
  [ -d "$directory" ] || return 0
  chmod g+rx "${directory%/*}" "${directory%/*/*}" 2>"$WORK/errors"
  find "$directory" \( -type d ! -perm -g=rx -o -type f ! -perm -g=r \) -exec chmod g+rX {} + 2>"$WORK/errors"
}

sweep_incoming() { # what pods that were killed have left
  local directory; directory=$(archive_directory)
  [ ! -d "$directory" ] || find "$directory" -maxdepth 1 -type f -name 'incoming-*' -mmin +60 -delete
}

put_packed() { # put_packed FILE NAME: compressed, and for the recipient alone if there is one
  local packed=$SPOOL/packed.zst
  zstd -qf -3 "$1" -o "$packed" 2>"$WORK/errors"
  if encrypted; then
    age --encrypt --recipients-file "$ENCRYPTION/recipient" --output "$packed.age" "$packed" 2>"$WORK/errors" || recipient_wrong
    packed=$packed.age
  fi
  put "$packed" "$2$(suffix)"
  rm -f "$SPOOL"/packed.*
}

encrypted() { [ -s "$ENCRYPTION/recipient" ]; }

suffix() { if encrypted; then echo .zst.age; else echo .zst; fi; }

other_suffix() { if encrypted; then echo .zst; else echo .zst.age; fi; }

recipient() { if encrypted; then grep -v -m1 '^#' "$ENCRYPTION/recipient"; fi; }

recipient_wrong() { fail EncryptionFailed "The recipient in the encryption's Secret is none of age: $(last_words "$WORK/errors")"; }

fetch_bases() { # fetch_bases [SYSTEM]: the manifests and until.json of this system, or of all, into $WORK/archive/SYSTEM/
  rm -rf "$WORK/archive"
  mkdir -p "$WORK/archive"
  storage copy "$(archive "${1:-}")" "$WORK/archive/${1:-}" --filter '- wal/**' --filter '+ until.json' --filter '+ base/*.json' --filter '- *' --ignore-missing-or-empty
}

bases() { # bases SYSTEM: the ids of base backups whose manifest is good, the oldest first
  local file
  for file in "$WORK/archive/$1"/base/*.json; do
    [ -e "$file" ] || continue
    [ "$(manifest_state "$file")" != ok ] || basename "$file" .json
  done
}

read_until() { # read_until SYSTEM: sets AT, LSN, LINE and LEFT from its until.json, which is fetched; whoever reads nonsense would take another's log
  local file=$WORK/archive/$1/until.json newest
  [ -s "$file" ] && jq -e '(.at | strings | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")) and (.lsn | strings | test("^[0-9A-F]{1,8}/[0-9A-F]{1,8}$"))
    and (.timeline | . == null or (type == "number" and . >= 1 and . == floor))' "$file" >/dev/null 2>&1 ||
    fail ArchiveDamaged "The file point-in-time/$1/until.json at the destination cannot be read: nobody knows up to when the log there is whole. Nothing was changed. Put that file back; or move the directory point-in-time/$1 elsewhere, and the receiver begins anew with a base backup."
  IFS='|' read -r AT LSN LINE LEFT < <(jq -r '"\(.at)|\(.lsn)|\(.timeline // "")|\(.left == true)"' "$file")
  [ -z "$LINE" ] || return 0
  # an older program did not say on which line that was: on the newest that is stored
  newest=$(stored_log "$1" | tail -n 1)
  newest=${newest:0:8}
  LINE=$((16#${newest:-1}))
}

base_fact() { jq -r "$3" "$WORK/archive/$1/base/$2.json"; } # base_fact SYSTEM ID FILTER

segment_number() { # segment_number LSN: of the segment that holds this place in the log
  local log=${1%/*} offset=${1#*/}
  printf '%d' $((16#$log * SEGMENTS_PER_LOG + (16#$offset >> SEGMENT_BITS)))
}

bytes_of() { # bytes_of LSN: as a number
  printf '%d' $(((16#${1%/*} << 32) + 16#${1#*/}))
}

segment_start() { # segment_start NUMBER: as an LSN
  printf '%X/%X' $(($1 / SEGMENTS_PER_LOG)) $((($1 % SEGMENTS_PER_LOG) << SEGMENT_BITS))
}

segment_name() { # segment_name TIMELINE NUMBER
  printf '%08X%08X%08X' "$1" $(($2 / SEGMENTS_PER_LOG)) $(($2 % SEGMENTS_PER_LOG))
}

number_of() { # number_of NAME: of the segment in a file of this name
  printf '%d' $((16#${1:8:8} * SEGMENTS_PER_LOG + 16#${1:16:8}))
}

stored_log() { # stored_log SYSTEM: the names of all that is there of its log, in order
  local all
  all=$(storage lsf --files-only "$(archive "$1/wal")" --ignore-missing-or-empty)
  grep -E '^[0-9A-F]{8}([0-9A-F]{16}(\.partial)?|\.history)\.zst(\.age)?$' <<<"$all" | sort || true
}

unbroken_from() { # unbroken_from TIMELINE BEFORE: reads names; the number from which on all segments of this line before BEFORE are there, whole
  local name number line first=$2 numbers
  line=$(printf '%08X' "$1")
  numbers=$(while IFS= read -r name; do
    [[ $name =~ ^$line[0-9A-F]{16}\.zst ]] && number_of "$name" && echo
  done | sort -rnu || true)
  for number in $numbers; do
    [ "$number" -lt "$2" ] || continue
    [ "$number" = $((first - 1)) ] || break
    first=$number
  done
  printf '%d' "$first"
}
