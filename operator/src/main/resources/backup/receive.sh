# shellcheck shell=bash
# The write-ahead log is received as PostgreSQL writes it, and stored every few seconds. Sourced by shop-backup.
# The replication slot is moved by this program, and only behind what is at the destination: whatever ends it, PostgreSQL still has what is
# missing there. A slot that would fill the volume is given up by PostgreSQL (max_slot_wal_keep_size); then a base backup begins anew.

# a node that dies says nothing: what is not answered for so long is over
readonly PATIENCE='keepalives_idle=10 keepalives_interval=5 keepalives_count=2 tcp_user_timeout=20000'
readonly STREAMS="application_name like 'shop-archive%' and state in ('catchup', 'streaming')"
readonly FINISHED='^([0-9A-F]{24}|[0-9A-F]{8}\.history)$'

receive() { # receive: runs until it is ended, or has something to tell: from when on the database can be restored
  local stopping=false streaming='' basing='' again=0 look
  trap 'stopping=true' TERM INT
  replicate
  [ "$STORAGE" = s3 ] || open_to_group
  mkdir "$SPOOL/wal" "$SPOOL/base"
  printf 'Starting: nothing has been received yet.' >"$WORK/trouble"
  until $stopping; do
    name_stream
    if ! attempt begin; then pause; continue; fi
    look=$((SECONDS + BASES_EVERY))
    stream & streaming=$!
    printf '%s' $streaming >"$WORK/streaming"
    while ! $stopping && alive $streaming && [ ! -e "$WORK/broken" ]; do
      if [ -e "$WORK/needed" ] && [ -z "$basing" ] && [ $SECONDS -ge $again ]; then make_base & basing=$!; fi
      if [ -n "$basing" ] && ! alive "$basing"; then
        if ended "$basing"; then rm "$WORK/needed"; attempt note_bases || true; else again=$((SECONDS + BASE_RETRY)); fi
        basing=''
      fi
      if [ -z "$basing" ] && [ $SECONDS -ge $look ]; then attempt note_bases || true; look=$((SECONDS + BASES_EVERY)); fi
      if attempt cycle; then current; else hold_back; fi
      if is_news; then break; fi
      pause
    done
    if $stopping || is_news; then attempt cycle || true; fi # what was written until now
    kill -CONT $streaming 2>/dev/null || true
    kill $streaming 2>/dev/null || true
    ended $streaming || [ -e "$WORK/trouble" ] || last_words "$WORK/stream.log" | scrub >"$WORK/trouble"
    if is_news; then break; fi
    if ! $stopping; then pause; fi
  done
  [ -z "$basing" ] || kill "$basing" 2>/dev/null || true
  rm -f "$WORK/finished"
  if is_news; then cp "$WORK/from" "$TOLD/from"; fi
  succeed "$(jq -cn --arg from "$(cat "$WORK/from" 2>/dev/null || true)" --arg system "$(cat "$WORK/system" 2>/dev/null || true)" '{from: $from, system: $system}')"
}

replicate() { # connections are those of the role that may copy, with the password of the shop's own
  [ -d "$BINDING" ] || fail BindingInvalid "There is no binding of the database."
  export PGUSER=$REPLICATION_ROLE PGDATABASE=postgres PGAPPNAME=shop-$COMMAND
}

name_stream() { # a name that no other stream has, not even the one before
  PGAPPNAME=shop-archive-$(tail -c 20 <<<"$HOSTNAME")-$RANDOM$RANDOM
}

refuse_other() { # two would store the same segment, and one of them less of it
  local other left=25
  while :; do
    other=$(sql "select max(application_name) from pg_stat_replication where $STREAMS and application_name <> '$PGAPPNAME'")
    [ -n "$other" ] || return 0
    # one that was killed may be on its way out
    ((left-- > 0)) || other_receiver "$other"
    sleep 0.2
  done
}

other_receiver() { # other_receiver NAME
  fail OtherReceiver "Another pod still receives the log ($1). It is waited for: if it does not end by itself, its node is cut off from the cluster, see kubectl get nodes."
}

