# shellcheck shell=bash
# Proving a backup by restoring it. Sourced by shop-backup.

verify() { # verify ID
  local seconds=$SECONDS
  restore_and_compare "$1"
  scratch_stop
  verified "$1" $((SECONDS - seconds)) false
}

compare() { # compare ID: the same, and leaves what was restored to a PostgreSQL and a shop of the same pod; attest has the last word
  local seconds=$SECONDS
  restore_and_compare "$1"
  scratch_stop fast
  rm -rf "$SPOOL/backup"
  bind_scratch
  printf '%s' $((SECONDS - seconds)) >"$SPOOL/seconds"
  succeed "$(jq -n --arg id "$1" '{id: $id}')"
}

attest() { # attest ID: once the shop serves its home page on what was restored
  local seconds=$SECONDS
  valid_id "$1"
  until rclone copyurl --retries 1 --contimeout 5s --timeout 10s --log-level ERROR "$PAGE" "$WORK/page" 2>"$WORK/errors" && [ -s "$WORK/page" ]; do
    [ $((SECONDS - seconds)) -lt "$PAGE_WITHIN" ] ||
      fail NoPage "The backup was restored and its orders are right, but the shop did not serve its home page on it within $PAGE_WITHIN seconds: $(last_words "$WORK/errors")"
    sleep 1
  done
  verified "$1" $(($(cat "$SPOOL/seconds") + SECONDS - seconds)) true
}

restore_and_compare() { # restore_and_compare ID: into the scratch
  local directory=$SPOOL/backup
  valid_id "$1"
  fetch_manifest "$1" >"$WORK/wanted.json"
  fetch_files "$1" "$directory"
  scratch_start
  restore_all "$directory"
  compare_with "$directory"
}

verified() { # verified ID SECONDS PAGE: notes it with the backup
  jq -n --arg id "$1" --arg at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --argjson seconds "$2" --argjson page "$3" \
    '{id: $id, result: "Verified", at: $at, seconds: $seconds, page: $page}' >"$WORK/verification.json"
  storage copyto "$WORK/verification.json" "$(place "$1")/verification.json"
  succeed "$(cat "$WORK/verification.json")"
}

