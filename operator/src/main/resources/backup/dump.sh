# shellcheck shell=bash
# Making a backup. Sourced by shop-backup.

readonly FACTS_OF_A_BACKUP='{id, sequence, startedAt, completedAt, bytes, schemaVersion, databaseBytes, figures, identity, server: (.server | split(" ")[0]), tool}'

dump() { # dump ID
  local id=$1 started seconds=$SECONDS directory
  valid_id "$id"
  started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  say "making backup $id"
  if already_there "$id"; then return; fi
  open_snapshot
  refuse_foreign "$(jq -r .identity <<<"$FACTS")"
  remove_directory "$id" # of an attempt that was interrupted
  directory=$(stage "$id")
  say "dumping $id on snapshot $SNAPSHOT"
  dump_all "$directory"
  close_snapshot
  take_place "$(jq -r .identity <<<"$FACTS")"
  encrypt "$directory"
  write_manifest "$id" "$started" "$directory"
  store "$id" "$directory"
  forget_expired
  say "backup $id is complete"
  succeed "$(jq -c --argjson seconds $((SECONDS - seconds)) --argjson stored $((STORED + 1)) "$FACTS_OF_A_BACKUP + {seconds: \$seconds, stored: \$stored}" "$WORK/manifest.json")"
}

take_place() { # take_place IDENTITY: sets PLACE, which is after all backups that are there, and STORED, how many those are
  local id
  PLACE=$SEQUENCE STORED=0
  for id in $(owned "$1"); do
    STORED=$((STORED + 1))
    PLACE=$(jq --argjson place "$PLACE" 'if (.sequence | type) == "number" and .sequence >= $place then .sequence + 1 else $place end' "$WORK/manifests/$id/manifest.json")
  done
}

already_there() { # already_there ID: a run that is repeated after it had succeeded tells the same
  fetch_manifests
  local manifest=$WORK/manifests/$1/manifest.json
  [ -e "$manifest" ] && [ "$(manifest_state "$manifest")" = ok ] || return 1
  take_place "$(jq -r .identity "$manifest")"
  succeed "$(jq -c --argjson stored "$STORED" "$FACTS_OF_A_BACKUP + {stored: \$stored}" "$manifest")"
}