attempt() { # attempt COMMAND...: whether it succeeded; if not, why is in $WORK/trouble
  : >"$RESULT"
  # in the background, for a shell that is asked "if" does not stop at the first error
  ("$@") &
  if ended $!; then return 0; fi
  rm -f "$WORK/finished"
  trouble "$RESULT" >"$WORK/trouble"
  return 1
}

trouble() { # trouble RESULT: in a sentence
  if [ -s "$1" ]; then jq -j '"\(.reason): \(.message)"' "$1"; else printf 'ProgramFailed: %s' "$(last_words "$WORK/errors" | scrub)"; fi
}

ended() { # ended PID: waits until it has ended, whatever signals come meanwhile; its code
  local code
  while :; do
    code=0
    wait "$1" || code=$?
    if ! alive "$1"; then return $code; fi
  done
}

alive() { kill -0 "$1" 2>/dev/null && ! grep -qs '^State:.Z' "/proc/$1/status"; }

pause() { sleep "$RECEIVE_EVERY" & wait $! || true; } # a signal ends it

is_news() { [ -s "$WORK/from" ] && ! cmp -s "$WORK/from" "$TOLD/from"; }

current() { # what the probe of the pod looks at
  rm -f "$WORK/trouble"
  touch "$WORK/current"
}

waiting() { (cd "$SPOOL/wal" && printf '%s\n' *) | grep -cE "$FINISHED" || true; }

hold_back() { # what cannot be stored waits at the database, which knows when to give up, not on this node's disk
  [ "$(waiting)" -lt 16 ] || kill -STOP "$(cat "$WORK/streaming")" 2>/dev/null || true
}

sql() { psql -XAtq -v ON_ERROR_STOP=1 "$PATIENCE" -c "$1" 2>"$WORK/errors" || replication_failed "$(last_words "$WORK/errors")"; }

replication_failed() { # replication_failed WORDS
  case $1 in
    *'has already been removed'*)
      fail BaseBackupTooSlow "The base backup took longer than the database keeps the log of meanwhile, which is an eighth of its volume and 1 GB at most: raise spec.database.embedded.storage (up to 8Gi it helps), or have a faster destination. It said: $1" ;;
    *'authentication failed'* | *'no pg_hba.conf entry'* | *'does not exist'*)
      fail DatabaseRefused "The database does not let the role $REPLICATION_ROLE in: it was started by an older operator, or with other credentials. Restart it once, by deleting its pod. It said: $1" ;;
    *) fail DatabaseUnreachable "The database cannot be read: $1" ;;
  esac
}

identify() { # sets SYSTEM and TIMELINE
  local line
  line=$(psql -XAtq -v ON_ERROR_STOP=1 "replication=yes $PATIENCE" -c IDENTIFY_SYSTEM 2>"$WORK/errors") || replication_failed "$(last_words "$WORK/errors")"
  IFS='|' read -r SYSTEM TIMELINE _ <<<"$line"
}

begin() { # the slot, and whether a base backup is needed before anything can be restored; leaves what stream and cycle need in $WORK
  local slot keeps restart
  refuse_other
  identify
  [ -n "${basing:-}" ] || drop_base_slot || replication_failed "$(last_words "$WORK/errors")"
  [ "$STORAGE" = s3 ] || sweep_incoming
  set_aside
  slot=$(sql "select wal_status, restart_lsn from pg_replication_slots where slot_name = '$SLOT'")
  if [ -z "$slot" ] || [[ $slot == lost* ]] || [[ $slot == *'|' ]]; then
    keeps=$(sql 'show max_slot_wal_keep_size')
    [ "$keeps" != -1 ] ||
      fail DatabaseRefused "The database was started by an older operator and would keep its log without end. Restart it once, by deleting its pod."
    [ -z "$slot" ] || { say "the slot was given up by PostgreSQL: beginning anew"; sql "select pg_drop_replication_slot('$SLOT')" >/dev/null; }
    sql "select pg_create_physical_replication_slot('$SLOT', true)" >/dev/null
    slot=$(sql "select wal_status, restart_lsn from pg_replication_slots where slot_name = '$SLOT'")
  fi
  restart=$(segment_number "${slot#*|}")
  printf '%s' "$SYSTEM" >"$WORK/system"
  printf '%s' "$TIMELINE" >"$WORK/timeline"
  printf '%s' "$restart" >"$WORK/restart"
  rm -rf "$SPOOL/wal" "$WORK/broken" "$WORK/shipped" "$WORK/beginning"
  mkdir "$SPOOL/wal"
  # pg_receivewal goes on where the newest file in its directory begins
  : >"$SPOOL/wal/$(segment_name "$TIMELINE" "$restart").partial"
  note_bases
}

