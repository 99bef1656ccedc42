# shellcheck shell=bash
# The copy. Sourced by shop-move.

copy() { # copy: in the pod of the copy, before its PostgreSQL; done again after an interruption, it begins anew
  local data=$VOLUME/pgdata rate=()
  if [ -e "$VOLUME/copy-of-$MOVE" ]; then succeed '{"repeated":true}'; return; fi
  if [ -s "$data/PG_VERSION" ]; then
    fail VolumeNotEmpty "The volume of the copy holds a database already. Nothing was changed: delete the claim if it is not wanted, then it is made again."
  fi
  rm -rf "$data" "$VOLUME/copying"
  hold_log
  [ -z "$RATE" ] || rate=(--max-rate="$RATE")
  say "copying the database at $FROM"
  pg_basebackup --dbname="$(at_source "$REPLICATION_ROLE" postgres)" --pgdata="$VOLUME/copying" --slot="$SLOT" --wal-method=stream --checkpoint=spread --no-password \
    "${rate[@]}" 2>"$WORK/errors" || source_failed
  touch "$VOLUME/copying/standby.signal"
  sync -f "$VOLUME/copying"
  mv "$VOLUME/copying" "$data"
  touch "$VOLUME/copy-of-$MOVE"
  sync -f "$VOLUME"
  succeed "$(jq -cn --argjson bytes "$(du -sb "$data" | cut -f1)" '{bytes: $bytes}')"
}

hold_log() { # what the copy has not got yet is kept for it
  local slot keeps
  keeps=$(ask "$(at_source "$REPLICATION_ROLE" postgres)" 'show max_slot_wal_keep_size') || source_failed
  [ "$keeps" != -1 ] || fail DatabaseRefused "The database was started by an older operator and would keep its log without end. Restart it once, by deleting its pod."
  slot=$(ask "$(at_source "$REPLICATION_ROLE" postgres)" "select 1 from pg_replication_slots where slot_name = '$SLOT'") || source_failed
  [ -z "$slot" ] || drop_slot || source_failed
  ask "$(at_source "$REPLICATION_ROLE" postgres)" "select pg_create_physical_replication_slot('$SLOT', true)" >/dev/null || source_failed
}

drop_slot() { # one that an interrupted copy still holds goes with it
  ask "$(at_source "$REPLICATION_ROLE" postgres)" "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '$SLOT'" >/dev/null
}

source_failed() {
  local words; words=$(last_words "$WORK/errors")
  case $words in
    *'authentication failed'* | *'no pg_hba.conf entry'* | *'does not exist'*)
      fail DatabaseRefused "The database does not let the role $REPLICATION_ROLE in: it was started by an older operator, or with other credentials. Restart it once, by deleting its pod. It said: $words" ;;
    *'No space left'*) fail NoRoom "The volume of the copy has no room for the database: give it more storage. PostgreSQL said: $words" ;;
    *) fail SourceUnreachable "The database that is to be moved cannot be read: $words" ;;
  esac
}

bytes_behind() { # of the log; nothing if the copy does not follow
  ask "$(at_source "$REPLICATION_ROLE" postgres)" "select pg_wal_lsn_diff(pg_current_wal_flush_lsn(), replay_lsn)::bigint
    from pg_stat_replication r join pg_replication_slots s on s.active_pid = r.pid where s.slot_name = '$SLOT'"
}

lag() { # lag: null if the copy does not follow
  local behind
  behind=$(bytes_behind) || source_failed
  succeed "$(jq -cn --arg behind "$behind" '{behind: (if $behind == "" then null else $behind | tonumber end)}')"
}

leave_source() { # leave_source: the slot keeps log for nobody
  drop_slot || source_failed
  succeed '{}'
}
