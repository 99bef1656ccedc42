# shellcheck shell=bash
# The switch. Sourced by shop-move.
# The shop's database has one of four names at each server: its own (live); one while it is held, from which it may get its own back (held); one when it has
# been given away, and it does not get its own back by itself any more (given); and its own with this move's mark, at the copy (done). Renaming from "held" is what
# the source decides by, even between two runs at a time: back to "live", or on to "given". The copy gets these names through the log, like everything before them.

readonly HOLD_ATTEMPTS=6
# the exit code of a failure after which customers belong where they were: the database had its name there when all else was done; any other one is gone on with
readonly AT_THE_SOURCE=3

readonly LEAVES="The copy's volume is being deleted, so the database is not handed over to it."

switch() {
  local copy source
  copy=$(copy_state)
  cp "$WORK/errors" "$WORK/copy-errors"
  source=$(source_state)
  say "the copy: ${copy:-cannot be reached}; the source: ${source:-cannot be reached}"
  case $copy in
    'leads done') succeed "$(jq -cn --arg id "$MOVE" '{id: $id, repeated: true}')"; return ;;
    # it leads by us alone once the database has been given away; otherwise two may be written to
    'leads given') [ "$source" = given ] || [ -z "$source" ] || diverged; take_name; return ;;
    'leads '*) diverged ;;
    'follows live' | 'follows held' | 'follows given') ;;
    '') no_copy "$source" ;;
    *) stay CopyForeign "The server at $TO follows, but not the shop's database: delete it with its volume, then a copy is made." ;;
  esac
  case $source in
    live) $BEGIN || stay CopyLeaves "$LEAVES"; await_led; hand_over; await_replayed; give_away ;;
    held) $BEGIN || named_again CopyLeaves "$LEAVES"; await_replayed; give_away ;;
    given) ;;
    # it stays as it is, whenever it comes back
    '') [ "$copy" = 'follows given' ] || fail SourceUnreachable "The database that is to be moved cannot be reached, and the copy may lack something: nothing is done until it is back. $(last_words "$WORK/errors")" ;;
    *) fail SourceForeign "The server at $FROM does not have the shop's database, or has it twice ($source): nothing was changed. Look at it: psql -l." ;;
  esac
  await_given
  lead
  take_name
}

name_of() { # what it is called, as a query; "several" if there is an empty one beside it, for example
  printf '%s' "select case count(*) when 0 then 'none' when 1 then min(case datname when '$HELD' then 'held' when '$GIVEN' then 'given'
    else case when shobj_description(oid, 'pg_database') = '$MARK' then 'done' else 'live' end end) else 'several' end
    from pg_database where datname in ('$LIVE', '$HELD', '$GIVEN')"
}

source_state() { ask "$(at_source "$OWNER" postgres)" "$(name_of)" || true; } # nothing if the server cannot be reached

copy_state() { ask "$(at_copy "$REPLICATION_ROLE" postgres)" "select case when pg_is_in_recovery() then 'follows ' else 'leads ' end || ($(name_of))" || true; }