set_aside() { # what is stored of a later life of this database, if its volume was put back from a snapshot: the two must not mix, and none is removed
  local now aside
  fetch_bases "$SYSTEM"
  [ -e "$WORK/archive/$SYSTEM/until.json" ] || return 0
  read_until "$SYSTEM"
  if ! $LEFT; then
    now=$(sql 'select pg_current_wal_flush_lsn()')
    if [ "$LINE" -lt "$TIMELINE" ]; then return; fi
    if [ "$LINE" = "$TIMELINE" ] && [ "$(bytes_of "$now")" -ge "$(bytes_of "$LSN")" ]; then return; fi
  fi
  # it would go on writing to where it began
  if [ -n "${basing:-}" ] && alive "$basing"; then
    fail BaseBackupRunning "What is stored until $AT is of a former life of this database, and is set aside once the base backup that is being made has ended."
  fi
  aside=$SYSTEM-until-${AT//:/}
  say "the database is older than what is stored until $AT, or went on otherwise from there: that goes to $aside, beginning anew"
  storage move "$(archive "$SYSTEM")" "$(archive "$aside")" --exclude /until.json --ignore-missing-or-empty
  # the last: until then it is done again
  storage moveto "$(archive "$SYSTEM/until.json")" "$(archive "$aside/until.json")"
}

note_bases() { # since when the database can be restored up to where the slot is; whether a base backup is needed for that: always after a restore
  local restart first id newest='' from='' system timeline
  system=$(cat "$WORK/system") timeline=$(cat "$WORK/timeline") restart=$(cat "$WORK/restart")
  fetch_bases "$system"
  stored_log "$system" >"$WORK/stored"
  first=$(unbroken_from "$timeline" "$restart" <"$WORK/stored")
  for id in $(bases "$system"); do
    [ "$(segment_number "$(base_fact "$system" "$id" .start)")" -ge "$first" ] && [ "$(base_fact "$system" "$id" .timeline)" = "$timeline" ] || continue
    [ -n "$from" ] || from=$(base_fact "$system" "$id" .completedAt)
    newest=$id
  done
  rm -f "$WORK/from" "$WORK/needed"
  [ -z "$from" ] || printf '%s' "$from" >"$WORK/from"
  if [ -z "$newest" ]; then
    echo fast >"$WORK/needed"
  elif [ "$(date -u -d "$BASE_EVERY_DAYS days ago" +%s)" -gt "$(date -u -d "$(base_fact "$system" "$newest" .completedAt)" +%s)" ]; then
    echo spread >"$WORK/needed"
  fi
}

stream() { # never moves the slot: that is done once the log is stored
  exec pg_receivewal --dbname="$PATIENCE" --directory="$SPOOL/wal" --no-loop --no-password --no-sync --status-interval=1 2>"$WORK/stream.log"
}

make_base() { # a program of its own, for its files and its result are others
  mkdir -p "$WORK/basing"
  env CHECKPOINT="$(cat "$WORK/needed")" WORK="$WORK/basing" SPOOL="$SPOOL/base" RESULT="$WORK/base-result" bash "$HERE/shop-backup" base >&2 || {
    [ -e "$WORK/base-failing" ] || touch "$WORK/base-failing"
    trouble "$WORK/base-result" >"$WORK/base-trouble"
    return 1
  }
  rm -f "$WORK/base-trouble" "$WORK/base-failing"
}

store_finished() { # store_finished SYSTEM: the segments that are whole; then the slot moves behind them
  local file name last=''
  for file in "$SPOOL"/wal/*; do
    name=${file##*/}
    [[ $name =~ $FINISHED ]] || continue
    put_finished "$file" "$1"
    if [[ $name != *.history ]]; then
      storage deletefile "$(archive "$1/wal/$name.partial$(suffix)")" --ignore-missing-or-empty
      storage deletefile "$(archive "$1/wal/$name.partial$(other_suffix)")" --ignore-missing-or-empty
      last=$name
    fi
    rm "$file"
  done
  kill -CONT "$(cat "$WORK/streaming")" 2>/dev/null || true
  [ -z "$last" ] || sql "select pg_replication_slot_advance('$SLOT', '$(segment_start $(($(number_of "$last") + 1)))')" >/dev/null
}

