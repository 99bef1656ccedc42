# shellcheck shell=bash
# A database beside the shop's, on the same server, that is to take its place. Sourced by shop-backup.
# Each carries a comment that tells whose it is (restore) and how long it is wanted (until): what nobody removes goes with a later backup.

readonly OURS='^shop_(restore|before)_[0-9a-f]{8}$'
UNFINISHED='' # the database that this run is filling
LIVE=''       # and the shop's

beside() { # beside ID: restores it into $BESIDE, checks it, and writes the binding for that
  local id=$1 directory=$SPOOL/backup exchanged state
  valid_id "$id"
  valid_names
  exchanged=$(note_of "$OLD" .restore)
  if [ "$exchanged" = "$RESTORE" ]; then hand_out "$PGDATABASE"; return; fi # the shop has the restored database
  fetch_manifest "$id" >"$WORK/wanted.json"
  refuse_unfit "$id"
  refuse_without_rights
  state=$(note_of "$BESIDE" '.state + .backup')
  if [ "$state" != "ready$id" ]; then
    drop_database "$BESIDE" # of an attempt that was interrupted
    refuse_without_room
    fetch_files "$id" "$directory"
    create_beside "$id"
    PGDATABASE=$BESIDE
    restore_all "$directory"
    compare_with "$directory"
    # what a server learns of its tables by and by, the restored shop needs at once
    psql -Xq -v ON_ERROR_STOP=1 -c 'vacuum analyze' 2>"$WORK/errors" || fail NotRestorable "$(last_words "$WORK/errors")"
    PGDATABASE=$LIVE
    note_on "$BESIDE" ready "$id"
    UNFINISHED=''
    rm -rf "$directory"
  fi
  hand_out "$BESIDE"
}

adopt() { # adopt: $BESIDE is there; writes the binding for it
  local exchanged there
  valid_names
  exchanged=$(note_of "$OLD" .restore)
  if [ "$exchanged" = "$RESTORE" ]; then hand_out "$PGDATABASE"; return; fi
  refuse_without_rights
  there=$(there "$BESIDE")
  [ "$there" = 1 ] || fail OldDatabaseGone "The old database '$BESIDE' is not there any more, there is no way back to it: restore the shop from a backup."
  hand_out "$BESIDE"
}

forget() { # forget DATABASE...: removes those of the restore $RESTORE
  local name there whose removed=0
  for name; do
    [[ $name =~ $OURS ]] || fail Usage "'$name' is no database of a restore"
    there=$(there "$name")
    [ "$there" = 1 ] || continue
    whose=$(note_of "$name" .restore)
    # without a note it was just being made
    [ -z "$whose" ] || [ "$whose" = "$RESTORE" ] || continue
    drop_database "$name"
    removed=$((removed + 1))
  done
  succeed "{\"removed\":$removed}"
}

forget_expired() { # what was left of restores that nobody has removed in time; a backup that is made does not fail for it
  local name
  psql -XAtq -v ON_ERROR_STOP=1 >"$WORK/expired" 2>"$WORK/errors" <<SQL || { say "old databases of restores could not be looked for: $(last_words "$WORK/errors")"; return 0; }
select datname from (select datname, shobj_description(oid, 'pg_database') as note from pg_database
  where datname ~ '$OURS' and datname <> current_database() and pg_has_role(datdba, 'usage')) d
where case when note like '{%' then (note::jsonb ->> 'until')::timestamptz < now() - interval '1 hour' end;
SQL
  while IFS= read -r name; do
    say "removing the database $name of a former restore"
    remove "$name" || say "the database $name could not be removed: $(last_words "$WORK/errors")"
  done <"$WORK/expired"
}

valid_names() {
  [[ $BESIDE =~ $OURS && $OLD =~ $OURS && -n $RESTORE ]] || fail Usage "BESIDE=$BESIDE, OLD=$OLD, RESTORE=$RESTORE: use e.g. shop_restore_1a2b3c4d, shop_before_1a2b3c4d and the restore's uid"
}

