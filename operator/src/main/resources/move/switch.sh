# shellcheck shell=bash
# The switch. Sourced by shop-move.
# The database loses its name at the source when nobody writes to it, in a transaction that the copy gets, too. Once the copy shows that, it has everything, and
# nobody can write at the source any more, not even after a restart. Only then is the copy told to lead, and the database gets its name back there.

readonly HOLD_ATTEMPTS=6 LOOKS=500
readonly NEAR_BYTES=1048576 # a hundredth of a second's work

switch() {
  local copy source
  copy=$(copy_state) source=$(source_state)
  say "the copy ${copy:-cannot be reached}, the source ${source:-cannot be reached}"
  case $copy in
    'leads live') shut_all; succeed "$(jq -cn --arg id "$MOVE" '{id: $id, repeated: true}')"; return ;;
    'leads held') take_name; return ;;
    'follows '*) ;;
    '') no_copy "$source" ;;
    *) fail CopyForeign "The server at $TO is no copy of the shop's database: delete it with its volume, then a copy is made." ;;
  esac
  case $source in
    live) await_led; hand_over ;;
    held) ;; # by a run that was ended after that
    none) fail SourceForeign "The server at $FROM does not have the shop's database: nothing was changed." ;;
    # without its name it stays as it is, whenever it comes back
    '') [ "$copy" = 'follows held' ] || fail SourceUnreachable "The database that is to be moved cannot be reached, and the copy may lack something: nothing is done until it is back. $(last_words "$WORK/errors")" ;;
  esac
  await_everything
  lead
  take_name
}

source_state() { # live: the database has its name; held: it has none for the moment; none; nothing if the server cannot be reached
  ask "$(at_source "$OWNER" postgres)" "select coalesce(min(case datname when '$LIVE' then 'live' else 'held' end), 'none') from pg_database where datname in ('$LIVE', '$HELD')" || true
}

copy_state() { # the same after "follows" or "leads"
  ask "$(at_copy "$REPLICATION_ROLE" postgres)" "select case when pg_is_in_recovery() then 'follows ' else 'leads ' end
    || coalesce(min(case datname when '$LIVE' then 'live' else 'held' end), 'none') from pg_database where datname in ('$LIVE', '$HELD')" || true
}

no_copy() { # no_copy SOURCE-STATE
  local words; words=$(last_words "$WORK/errors")
  case $1 in
    live) fail CopyUnreachable "The copy cannot be reached, nothing was changed: $words" ;;
    *) fail CopyAway "The copy cannot be reached, and it may have taken over already. Nothing is done until it is back; if it is gone for good with its volume, the database is given its name back where it was. $words" ;;
  esac
}

await_led() { # new connections are turned away by the copy, which lets only us in, and try again; those that are open stay where they are
  local since=$SECONDS
  [ -n "$SERVICE" ] || return 0
  until [ "$(ask "host=$SERVICE port=$SERVICE_PORT user=$REPLICATION_ROLE dbname=postgres $PATIENCE" 'select pg_is_in_recovery()' || true)" = t ]; do
    [ $((SECONDS - since)) -lt "$LED_WITHIN" ] || fail NotLed "The address $SERVICE did not lead to the copy within $LED_WITHIN seconds: nothing was changed."
    sleep 0.1
  done
}

hand_over() { # whatever is slow is done before anybody waits
  local attempt=0
  open looking "$(at_source "$OWNER" postgres)" || source_lost
  open renaming "$(at_source "$OWNER" postgres)" || source_lost
  open_copy
  await_near
  RENAMING=$(request renaming 'select pg_backend_pid();')
  BEGAN=$(millis)
  until hold_writers; do
    ((++attempt < HOLD_ATTEMPTS)) || fail Busy "Something has been writing to the database for long, an import for one: nothing was changed, and it is tried again. $(words_of holding)"
    sleep 0.5
    BEGAN=$(millis)
  done
  rename_away || { undo_rename; fail Occupied "The database could not be handed over: ${WHY:-$(words_of renaming)} Nothing was changed, and it is tried again."; }
  say "the database has lost its name at the source"
}

await_near() { # customers wait only for the last that was written
  local until=$((SECONDS + NEAR_WITHIN)) behind=''
  until [ -n "$behind" ] && [ "$behind" -le $NEAR_BYTES ]; do
    [ $SECONDS -lt $until ] || fail CopyBehind "The copy is ${behind:-many} bytes of the log behind and did not come nearer within $NEAR_WITHIN seconds: nothing was changed, and it is tried again."
    behind=$(bytes_behind || true)
    sleep 0.1
  done
}

source_lost() { fail SourceUnreachable "The database that is to be moved cannot be reached: nothing was changed. $(last_words "$WORK/errors")"; }

