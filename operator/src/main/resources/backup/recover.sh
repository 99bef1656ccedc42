# shellcheck shell=bash
# The database as it was at a time between two backups: a base backup, and the write-ahead log after it. Sourced by shop-backup.

is_time() { [[ $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$ ]] && date -u -d "$1" >/dev/null 2>&1; }

fill_from_log() { # fill_from_log TIME
  choose "$1"
  recover "$1" "$SPOOL/scratch/data"
  # for those who reach it at 127.0.0.1; the one that was copied belongs to another pod
  printf 'host all all 127.0.0.1/32 trust\n' >"$SPOOL/scratch/data/pg_hba.conf"
  bind_scratch
  succeed "$RECOVERED"
}

survey() { # survey latest|TIME: what there is to recover from, and whether it can be read; nothing is changed
  choose "${1:-}"
  succeed "$(jq -cn --arg base "$BASE" --arg from "$(base_fact "$SYSTEM" "$BASE" .completedAt)" --arg until "$UNTIL" --argjson segments "$(wc -l <"$WORK/segments")" \
    '{base: $base, baseCompletedAt: $from, until: $until, segments: $segments}')"
}

rebuild() { # rebuild latest|TIME: into the volume of the database, which must be empty: what is there always wins
  local data=$DATABASE_VOLUME/pgdata new=$DATABASE_VOLUME/pgdata.restoring mark=$DATABASE_VOLUME/restored.json
  if [ -s "$data/PG_VERSION" ] && [ -n "$RESTORE" ] && [ "$(jq -r .restore "$mark" 2>/dev/null)" = "$RESTORE" ]; then
    succeed "$(jq -c .facts "$mark")" # it was done before, and what was said is lost
    return
  fi
  if ! [ -d "$DATABASE_VOLUME" ] || ! [ -w "$DATABASE_VOLUME" ]; then fail VolumeMissing "The database's volume is not mounted at $DATABASE_VOLUME or cannot be written to."; fi
  [ -z "$(ls -A "$data" 2>/dev/null)" ] || fail DataThere "The database's volume is not empty, and what is there is never replaced. Nothing was changed."
  choose "${1:-}"
  rm -rf "$new"
  recover "$1" "$new"
  jq -n --arg restore "$RESTORE" --argjson facts "$RECOVERED" '{restore: $restore, facts: $facts}' >"$mark"
  rm -rf "$data"
  sync -f "$DATABASE_VOLUME"
  mv "$new" "$data"
  sync -f "$DATABASE_VOLUME"
  succeed "$RECOVERED"
}