open_snapshot() { # sets FACTS and SNAPSHOT; the session stays open, for the snapshot lives as long
  mkfifo "$WORK/to-session" "$WORK/from-session"
  psql -XAtq -v ON_ERROR_STOP=1 <"$WORK/to-session" >"$WORK/from-session" 2>"$WORK/session.log" &
  SESSION=$!
  exec 4>"$WORK/to-session" 5<"$WORK/from-session"
  ask "set work_mem = '64MB'; begin isolation level repeatable read read only;
    select jsonb_build_object('snapshot', pg_export_snapshot(), 'identity', (select id from shop_contract.identity), 'figures', ($FIGURES)::jsonb,
      'schemaVersion', ($SCHEMA_VERSION)::text, 'server', current_setting('server_version'), 'databaseBytes', pg_database_size(current_database()),
      'databaseTime', to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'));"
  IFS= read -r FACTS <&5 || session_failed
  SNAPSHOT=$(jq -r .snapshot <<<"$FACTS")
}

ask() { (trap '' PIPE && printf '%s\n' "$1" >&4) 2>/dev/null || session_failed; }

session_failed() {
  wait "$SESSION" || true
  database_failed "$(last_words "$WORK/session.log")"
}

close_snapshot() {
  exec 4>&- 5<&-
  wait "$SESSION" || true
}

stage() { # stage ID: where files are made: in place on a volume, if they are not encrypted after that
  local directory=$SPOOL/$1
  if in_place; then directory=$(on_volume "$1"); fi
  mkdir -p "$directory" 2>"$WORK/errors" || storage_failed "$(last_words "$WORK/errors")"
  printf '%s' "$directory"
}

in_place() { [ "$STORAGE" = volume ] && ! [ -s "$ENCRYPTION/recipient" ]; }

dump_all() { # dump_all DIRECTORY: the tables, and at the same time the fingerprints, of one snapshot
  local code=0 word dumping
  pg_dump --format=directory --jobs="$JOBS" --compress=zstd:3 --snapshot="$SNAPSHOT" --lock-wait-timeout=60s --no-sync --file="$1/dump" 2>"$WORK/dump.log" &
  dumping=$!
  ask "\\copy ($ORDER_HASHES) to program 'zstd -q -3 -o $1/orders.tsv.zst'"
  ask '\echo hashed'
  IFS= read -r word <&5 || word=''
  wait "$dumping" || code=$?
  if [ $code -ne 0 ] || [ "$word" != hashed ] || [ ! -s "$1/orders.tsv.zst" ]; then
    cat "$WORK/dump.log" "$WORK/session.log" >"$WORK/errors"
    rm -rf "$1"
    if grep -qi 'no space left' "$WORK/errors"; then
      in_place && storage_failed 'no space left'
      fail SpoolFull "There is no room to make the backup in before it is stored: raise the operator's setting for the spool."
    fi
    fail DumpFailed "The dump failed: $(last_words "$WORK/errors")"
  fi
}

encrypt() { # encrypt DIRECTORY: each file for the recipient alone; this pod cannot read it any more
  [ -s "$ENCRYPTION/recipient" ] || return 0
  local file
  find "$1" -type f | while IFS= read -r file; do
    age --encrypt --recipients-file "$ENCRYPTION/recipient" --output "$file.age" "$file" 2>"$WORK/errors" ||
      fail EncryptionFailed "The recipient in the encryption's Secret is none of age: $(last_words "$WORK/errors")"
    rm "$file"
  done
}

write_manifest() { # write_manifest ID STARTED DIRECTORY: into $WORK/manifest.json
  local files recipient=''
  # one program for all files: a dump has dozens, and most are small
  files=$(cd "$3" && find . -type f -printf '%s %P\n' | sort -k 2 >"$WORK/sizes" && cut -d' ' -f 2- "$WORK/sizes" | xargs -d '\n' sha256sum | cut -d' ' -f 1 | paste -d' ' - "$WORK/sizes" |
    jq -Rnc '[inputs | capture("^(?<sha256>[0-9a-f]{64}) (?<bytes>[0-9]+) (?<name>.+)$") | {name, bytes: (.bytes | tonumber), sha256}]')
  if [ -s "$ENCRYPTION/recipient" ]; then recipient=$(grep -v -m1 '^#' "$ENCRYPTION/recipient"); fi
  jq -n --argjson facts "$FACTS" --argjson files "$files" --argjson format "$FORMAT" --argjson sequence "$PLACE" --argjson pinned "$PINNED" --arg id "$1" --arg started "$2" \
    --arg completed "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --arg namespace "$SHOP_NAMESPACE" --arg name "$SHOP_NAME" --arg recipient "$recipient" \
    --arg tool "$(pg_dump --version | sed 's/[^0-9]*//; s/ .*//')" \
    '{format: $format, id: $id, sequence: $sequence, pinned: $pinned, shop: {namespace: $namespace, name: $name}, identity: $facts.identity,
      startedAt: $started, completedAt: $completed, databaseTime: $facts.databaseTime, server: $facts.server, tool: $tool,
      schemaVersion: $facts.schemaVersion, databaseBytes: $facts.databaseBytes, figures: $facts.figures, recipient: (if $recipient == "" then null else $recipient end),
      bytes: ([$files[].bytes] | add), files: $files}' >"$WORK/unsigned.json"
  jq --arg sum "$(manifest_sum <"$WORK/unsigned.json")" '. + {checksum: $sum}' "$WORK/unsigned.json" >"$WORK/manifest.json"
}

store() { # store ID DIRECTORY: everything, and the manifest when everything is there
  if in_place; then
    sync -f "$2"
  else
    storage copy "$2" "$(place "$1")" --transfers 4
    rm -rf "$2"
  fi
  storage copyto "$WORK/manifest.json" "$(place "$1")/manifest.json"
  [ "$STORAGE" != volume ] || sync -f "$DESTINATION"
}