put_finished() { # put_finished FILE SYSTEM: a receiver that was killed stores some once more; but nothing is replaced by anything else
  local name=${1##*/} stored
  for stored in $(grep -E "^${name//./\\.}\.zst(\.age)?\$" "$WORK/stored" || true); do
    is_stored_as "$1" "$2" "$stored"
    $SAME || other_life "$2" "$name"
  done
  if encrypted; then
    # before the segment, so that each has one
    fingerprint "$1" >"$SPOOL/fingerprint.json"
    put "$SPOOL/fingerprint.json" "$2/wal/$name.json"
  fi
  put_packed "$1" "$2/wal/$name"
}

fingerprint() { jq -cn --arg sum "$(sha256sum <"$1" | cut -d' ' -f1)" '{sha256: $sum}'; } # fingerprint FILE

is_stored_as() { # is_stored_as FILE SYSTEM STORED: sets SAME; what cannot be told is not the same, but for a history: with each beginning it is received again
  local wal; wal=$(archive "$2/wal")
  SAME=false
  rm -f "$SPOOL"/stored*
  if [[ $3 == *.age ]]; then
    storage copyto "$wal/${3%.zst.age}.json" "$SPOOL/stored.json" --ignore-missing-or-empty
    if [ ! -s "$SPOOL/stored.json" ] && [[ $3 == *.history.* ]]; then
      SAME=true # a program that left no fingerprints has stored it; another life is told by the segments
    elif fingerprint "$1" | cmp -s - "$SPOOL/stored.json"; then SAME=true; fi
  else
    storage copyto "$wal/$3" "$SPOOL/stored.zst"
    if zstd -dqc "$SPOOL/stored.zst" 2>"$WORK/errors" | cmp -s - "$1"; then SAME=true; fi
  fi
  rm -f "$SPOOL"/stored*
}

other_life() { # other_life SYSTEM NAME: what is stored is left, for good: the next beginning sets it aside, whoever is killed before
  local file=$SPOOL/until.json
  rm -f "$file"
  storage copyto "$(archive "$1/until.json")" "$file" --ignore-missing-or-empty
  [ -s "$file" ] || jq -cn --arg at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '{at: $at, lsn: "0/0"}' >"$file"
  jq -c '.left = true' "$file" >"$WORK/left.json"
  put "$WORK/left.json" "$1/until.json"
  : >"$WORK/broken"
  fail SegmentDiffers "The file $2 of the log is stored already, and holds something else, or is damaged: the database's volume was put back from a snapshot. What is stored is not touched, it is set aside; a new base backup is made."
}

cycle() { # stores everything that PostgreSQL has written up to now
  local system facts at lsn state other file left=100
  system=$(cat "$WORK/system")
  facts=$(sql "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), pg_current_wal_flush_lsn(),
    (select wal_status from pg_replication_slots where slot_name = '$SLOT'),
    (select max(application_name) from pg_stat_replication other where $STREAMS and application_name <> '$PGAPPNAME'
      and not exists (select from pg_stat_replication own where own.application_name = '$PGAPPNAME' and (own.backend_start, own.pid) < (other.backend_start, other.pid)))")
  IFS='|' read -r at lsn state other <<<"$facts"
  if [ -n "$other" ]; then # of two that began at the same moment the younger gives way
    : >"$WORK/broken"
    other_receiver "$other"
  fi
  if [ "$state" = lost ] || [ -z "$state" ]; then
    : >"$WORK/broken"
    fail SlotLost "The log that had not been stored yet filled its share of the database's volume, and PostgreSQL has given it up. A new base backup is made."
  fi
  if [ "$lsn" = "$(cat "$WORK/shipped" 2>/dev/null)" ]; then
    until_is "$system" "$at" "$lsn"
    return
  fi
  store_finished "$system"
  until [ "$(sql "select coalesce(bool_or(write_lsn >= '$lsn'), false) from pg_stat_replication where application_name = '$PGAPPNAME'")" = t ]; do
    ((left-- > 0)) || fail LogBehind "The log is not received as fast as it is written. $(last_words "$WORK/stream.log")"
    if [ "$(waiting)" -gt 0 ]; then store_finished "$system"; left=100; else sleep 0.2; fi
  done
  store_finished "$system"
  for file in "$SPOOL"/wal/*.partial; do
    [ -s "$file" ] || continue # nothing of it was written yet
    # a copy, for it may be finished and renamed at any moment
    if cp --sparse=always "$file" "$SPOOL/beginning" 2>/dev/null; then store_beginning "$system/wal/${file##*/}"; fi
  done
  if [ "$(waiting)" -gt 0 ]; then return; fi # finished meanwhile: it is for the next time
  printf '%s' "$lsn" >"$WORK/shipped"
  rm -f "$WORK/until-told"
  until_is "$system" "$at" "$lsn"
}

store_beginning() { # store_beginning NAME: what there was of it before encryption was switched on or off goes, for only one of them grows
  put_packed "$SPOOL/beginning" "$1"
  [ "$1" != "$(cat "$WORK/beginning" 2>/dev/null)" ] || return 0
  storage deletefile "$(archive "$1$(other_suffix)")" --ignore-missing-or-empty
  printf '%s' "$1" >"$WORK/beginning"
}

until_is() { # until_is SYSTEM TIME LSN: told at once when something was stored, and otherwise now and then
  printf '%s' "$2" >"$WORK/until"
  if [ -e "$WORK/until-told" ] && [ $(($(date +%s) - $(stat -c %Y "$WORK/until-told"))) -lt "$UNTIL_EVERY" ]; then return; fi
  jq -cn --arg at "$2" --arg lsn "$3" --argjson timeline "$(cat "$WORK/timeline")" '{at: $at, lsn: $lsn, timeline: $timeline}' >"$WORK/until.json"
  put "$WORK/until.json" "$1/until.json"
  touch "$WORK/until-told"
}

base() { # base: a copy of the database's files, and what is older than the retention goes
  local id place log start timeline end completed removed codes=(0 0 0 0)
  replicate
  identify
  expire_bases # a full destination has to have room again
  removed=$REMOVED
  id=$(date -u +%Y%m%dT%H%M%SZ)
  place=$(archive "$SYSTEM/base/$id.tar$(suffix)")
  log=$WORK/base.log
  say "making the base backup $id"
  # a long one would miss the log of its beginning, which has been stored and is not kept for the receiver any more
  drop_base_slot || replication_failed "$(last_words "$WORK/errors")"
  sql "select pg_create_physical_replication_slot('$BASE_SLOT', true)" >/dev/null
  pg_basebackup --dbname="$PATIENCE" --pgdata=- --format=tar --wal-method=fetch --checkpoint="$CHECKPOINT" --label="$id" --verbose --no-password 2>"$log" | zstd -q -3 | seal |
    (umask 027 && exec rclone --retries 1 --low-level-retries 3 --contimeout 10s --timeout 2m --stats 0 --log-level ERROR rcat "$place" 2>"$WORK/storage.log") || codes=("${PIPESTATUS[@]}")
  # else it goes with the next
  drop_base_slot || say "the slot $BASE_SLOT could not be dropped: $(last_words "$WORK/errors")"
  if [ "${codes[*]}" != '0 0 0 0' ]; then
    storage deletefile "$place" --ignore-missing-or-empty
    cp "$WORK/storage.log" "$WORK/errors"
    if [ "${codes[3]}" != 0 ]; then storage_failed "$(last_words "$WORK/errors")"; fi
    cp "$log" "$WORK/errors"
    if [ "${codes[0]}" != 0 ]; then replication_failed "$(grep -m1 'error:' "$log" || last_words "$log")"; fi
    cp "$WORK/seal.log" "$WORK/errors"
    recipient_wrong
  fi
  start=$(sed -n 's/.*start point: \([0-9A-F/]*\) on timeline.*/\1/p' "$log") timeline=$(sed -n 's/.*start point: .* on timeline \([0-9]*\).*/\1/p' "$log")
  end=$(sed -n 's/.*end point: \([0-9A-F/]*\).*/\1/p' "$log")
  completed=$(sql "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
  [ "$STORAGE" != volume ] || sync -f "$DESTINATION"
  jq -n --argjson format "$FORMAT" --arg id "$id" --arg system "$SYSTEM" --argjson timeline "$timeline" --arg start "$start" --arg end "$end" --arg completed "$completed" \
    --arg server "$(sql 'show server_version')" --arg recipient "$(recipient)" --arg namespace "$SHOP_NAMESPACE" --arg name "$SHOP_NAME" \
    '{format: $format, id: $id, shop: {namespace: $namespace, name: $name}, system: $system, timeline: $timeline, start: $start, end: $end, completedAt: $completed, server: $server,
      recipient: (if $recipient == "" then null else $recipient end)}' >"$WORK/unsigned.json"
  jq --arg sum "$(manifest_sum <"$WORK/unsigned.json")" '. + {checksum: $sum}' "$WORK/unsigned.json" >"$WORK/base.json"
  put "$WORK/base.json" "$SYSTEM/base/$id.json"
  expire_bases
  succeed "$(jq -cn --arg id "$id" --argjson removed $((removed + REMOVED)) '{id: $id, removed: $removed}')"
}

drop_base_slot() { # whether it is gone
  psql -XAtq -v ON_ERROR_STOP=1 "$PATIENCE" -c "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '$BASE_SLOT'" >/dev/null 2>"$WORK/errors"
}

seal() { # what passes is for the recipient alone, if there is one
  if encrypted; then age --encrypt --recipients-file "$ENCRYPTION/recipient" 2>"$WORK/seal.log"; else cat; fi
}

expire_bases() { # goes what is older than the retention and not needed to restore anything younger; sets REMOVED
  local cutoff id kept=0 old=false first='' number name
  REMOVED=0
  fetch_bases "$SYSTEM"
  cutoff=$(date -u -d "$RETENTION_DAYS days ago" +%s)
  for id in $(bases "$SYSTEM" | tac); do
    # as many as a regular clock would have left are kept, so that one that jumps removes nothing
    if $old && [ $kept -gt $((RETENTION_DAYS / BASE_EVERY_DAYS)) ]; then
      remove_base "$id"
      continue
    fi
    kept=$((kept + 1)) number=$(segment_number "$(base_fact "$SYSTEM" "$id" .start)")
    # the oldest does not begin first if the database was taken back since
    [ -n "$first" ] && [ "$first" -le "$number" ] || first=$number
    [ "$(date -u -d "$(base_fact "$SYSTEM" "$id" .completedAt)" +%s)" -gt "$cutoff" ] || old=true
  done
  sweep_bases
  [ -n "$first" ] || return 0
  for name in $(stored_log "$SYSTEM"); do
    [[ $name == *.history.* ]] || [ "$(number_of "$name")" -ge "$first" ] || printf '%s\n' "$name" "${name:0:24}.json"
  done >"$WORK/expired"
  if [ -s "$WORK/expired" ]; then storage delete "$(archive "$SYSTEM/wal")" --files-from "$WORK/expired"; fi
}

remove_base() { # remove_base ID: the manifest goes first, for what has none is no base backup
  local file
  for file in "$1.json" "$1.tar.zst" "$1.tar.zst.age"; do storage deletefile "$(archive "$SYSTEM/base/$file")" --ignore-missing-or-empty; done
  REMOVED=$((REMOVED + 1))
}

sweep_bases() { # what interrupted runs have left a day ago
  local all file yesterday; yesterday=$(date -u -d '1 day ago' +%Y%m%dT%H%M%SZ)
  all=$(storage lsf --files-only "$(archive "$SYSTEM/base")" --ignore-missing-or-empty)
  for file in $(grep -E '^[0-9]{8}T[0-9]{6}Z\.tar\.zst(\.age)?$' <<<"$all" || true); do
    if [[ "${file%%.*}" < "$yesterday" ]] && [ ! -e "$WORK/archive/$SYSTEM/base/${file%%.*}.json" ]; then
      storage deletefile "$(archive "$SYSTEM/base/$file")" --ignore-missing-or-empty
    fi
  done
}