handing_over() { # handing_over SOURCE-STATE COPY-STATE: begun, if it is to be brought to its end; diverged, if the copy leads by somebody else
  case $1/$2 in
    given/'leads given' | given/'leads done' | /'leads given' | /'leads done') printf begun ;;
    */'leads '*) printf diverged ;;
    held/* | given/*) printf begun ;;
  esac
}

stay() { # stay REASON MESSAGE: fails; customers belong where they were, if the source still says so: another run may have gone on meanwhile
  [ "$(source_state)" != live ] || FAILS_WITH=$AT_THE_SOURCE
  fail "$1" "$2"
}

named_again() { # named_again REASON WHY: a copy cannot lead before the database is given away, and only the source decides about that
  give_name_back "$HELD"
  stay "$1" "$2 The database was given its name back where it was: nothing is lost, and it is tried again."
}

diverged() { # nobody is led to that copy, whatever the source says
  FAILS_WITH=$AT_THE_SOURCE
  fail Diverged "The copy leads though the database was not given away to it, so orders may have come in on both sides. Nothing was changed. Customers stay where they are; delete the copy with its volume."
}

no_copy() { # no_copy SOURCE-STATE
  local words; words=$(last_words "$WORK/copy-errors")
  case $1 in
    live) stay CopyUnreachable "The copy cannot be reached, nothing was changed: $words" ;;
    held) named_again CopyUnreachable "The copy cannot be reached: $words" ;;
    *) fail CopyAway "The copy cannot be reached, and it may have taken over already. Nothing is done until it is back; if it is gone for good with its volume, the database is given its name back where it was. $words" ;;
  esac
}

await_led() { # new connections are turned away by the copy, which lets only us in, and try again; those that are open stay where they are
  local since=$SECONDS
  [ -n "$SERVICE" ] || return 0
  until [ "$(ask "host=$SERVICE port=$SERVICE_PORT user=$REPLICATION_ROLE dbname=postgres $PATIENCE" 'select pg_is_in_recovery()' || true)" = t ]; do
    [ $((SECONDS - since)) -lt "$LED_WITHIN" ] || stay NotLed "The address $SERVICE did not lead to the copy within $LED_WITHIN seconds: nothing was changed."
    sleep 0.1
  done
}

hand_over() { # whatever is slow, and whatever can be found out, is done before anybody waits
  local attempt=0 strangers
  open looking "$(at_source "$OWNER" postgres)" || source_lost
  open renaming "$(at_source "$OWNER" postgres)" || source_lost
  open_copy || stay "$REFUSED" "$WHY"
  await_near
  strangers=$(strangers)
  [ -z "$strangers" ] || stay Occupied "The database cannot be handed over while $strangers is connected to it: nothing was changed, and it is tried again."
  RENAMING=$(request renaming 'select pg_backend_pid();')
  [ -n "$RENAMING" ] || source_lost
  BEGAN=$(millis)
  until hold_writers $attempt; do
    ((++attempt < HOLD_ATTEMPTS)) || stay Busy "Something has been writing to the database for long, an import for one: nothing was changed, and it is tried again. $(words_of holding)"
    sleep 0.5
    BEGAN=$(millis)
  done
  rename_away || {
    undo_rename
    [ "$(source_state)" = held ] || stay Occupied "The database could not be handed over: ${WHY:-$(words_of renaming)} Nothing was changed, and it is tried again."
  }
  say "the database has lost its name at the source"
}

source_lost() { stay SourceUnreachable "The database that is to be moved cannot be reached: nothing was changed. $(last_words "$WORK/errors")"; }

open_copy() { # the sessions at the copy; 1 with a reason in $REFUSED and $WHY if it does not have them
  [ -z "${SESSIONS[leading]:-}" ] || return 0
  REFUSED=CopyUnreachable
  open leading "$(at_copy "$REPLICATION_ROLE" postgres)" || { WHY="The copy cannot be reached: $(last_words "$WORK/errors")"; return 1; }
  open naming "$(at_copy "$OWNER" postgres)" || { WHY="The copy does not let '$OWNER' in: $(last_words "$WORK/errors")"; return 1; }
  REFUSED=CopyForeign WHY="The copy cannot be told to lead: delete it with its volume, then it is made again."
  [ "$(request leading "select $MAY_LEAD;")" = t ]
}

strangers() { request looking "select coalesce(string_agg(distinct usename::text, ', '), '') from pg_stat_activity where datname = '$LIVE' and usename <> current_user;"; }

await_near() { # customers wait only for the last that was written
  local lsn
  lsn=$(request looking 'select pg_current_wal_flush_lsn();')
  replayed "$lsn" "$NEAR_WITHIN" || stay CopyBehind "The copy did not come near what is written within $NEAR_WITHIN seconds: nothing was changed, and it is tried again."
}

replayed() { # replayed LSN SECONDS: whether the copy gets that far
  local until=$((SECONDS + $2))
  [ -n "$1" ] || return 1
  until [ "$(request leading "select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= '$1';")" = t ]; do
    if [ $SECONDS -ge $until ] || ! lives leading; then return 1; fi
    sleep 0.01
  done
}

hold_writers() { # hold_writers ATTEMPT: who writes is let finish, who wants to write waits; whoever has been at it for longer is not waited for, since all others would wait meanwhile
  local wait=300
  [ "$1" -lt 3 ] || wait=1300 # after a second PostgreSQL sends its own vacuum away
  open holding "$(at_source "$OWNER" "$LIVE")" || source_lost
  tell holding "begin; set local lock_timeout = '${wait}ms'; set local statement_timeout = '1500ms';
select format('lock table %s in exclusive mode', string_agg(format('%I.%I', n.nspname, c.relname), ', ' order by n.nspname, c.relname))
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and c.relpersistence = 'p' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' \\gexec
select pg_backend_pid();"
  HOLDING=$(hear holding 5)
  [ -n "$HOLDING" ] || { break_off holding; return 1; }
}

rename_away() { # PostgreSQL renames a database that nobody is connected to, and keeps newcomers waiting meanwhile
  WHY=''
  tell renaming "begin; alter database \"$LIVE\" rename to \"$HELD\"; commit;
\\echo renamed"
  sees "select count(*) from pg_locks l join pg_database d on d.oid = l.objid and l.classid = 'pg_database'::regclass
    where d.datname = '$LIVE' and l.pid = $RENAMING and l.mode = 'AccessExclusiveLock' and l.granted" 1 ||
    { ! lives renaming || WHY="Another session keeps its name."; return 1; }
  sees "select case when count(*) filter (where usename = current_user and pg_terminate_backend(pid)) >= 0 then count(*) end
    from pg_stat_activity where datname = '$LIVE' and pid <> $HOLDING and usename is not null" 0 ||
    { WHY="A session does not end."; return 1; }
  shut holding
  [ "$(hear renaming 8)" = renamed ]
}

sees() { # sees QUERY VALUE: whether it has that value before long; everybody waits
  local until=$(($(millis) + 2000))
  until [ "$(request looking "$1;")" = "$2" ]; do
    if [ "$(millis)" -ge $until ] || ! lives renaming; then return 1; fi
    sleep 0.01
  done
}

undo_rename() { # what waits does not hear that nobody listens any more; afterwards it is certain what became of it
  request looking "select pg_terminate_backend($RENAMING, 5000);" >/dev/null
  break_off renaming
  break_off holding
}

await_replayed() { # by place in the log, for a name may be one that an earlier attempt has left
  local lsn
  lsn=$(ask "$(at_source "$OWNER" postgres)" 'select pg_current_wal_flush_lsn()') || fail SourceUnreachable "The source cannot be reached any more: it is gone on with when it is back. $(last_words "$WORK/errors")"
  open_copy || named_again "$REFUSED" "$WHY"
  replayed "$lsn" "$CAUGHT_UP_WITHIN" || named_again CopyBehind "The copy did not get everything within $CAUGHT_UP_WITHIN seconds."
}

give_away() { # from here on there is one way
  ask "$(at_source "$OWNER" postgres)" "alter database \"$HELD\" rename to \"$GIVEN\"" || [ "$(source_state)" = given ] ||
    fail SourceUnreachable "The source cannot be reached any more, or another run has given the name back: it is gone on with. $(last_words "$WORK/errors")"
}

await_given() { # the copy shows that the database was given away to it
  local until=$((SECONDS + CAUGHT_UP_WITHIN))
  open_copy || fail "$REFUSED" "$WHY"
  until [ "$(request leading "select count(*) from pg_database where datname = '$GIVEN';")" = 1 ]; do
    if [ $SECONDS -ge $until ] || ! lives leading; then fail CopyBehind "The copy has not heard yet that it may lead: it is gone on with."; fi
    sleep 0.01
  done
}

lead() {
  local led
  led=$(request leading 'select pg_promote(true, 30);' 40)
  [ "$led" = t ] || fail NotLeading "The copy has everything but did not take over: it is gone on with. $(words_of leading)"
}

take_name() {
  local named held=null
  [ -n "${SESSIONS[naming]:-}" ] || open naming "$(at_copy "$OWNER" postgres)" || fail CopyUnreachable "The copy leads but does not let '$OWNER' in: it is gone on with. $(last_words "$WORK/errors")"
  named=$(request naming "begin; alter database \"$GIVEN\" rename to \"$LIVE\"; comment on database \"$LIVE\" is '$MARK'; commit;
\\echo named")
  [ "$named" = named ] || [ "$(copy_state)" = 'leads done' ] || fail NotNamed "The copy leads, but the database did not get its name: it is gone on with. $(words_of naming)"
  [ -z "${BEGAN:-}" ] || held=$(($(millis) - BEGAN))
  shut_all
  say "the copy has taken over"
  succeed "$(jq -cn --arg id "$MOVE" --argjson held "$held" '{id: $id, heldMillis: $held}')"
}

give_name_back() { # give_name_back NAME: the name it has
  ask "$(at_source "$OWNER" postgres)" "alter database \"$1\" rename to \"$LIVE\"" ||
    fail NotNamed "The database could not be given its name back where it was: it is gone on with. $(last_words "$WORK/errors")"
}

back() { # back: whoever asks for it knows that the copy is gone with its volume; the next move has another number
  case $(source_state) in
    held) give_name_back "$HELD" ;;
    given) give_name_back "$GIVEN" ;;
    live | done) ;;
    '') fail SourceUnreachable "The database cannot be reached: $(last_words "$WORK/errors")" ;;
    *) fail SourceForeign "The server at $FROM does not have the shop's database, or has it twice: nothing was changed. Look at it: psql -l." ;;
  esac
  succeed "$(jq -cn --arg id "$MOVE" '{id: $id}')"
}
