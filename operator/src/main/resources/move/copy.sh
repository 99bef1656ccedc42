# shellcheck shell=bash
# The copy. Sourced by shop-move.

copy() { # copy: in the pod of the copy, before its PostgreSQL; done again after an interruption, it begins anew
  local data=$VOLUME/pgdata rate=()
  if [ -e "$VOLUME/copy-of-$MOVE" ]; then
    [ -s "$data/PG_VERSION" ] || { rm -rf "$data"; mv "$VOLUME/copying" "$data"; sync -f "$VOLUME"; } # ended between the last two steps
    refuse_useless
    succeed '{"repeated":true}'
    return
  fi
  if [ -s "$data/PG_VERSION" ]; then
    fail VolumeNotEmpty "The volume of the copy holds a database already. Nothing was changed: delete the claim if it is not wanted, then it is made again."
  fi
  rm -rf "$data" "$VOLUME/copying"
  refuse_old_source
  drop_slot || source_failed
  ask_source "select pg_create_physical_replication_slot('$SLOT', true)" >/dev/null || source_failed
  [ -z "$RATE" ] || rate=(--max-rate="$RATE")
  say "copying the database at $FROM"
  pg_basebackup --dbname="$(at_source "$REPLICATION_ROLE" postgres)" --pgdata="$VOLUME/copying" --slot="$SLOT" --wal-method=stream --checkpoint="$CHECKPOINT" --no-password \
    "${rate[@]}" 2>"$WORK/errors" || source_failed
  touch "$VOLUME/copying/standby.signal"
  sync -f "$VOLUME/copying"
  # the mark first: what it stands beside is whole
  touch "$VOLUME/copy-of-$MOVE"
  sync -f "$VOLUME"
  mv "$VOLUME/copying" "$data"
  sync -f "$VOLUME"
  succeed "$(jq -cn --argjson bytes "$(du -sb "$data" | cut -f1)" '{bytes: $bytes}')"
}

ask_source() { ask "$(at_source "$REPLICATION_ROLE" postgres)" "$1"; } # ask_source STATEMENT: as the role that copies

refuse_old_source() { # a start script that knows nothing of moves would make an empty database where one has lost its name
  local may
  may=$(ask_source "select $MAY_LEAD") || source_failed
  [ "$may" = t ] || fail DatabaseRefused "The database was started by an older operator. Restart it once, by deleting its pod."
}

slot_state() { ask_source "select coalesce(min(coalesce(wal_status, 'unreserved')), 'none') from pg_replication_slots where slot_name = '$SLOT'" || source_failed; } # slot_state: what the database keeps for the copy; none if it knows of no copy

refuse_useless() { # what the copy lacks is not there any more
  local state
  state=$(slot_state)
  case $state in
    none) fail CopyOfAnother "The database that is there is not the one this copy follows, as after a restore, or somebody has dropped its replication slot: the copy may have what the database lacks. Nothing is done until a person has compared the two; delete the copy's claim if it is not wanted, then it is made again." ;;
    lost) fail CopyUseless "The database has not kept the log that the copy still needs: delete the copy's claim, then it is made again; a larger volume of the database keeps more of the log." ;;
  esac
}

drop_slot() { # one that an interrupted copy still holds is taken from it
  ask_source "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where slot_name = '$SLOT' and active_pid is not null" >/dev/null &&
    ask_source "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '$SLOT'" >/dev/null
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

lag() { # lag: in bytes of the log, null if the copy does not follow at the moment; or that the database has begun to be handed over, by whomever
  local behind copy source
  copy=$(copy_state)
  source=$(source_state)
  case $(handing_over "$source" "$copy") in
    begun) succeed '{"behind":null,"begun":true}'; return ;;
    diverged) diverged ;;
  esac
  refuse_useless
  behind=$(ask_source "select pg_wal_lsn_diff(pg_current_wal_flush_lsn(), replay_lsn)::bigint
    from pg_stat_replication r join pg_replication_slots s on s.active_pid = r.pid where s.slot_name = '$SLOT'") || source_failed
  succeed "$(jq -cn --arg behind "$behind" '{behind: (if $behind == "" then null else $behind | tonumber end)}')"
}

look() { # look: what is to be known before a copy is removed
  local source copy state slot=''
  copy=$(copy_state)
  source=$(source_state)
  state=$(handing_over "$source" "$copy")
  if [ "$state" != begun ]; then
    [ -n "$source" ] || fail SourceUnreachable "The database cannot be asked: $(last_words "$WORK/errors")"
    slot=$(slot_state)
  fi
  succeed "$(jq -cn --arg source "$source" --arg copy "$copy" --arg slot "$slot" --arg state "$state" '{source: $source, copy: $copy, slot: $slot, begun: ($state == "begun")}')"
}

leave_source() { # leave: the slot keeps log for nobody; whoever asks for it knows that the move is over, for a copy that follows is cut off
  drop_slot || source_failed
  succeed '{}'
}