choose() { # choose latest|TIME: sets SYSTEM, BASE and UNTIL, and leaves the names of the log after that base backup in $WORK/segments
  local target=$1 id newest='' foreign='' owner
  [ "$target" = latest ] || is_time "$target" || fail Usage "'$target' is no time, e.g. 2026-11-18T12:00:00Z"
  fetch_bases
  SYSTEM='' UNTIL='' BASE=''
  # of databases that had this name one after the other, the last
  for id in "$WORK/archive"/*/until.json; do
    [[ $id =~ /([0-9]+)/until.json$ && -e $id ]] || continue # what was set aside is left alone
    id=${BASH_REMATCH[1]}
    if [ -n "$ARCHIVE_SYSTEM" ] && [ "$id" != "$ARCHIVE_SYSTEM" ]; then foreign=$id; continue; fi
    read_until "$id"
    if [ -z "$ARCHIVE_SYSTEM" ] && [[ "$AT" < "$SHOP_SINCE" ]]; then foreign=$id; continue; fi
    if [[ "$AT" > "$UNTIL" ]]; then UNTIL=$AT SYSTEM=$id; fi
  done
  if [ -z "$SYSTEM" ] && [ -n "$foreign" ]; then
    foreign_archive "$foreign" "of another database of the name $SHOP_NAMESPACE/$SHOP_NAME, as of an earlier shop of that name, and there is none of this shop's"
  fi
  [ -z "$SYSTEM" ] || read_lines
  [ -n "$SYSTEM" ] && [ -n "$(fit_bases)" ] ||
    fail ArchiveMissing "The destination holds no base backup of $SHOP_NAMESPACE/$SHOP_NAME to begin at. Set spec.backup.pointInTime.enabled of the shop to have one from now on; for what was before, restore from a ShopBackup."
  for id in $(fit_bases); do
    owner=$(base_fact "$SYSTEM" "$id" '.shop // empty | .namespace + "/" + .name')
    [ -z "$owner" ] || [ "$owner" = "$SHOP_NAMESPACE/$SHOP_NAME" ] || foreign_archive "$SYSTEM" "of the shop $owner, and somebody has moved it"
    [ -n "$newest" ] || newest=$(base_fact "$SYSTEM" "$id" .completedAt)
    if [ "$target" = latest ] || ! [[ "$(base_fact "$SYSTEM" "$id" .completedAt)" > "$target" ]]; then BASE=$id; fi
  done
  [ -n "$BASE" ] || fail TimeNotCovered "What is stored begins at $newest: choose a time from then on, or restore from a ShopBackup."
  if [ "$target" != latest ] && [[ "$target" > "$UNTIL" ]]; then
    fail TimeNotCovered "What is stored ends at $UNTIL: choose a time before that, or wait until it has come that far."
  fi
  if [ "$(base_fact "$SYSTEM" "$BASE" .recipient)" != null ]; then
    [ -s "$ENCRYPTION/identity" ] ||
      fail KeyMissing "The base backup $BASE is encrypted for $(base_fact "$SYSTEM" "$BASE" .recipient): the encryption's Secret needs the key 'identity'."
  fi
  list_segments
  if [ "$target" = latest ]; then refuse_hole; fi
}

foreign_archive() { # foreign_archive SYSTEM WHOSE
  fail ForeignArchive "The log at the destination (point-in-time/$1) is $2: it is never restored into this shop. To begin with another shop's data, create a shop with spec.origin.fromBackup; else let this one begin anew, by deleting it and its volume's claim."
}

read_lines() { # the lines of the log that lead to the newest one: their names, the segments they begin with, and where they were left; none if there is but one
  local name line at
  LINES=() FIRSTS=(0) FORKS=()
  name=$(stored_log "$SYSTEM" | grep history | tail -n 1 || true)
  [ -n "$name" ] || return 0
  storage copyto "$(archive "$SYSTEM/wal/$name")" "$WORK/$name"
  if [[ $name == *.age ]] && [ ! -s "$ENCRYPTION/identity" ]; then fail KeyMissing "The log is encrypted: the encryption's Secret needs the key 'identity'."; fi
  if ! unseal "$name" <"$WORK/$name" | zstd -dqc >"$WORK/history" 2>"$WORK/errors"; then
    if grep -q 'no identity matched' "$WORK/unseal.log"; then fail KeyWrong "The log is encrypted, and the identity in the encryption's Secret is another."; fi
    fail Damaged "The file $name of the log is damaged: $(last_words "$WORK/errors")"
  fi
  while read -r line at _; do
    [[ $line =~ ^[0-9]+$ && $at =~ ^[0-9A-F]+/[0-9A-F]+$ ]] || continue
    LINES+=("$(printf '%08X' "$((10#$line))")") FORKS+=("$at") FIRSTS+=("$(segment_number "$at")")
  done <"$WORK/history"
  LINES+=("${name:0:8}")
}

line_at() { # line_at NUMBER: the line whose segment of this number counts; nothing if there is but one
  local i line=''
  for i in "${!LINES[@]}"; do [ "$1" -lt "${FIRSTS[i]}" ] || line=${LINES[i]}; done
  printf '%s' "$line"
}

fit_bases() { # the ids of base backups from which the log leads to its end: those that were complete before their line was left
  local id i line end
  for id in $(bases "$SYSTEM"); do
    line=$(printf '%08X' "$(base_fact "$SYSTEM" "$id" .timeline)") end=$(base_fact "$SYSTEM" "$id" 'if .end == "" then .start else .end end')
    [ ${#LINES[@]} -gt 0 ] || printf '%s\n' "$id"
    for i in "${!LINES[@]}"; do
      [ "${LINES[i]}" = "$line" ] || continue
      if [ -z "${FORKS[i]:-}" ] || [ "$(bytes_of "$end")" -le "$(bytes_of "${FORKS[i]}")" ]; then printf '%s\n' "$id"; fi
    done
  done
}

list_segments() { # the log after BASE, without that of lines that were left
  local first name number line
  first=$(segment_number "$(base_fact "$SYSTEM" "$BASE" .start)")
  for name in $(stored_log "$SYSTEM"); do
    if [[ $name == *.history.* ]]; then printf '%s\n' "$name"; continue; fi
    number=$(number_of "$name") line=$(line_at "$number")
    [ "$number" -ge "$first" ] || continue
    if [ -z "$line" ] || [ "${name:0:8}" = "$line" ]; then printf '%s\n' "$name"; fi
  done >"$WORK/segments"
}

hole() { # the first segment that is missing between BASE and the end; nothing if all are there
  local name number wanted whole last newest
  wanted=$(segment_number "$(base_fact "$SYSTEM" "$BASE" .start)")
  whole=$(grep -v history "$WORK/segments" | grep -v partial | while IFS= read -r name; do number_of "$name"; echo; done | sort -nu || true)
  last=$(grep partial "$WORK/segments" | while IFS= read -r name; do number_of "$name"; echo; done | sort -n | tail -n 1 || true)
  for number in $whole; do
    if [ "$number" != "$wanted" ]; then printf '%d' "$wanted"; return; fi
    wanted=$((wanted + 1))
  done
  # a line begins with a copy of what was there before it
  newest=$((${#LINES[@]} - 1))
  if [ $newest -gt 0 ] && [ "$wanted" -le "${FIRSTS[newest]}" ] && [ "$last" != "$wanted" ] &&
    [ "$((16#${LINES[newest]}))" != "$(base_fact "$SYSTEM" "$BASE" .timeline)" ]; then
    printf '%d' "$wanted"
    return
  fi
  if [ -z "$last" ] || [ "$last" -le "$wanted" ]; then return; fi
  printf '%d' "$wanted"
}

refuse_hole() {
  local missing line
  missing=$(hole)
  [ -n "$missing" ] || return 0
  line=$(line_at "$missing")
  [ -n "$line" ] || line=$(printf '%08X' "$(base_fact "$SYSTEM" "$BASE" .timeline)")
  fail SegmentMissing "Segment $(segment_name $((16#$line)) "$missing") of the log is missing at the destination: what was written after it cannot be restored. Put it back, or name a time before it in from.time."
}

recover() { # recover latest|TIME DIRECTORY: a database that has been shut down; sets RECOVERED
  local target=$1 data=$2 last
  fetch_segments
  extract_base "$data"
  recovery_settings "$target" "$data"
  if ! replay "$data"; then
    # nothing was written between the last that is stored and that time: then the end is what was asked for
    if [ "$target" != latest ] && grep -q 'recovery ended before configured recovery target' "$WORK/recovery.log"; then
      refuse_hole
      recovery_settings latest "$data"
      replay "$data" || recovery_failed
    else
      recovery_failed
    fi
  fi
  last=$(sed -n 's/.*last completed transaction was at log time \(.*\)/\1/p' "$WORK/recovery.log" | tail -n 1)
  pg_ctl --pgdata="$data" --mode=fast --silent --timeout=600 stop || fail RecoveryFailed "PostgreSQL did not stop: $(last_words "$WORK/recovery.log")"
  rm -rf "$SPOOL/wal" "$data/backup_manifest" "$data/backup_label.old"
  RECOVERED=$(jq -cn --arg base "$BASE" --arg until "$UNTIL" --arg target "$target" --arg last "${last:-}" \
    '{base: $base, until: (if $target == "latest" then $until else $target end), lastTransaction: $last}')
}

fetch_segments() { # into $SEGMENTS
  if [ "$STORAGE" = volume ]; then
    SEGMENTS=$(archive_directory "$SYSTEM/wal")
    return
  fi
  SEGMENTS=$SPOOL/wal
  mkdir -p "$SEGMENTS"
  storage copy "$(archive "$SYSTEM/wal")" "$SEGMENTS" --files-from "$WORK/segments" --transfers 8 --ignore-missing-or-empty
}

extract_base() { # extract_base DIRECTORY
  local codes=(0 0 0 0) file; file=$(archive "$SYSTEM/base/$BASE.tar.zst")
  [ "$(base_fact "$SYSTEM" "$BASE" .recipient)" = null ] || file+=.age
  mkdir -p "$1"
  chmod 0700 "$1"
  rclone --retries 1 --low-level-retries 3 --contimeout 10s --timeout 2m --stats 0 --log-level ERROR cat "$file" 2>"$WORK/storage.log" | unseal "$file" |
    zstd -dqc 2>"$WORK/unpack.log" | tar -x -C "$1" 2>"$WORK/tar.log" || codes=("${PIPESTATUS[@]}")
  if [ "${codes[*]}" != '0 0 0 0' ]; then
    if grep -qi 'no space left' "$WORK/tar.log"; then no_room; fi
    cp "$WORK/storage.log" "$WORK/errors"
    if grep -q ERROR "$WORK/errors"; then storage_failed "$(last_words "$WORK/errors")"; fi
    if [ "${codes[1]}" != 0 ] && grep -q 'no identity matched' "$WORK/unseal.log"; then
      fail KeyWrong "The base backup $BASE is encrypted for $(base_fact "$SYSTEM" "$BASE" .recipient), and the identity in the encryption's Secret is another."
    fi
    fail Damaged "The base backup $BASE is damaged: $(cat "$WORK/unseal.log" "$WORK/unpack.log" "$WORK/tar.log" 2>/dev/null | tail -c 500)"
  fi
  pg_verifybackup --quiet --no-parse-wal --ignore=pg_wal "$1" 2>"$WORK/errors" || fail Damaged "The base backup $BASE is damaged: $(last_words "$WORK/errors")"
  [ "$(cat "$1/PG_VERSION")" = "$(postgres --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" ] ||
    fail WrongVersion "The base backup $BASE is of PostgreSQL $(cat "$1/PG_VERSION"), and the programs here are $(postgres --version): give backup.image the version of the database."
}

unseal() { # unseal NAME: what passes is opened if its name says that it is sealed
  : >"$WORK/unseal.log"
  case $1 in
    *.age) age --decrypt --identity "$ENCRYPTION/identity" 2>"$WORK/unseal.log" ;;
    *) cat ;;
  esac
}

recovery_settings() { # recovery_settings latest|TIME DIRECTORY
  mkdir -p "$WORK/socket"
  printf 'local all all trust\n' >"$WORK/recovery-hba.conf"
  cat >"$WORK/recovery.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$WORK/socket'
hba_file = '$WORK/recovery-hba.conf'
restore_command = 'bash $HERE/segment.sh "%f" "%p"'
recovery_target_timeline = 'latest'
recovery_target_action = 'promote'
hot_standby = off
autovacuum = off
max_wal_size = '$(log_mib "$2")MB'
log_timezone = 'UTC'
SETTINGS
  # no zone by name: PostgreSQL reads this before it knows any
  [ "$1" = latest ] || printf "recovery_target_time = '%s+00'\n" "${1%Z}" >>"$WORK/recovery.conf"
  : >"$2/recovery.signal"
}

log_mib() { # log_mib DIRECTORY: how much log may lie beside the data, as the database's start script bounds it
  local mib
  mib=$(($(df -k --output=size "$1" | tail -n 1) / 8192))
  [ "$mib" -ge 48 ] || mib=48
  [ "$mib" -le 1024 ] || mib=1024
  printf '%d' "$mib"
}

no_room() { # by what is being filled
  if [ "$COMMAND" = rebuild ]; then
    fail NoRoom "The database's volume has no room for the base backup and the log after it: raise spec.database.embedded.storage."
  fi
  fail SpoolFull "There is no room to restore the database in: raise the operator's setting for the spool."
}

replay() { # replay DIRECTORY: ends when PostgreSQL has come to the end and accepts connections, or has failed
  rm -f "$WORK/segment-trouble" "$WORK/recovery.log"
  env SEGMENTS="$SEGMENTS" WORK="$WORK" ENCRYPTION="$ENCRYPTION" \
    pg_ctl --pgdata="$1" --wait --timeout=86400 --silent --log="$WORK/recovery.log" --options="-c config_file='$WORK/recovery.conf'" start 2>"$WORK/errors" || return 1
  until pg_isready -q -h "$WORK/socket" -U postgres -d postgres; do
    [ -e "$1/postmaster.pid" ] || return 1
    sleep 0.5
  done
}

recovery_failed() {
  local words
  if [ -s "$WORK/segment-trouble" ]; then
    fail Damaged "The log cannot be restored from $(cat "$WORK/segment-trouble") on: the file is damaged, or encrypted for another key. Name a time before it in from.time, or put it back."
  fi
  words=$(grep -E 'FATAL|PANIC' "$WORK/recovery.log" | tail -n 2 || true)
  case $words in
    *'WAL ends before'* | *'could not locate required checkpoint'* | *'could not find redo location'*)
      fail SegmentMissing "The log right after the base backup $BASE is missing at the destination: name a later or an earlier time." ;;
    *'No space left'*) no_room ;;
    *) fail RecoveryFailed "PostgreSQL could not recover: ${words:-$(last_words "$WORK/recovery.log")}" ;;
  esac
}