open_copy() {
  open leading "$(at_copy "$REPLICATION_ROLE" postgres)" || fail CopyUnreachable "The copy cannot be reached, nothing was changed: $(last_words "$WORK/errors")"
  open naming "$(at_copy "$OWNER" postgres)" || fail CopyUnreachable "The copy does not let '$OWNER' in, nothing was changed: $(last_words "$WORK/errors")"
}

hold_writers() { # who writes is let finish, who wants to write waits; whoever has been at it for longer is not waited for, since all others would wait meanwhile
  open holding "$(at_source "$OWNER" "$LIVE")" || source_lost
  tell holding "begin; set local lock_timeout = '300ms';
select format('lock table %s in exclusive mode', string_agg(format('%I.%I', n.nspname, c.relname), ', ' order by n.nspname, c.relname))
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and c.relpersistence = 'p' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' \\gexec
select pg_backend_pid();"
  HOLDING=$(hear holding 20)
  [ -n "$HOLDING" ] || { shut holding; return 1; }
}

rename_away() { # PostgreSQL renames a database that nobody is connected to, and keeps newcomers waiting meanwhile
  WHY=''
  tell renaming "begin; alter database \"$LIVE\" rename to \"$HELD\"; commit;
\\echo renamed"
  looking "select count(*) from pg_locks l join pg_database d on d.oid = l.objid and l.classid = 'pg_database'::regclass
    where d.datname = '$LIVE' and l.pid = $RENAMING and l.mode = 'AccessExclusiveLock' and l.granted" 1 ||
    { WHY="Another session keeps its name."; return 1; }
  looking "select case when count(*) filter (where usename = current_user and pg_terminate_backend(pid)) >= 0 then count(*) end
    from pg_stat_activity where datname = '$LIVE' and pid <> $HOLDING and usename is not null" 0 ||
    { WHY="Somebody else than the shop is connected to it: $(request looking "select string_agg(distinct usename::text, ', ') from pg_stat_activity where datname = '$LIVE' and usename <> current_user;")."; return 1; }
  shut holding
  [ "$(hear renaming)" = renamed ]
}

looking() { # looking QUERY VALUE: waits a few seconds until it has that value
  local look
  for ((look = 0; look < LOOKS; look++)); do
    if [ "$(request looking "$1;")" = "$2" ]; then return 0; fi
    sleep 0.01
  done
  return 1
}

undo_rename() { # what waits does not hear that nobody listens any more
  tell looking "select pg_terminate_backend($RENAMING);"
  hear looking >/dev/null
  break_off renaming
  break_off holding
}

await_everything() { # the copy shows the last that was done at the source
  local until=$((SECONDS + CAUGHT_UP_WITHIN))
  [ -n "${SESSIONS[leading]:-}" ] || open_copy
  until [ "$(request leading "select count(*) from pg_database where datname = '$HELD';")" = 1 ]; do
    if [ $SECONDS -ge $until ]; then
      # nobody has told it to lead, for that is done after this alone
      give_name_back
      fail CopyBehind "The copy did not get everything within $CAUGHT_UP_WITHIN seconds, so the database was given its name back where it was: nothing is lost, and it is tried again."
    fi
    sleep 0.01
  done
}

lead() {
  local led
  led=$(request leading 'select pg_promote(true, 30);' 40)
  [ "$led" = t ] || fail NotLeading "The copy has everything but did not take over: it is tried again. $(words_of leading)"
}

take_name() {
  local named
  [ -n "${SESSIONS[naming]:-}" ] || open naming "$(at_copy "$OWNER" postgres)" || fail CopyUnreachable "The copy leads but cannot be reached: it is tried again. $(last_words "$WORK/errors")"
  named=$(request naming "alter database \"$HELD\" rename to \"$LIVE\";
\\echo named")
  [ "$named" = named ] || [ "$(copy_state)" = 'leads live' ] || fail NotNamed "The copy leads, but the database did not get its name: it is tried again. $(words_of naming)"
  local held=null
  [ -z "${BEGAN:-}" ] || held=$(($(millis) - BEGAN))
  shut_all
  say "the copy has taken over"
  succeed "$(jq -cn --arg id "$MOVE" --argjson held "$held" '{id: $id, heldMillis: $held}')"
}

give_name_back() {
  ask "$(at_source "$OWNER" postgres)" "alter database \"$HELD\" rename to \"$LIVE\"" ||
    fail CopyBehind "The copy did not get everything, and the database could not be given its name back where it was: it is tried again. $(last_words "$WORK/errors")"
}

back() { # back: whoever asks for it knows that the copy is gone
  case $(source_state) in
    held) give_name_back ;;
    live) ;;
    none) fail SourceForeign "The server at $FROM does not have the shop's database: nothing was changed." ;;
    *) fail SourceUnreachable "The database cannot be reached: $(last_words "$WORK/errors")" ;;
  esac
  succeed "$(jq -cn --arg id "$MOVE" '{id: $id}')"
}
