# shellcheck shell=bash
# How a run ends: one JSON object, without a secret in it. Sourced by shop-backup and shop-move.

say() { printf '%s %s\n' "$(date -u +%H:%M:%S)" "$(scrub <<<"$*")" >&2; }

scrub() { # replaces the content of every secret file in what passes
  local text file secret
  text=$(cat)
  for file in "$BINDING/password" "$STORAGE_SECRET"/* "$ENCRYPTION/identity"; do
    if ! [ -s "$file" ] || [ "$file" = "$STORAGE_SECRET/readable-namespaces" ]; then continue; fi # names are no secret
    while IFS= read -r secret || [ -n "$secret" ]; do
      [ ${#secret} -lt 4 ] || text=${text//"$secret"/***}
    done <"$file"
  done
  printf '%s' "$text"
}

finish() { # finish JSON
  printf '%s\n' "$1" >"$RESULT"
  printf '%s\n' "$1" >&3
  : >"$WORK/finished"
}

leave() { # whatever ends this run, there is a result
  local code=$?
  # the one that attest finds there belongs to another container
  [ "$COMMAND" = attest ] || [ ! -e "$SPOOL/scratch/data/postmaster.pid" ] || scratch_stop
  [ -z "$UNFINISHED" ] || PGDATABASE=$LIVE remove "$UNFINISHED" || true # else it goes with the next attempt
  if [ $code -ne 0 ] && [ ! -e "$WORK/finished" ]; then
    trap - EXIT
    fail ProgramFailed "The program ended with $code before it was done: $(last_words "$WORK/errors" 2>&1)"
  fi
}

succeed() { # succeed JSON-OBJECT
  finish "$(jq -c --arg command "$COMMAND" '{command: $command, status: "Succeeded"} + .' <<<"$1")"
}

fail() { # fail REASON MESSAGE: REASON is a CamelCase word that the operator knows
  local message
  message=$(scrub <<<"$2" | tr -s '[:space:]' ' ' | cut -c1-1500)
  finish "$(jq -cn --arg command "$COMMAND" --arg reason "$1" --arg message "$message" '{command: $command, status: "Failed", reason: $reason, message: $message}')"
  exit "${FAILS_WITH:-1}"
}

last_words() { # last_words FILE: the end of what a program said
  tail -c 700 "$1" | tr -s '[:space:]' ' '
}