hand_out() { # hand_out DATABASE: the shop's binding, for this database
  local file
  for file in "$BINDING"/*; do
    [ -f "$file" ] || continue
    cat "$file" >"$SCRATCH/${file##*/}"
  done
  printf '%s' "$1" >"$SCRATCH/database"
  chmod 0640 "$SCRATCH"/* # the shop's programs read it through the pod's group
  succeed "$(jq -cn --arg database "$1" '{database: $database}')"
}

refuse_unfit() { # refuse_unfit ID: what is of other data or of a schema to come
  local identity version wanted
  identity=$(ask_once 'select id from shop_contract.identity')
  [ "$(jq -r .identity "$WORK/wanted.json")" = "$identity" ] ||
    fail ForeignBackup "Backup $1 is of another shop's data: choose a backup of this shop."
  version=$(ask_once "$SCHEMA_VERSION")
  wanted=$(jq -r .schemaVersion "$WORK/wanted.json")
  [ "$wanted" -le "$version" ] ||
    fail SchemaNewer "Backup $1 is of a newer schema ($wanted) than the shop's ($version): bring the shop to the release that made it, and restore then."
}

refuse_without_rights() {
  local may
  may=$(ask_once "select (rolcreatedb or rolsuper) and pg_has_role(datdba, 'usage') from pg_roles, pg_database where rolname = current_user and datname = current_database()")
  [ "$may" = t ] ||
    fail RightsMissing "User '$PGUSER' may not create and rename databases. An embedded database gives that right when its pod starts: delete the database's pod once (kubectl delete pod -l app.kubernetes.io/instance=$SHOP_NAME,app.kubernetes.io/component=database). Elsewhere: alter role \"$PGUSER\" createdb, and let it own the database."
}

refuse_without_room() { # by what the shop has asked for its volume; nothing is known of the disks of a database of somebody else
  [ -n "$VOLUME_BYTES" ] || return 0
  local used needed mib=1048576 total
  # the start script bounds the write-ahead log by an eighth of the volume, and by as much again what waits to be stored elsewhere
  used=$(ask_once "select sum(pg_database_size(oid))::bigint + least(pg_size_bytes(current_setting('max_wal_size')), share)
    + case when not exists (select from pg_replication_slots where wal_status <> 'lost') then 0
      when current_setting('max_slot_wal_keep_size') = '-1' then share else pg_size_bytes(current_setting('max_slot_wal_keep_size')) end
    from pg_database, (select greatest($VOLUME_BYTES / 8, 48 * $mib)::bigint as share) s group by share")
  # a database is several times as large as its compressed dump; newer manifests tell
  needed=$(jq -r '((.databaseBytes // (.bytes * 6)) * 1.1) | floor' "$WORK/wanted.json")
  total=$(((used + needed + 32 * mib) * 100 / 95)) # a file system keeps something for itself
  [ "$total" -le "$VOLUME_BYTES" ] ||
    fail NoRoom "The database's volume has $((VOLUME_BYTES / mib)) MiB. Its databases and write-ahead log take up to $((used / mib)) MiB, and the restored one about $((needed / mib)) MiB beside them: raise $STORAGE_FIELD to at least $((total / mib + 1))Mi, and restore then."
}

create_beside() { # create_beside ID
  local kinds
  UNFINISHED=$BESIDE LIVE=$PGDATABASE
  psql -Xq -v ON_ERROR_STOP=1 -v name="$BESIDE" 2>"$WORK/errors" <<<'create database :"name" template template0;' ||
    fail NotRestorable "The database to restore into could not be made: $(last_words "$WORK/errors")"
  note_on "$BESIDE" filling "$1"
  kinds=$(ask_once "select count(distinct concat_ws(' ', encoding, datcollate, datctype, datlocprovider, to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')) from pg_database d where datname in (current_database(), '$BESIDE')")
  [ "$kinds" = 1 ] ||
    fail LocaleDiffers "The server's template0 has another locale than the shop's database, so words would be sorted in another way: restore with pg_restore into a database that you make like the shop's."
}

note_on() { # note_on DATABASE STATE ID
  local note until
  until=$(ask_once "select to_char((now() + interval '2 days') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
  note=$(jq -cn --arg restore "$RESTORE" --arg state "$2" --arg backup "$3" --arg until "$until" \
    '{restore: $restore, state: $state, backup: $backup, until: $until}')
  psql -Xq -v ON_ERROR_STOP=1 -v name="$1" -v note="$note" 2>"$WORK/errors" <<<"comment on database :\"name\" is :'note';" || database_failed "$(last_words "$WORK/errors")"
}

note_of() { # note_of DATABASE FILTER: nothing if there is no such database, or nothing is noted
  local note
  note=$(ask_once "select shobj_description(oid, 'pg_database') from pg_database where datname = '$1'")
  jq -r "$2 // empty" <<<"${note:-"{}"}"
}

there() { ask_once "select count(*) from pg_database where datname = '$1'"; }

drop_database() { # drop_database DATABASE
  remove "$1" || fail RemovalFailed "The database '$1' could not be removed: $(last_words "$WORK/errors")"
}

remove() { psql -Xq -v ON_ERROR_STOP=1 -v name="$1" 2>"$WORK/errors" <<<'set client_min_messages = warning; drop database if exists :"name" with (force);'; }