fill() { # fill ID|TIME [NUMBER...]: restores it into $SPOOL/scratch/data, for a PostgreSQL that others of this pod reach at 127.0.0.1, and writes the binding for that
  if is_time "${1:-}"; then
    fill_from_log "$1"
    return
  fi
  local id=$1 directory=$SPOOL/backup restored=all; shift
  valid_id "$id"
  valid_numbers "$@"
  fetch_manifest "$id" >"$WORK/wanted.json"
  if [ $# -gt 0 ] && has_the_shops_schema "$id" "$directory"; then
    scratch_start
    if restore_orders "$id" "$directory" "$@"; then
      restored=orders
    else
      say "all of the backup is restored, as these orders could not be restored alone: $(last_words "$WORK/errors")"
      psql -Xq -v ON_ERROR_STOP=1 -d postgres -c 'drop database shop' -c 'create database shop' 2>"$WORK/errors" || fail ScratchFailed "$(last_words "$WORK/errors")"
    fi
  else
    scratch_start
  fi
  if [ $restored = all ]; then
    fetch_files "$id" "$directory"
    restore_all "$directory"
  fi
  scratch_stop fast
  rm -rf "$directory"
  bind_scratch
  succeed "$(jq -c --arg restored "$restored" '{id, completedAt, schemaVersion, restored: $restored}' "$WORK/wanted.json")"
}

bind_scratch() { # the binding for what was restored
  local key
  # nobody else is in this pod; a password is part of the layout
  for key in type=postgresql provider=scratch host=127.0.0.1 port=5432 database=shop username=postgres password=none sslmode=disable; do
    printf '%s' "${key#*=}" >"$SCRATCH/${key%%=*}"
    chmod 0640 "$SCRATCH/${key%%=*}" # the shop's programs read it through the pod's group
  done
}

fetch_files() { # fetch_files ID DIRECTORY [PATTERN]: the files of the manifest in $WORK/wanted.json, all or those of such names, each as long and with the sum it had; decrypted
  local name bytes sum
  mkdir -p "$2"
  jq -r --arg pattern "${3:-}" '.files[] | select(.name | test($pattern)) | [.name, .bytes, .sha256] | @tsv' "$WORK/wanted.json" >"$WORK/files"
  cut -f 1 "$WORK/files" >"$WORK/names"
  storage copy "$(place "$1")" "$2" --files-from-raw "$WORK/names" --transfers 4 --ignore-missing-or-empty
  while IFS=$'\t' read -r name bytes sum; do
    [ -e "$2/$name" ] || fail Damaged "Backup $1 is damaged: $name is missing."
    [ "$(stat -c %s "$2/$name")" = "$bytes" ] || fail Damaged "Backup $1 is damaged: $name has $(stat -c %s "$2/$name") bytes instead of $bytes."
    [ "$(sha256sum "$2/$name" | cut -d' ' -f1)" = "$sum" ] || fail Damaged "Backup $1 is damaged: the content of $name has changed."
  done <"$WORK/files"
  if [ "$(jq -r .recipient "$WORK/wanted.json")" != null ]; then decrypt "$1" "$2"; fi
}

decrypt() { # decrypt ID DIRECTORY
  [ -s "$ENCRYPTION/identity" ] || fail KeyMissing "Backup $1 is encrypted for $(jq -r .recipient "$WORK/wanted.json"): the encryption's Secret needs the key 'identity'."
  local file
  while IFS= read -r file; do
    age --decrypt --identity "$ENCRYPTION/identity" --output "${file%.age}" "$file" 2>"$WORK/errors" ||
      fail KeyWrong "Backup $1 is encrypted for $(jq -r .recipient "$WORK/wanted.json"), and the identity in the encryption's Secret is another: $(last_words "$WORK/errors")"
    rm "$file"
  done < <(find "$2" -type f -name '*.age')
}

restore_all() { # restore_all DIRECTORY
  pg_restore --dbname="$PGDATABASE" --jobs="$JOBS" --exit-on-error --no-owner --no-privileges "$1/dump" 2>"$WORK/errors" && return
  if grep -qi 'no space left' "$WORK/errors"; then
    [ -z "$UNFINISHED" ] || fail NoRoom "The database's volume has no room for the restored database beside the shop's: raise $STORAGE_FIELD."
    fail SpoolFull "There is no room to restore the backup in: raise the operator's setting for the spool."
  fi
  fail NotRestorable "The backup cannot be restored: $(grep -m1 'error:' "$WORK/errors" || last_words "$WORK/errors")$(older_tools)" # the statement that comes after the error may be long
}

older_tools() { # what to do if PostgreSQL's programs here are older than the server that was backed up
  local server tool
  server=$(jq -r '.server | split(" ")[0]' "$WORK/wanted.json")
  tool=$(pg_dump --version | sed 's/[^0-9]*//; s/ .*//')
  [ "$(printf '%s\n' "$server" "$tool" | sort -V | head -n 1)" = "$server" ] ||
    printf ' The database was PostgreSQL %s and the programs here are %s: give backup.image at least the version of the database.' "$server" "$tool"
}

compare_with() { # compare_with DIRECTORY: figures, and every order's fingerprint
  local figures differing
  figures=$(psql -XAtq -v ON_ERROR_STOP=1 -c "select ($FIGURES)::jsonb" 2>"$WORK/errors") || fail NotRestorable "$(last_words "$WORK/errors")"
  [ "$(jq -cS . <<<"$figures")" = "$(jq -cS .figures "$WORK/wanted.json")" ] ||
    fail Different "What was restored is not what was backed up: $(jq -cS . <<<"$figures") instead of $(jq -cS .figures "$WORK/wanted.json")"
  psql -Xq -v ON_ERROR_STOP=1 -c "\\copy ($ORDER_HASHES) to '$SPOOL/orders.tsv'" 2>"$WORK/errors" || fail NotRestorable "$(last_words "$WORK/errors")"
  zstd -dqc "$1/orders.tsv.zst" >"$SPOOL/wanted.tsv" 2>"$WORK/errors" || fail Damaged "The list of orders is damaged: $(last_words "$WORK/errors")"
  cmp -s "$SPOOL/orders.tsv" "$SPOOL/wanted.tsv" && return
  differing=$(diff "$SPOOL/orders.tsv" "$SPOOL/wanted.tsv" | sed -n 's/^[<>] \([0-9]*\).*/\1/p' | sort -un | head -n 5 | tr '\n' ' ' || true)
  fail Different "Orders differ from what was backed up, the first of them: $differing"
}
