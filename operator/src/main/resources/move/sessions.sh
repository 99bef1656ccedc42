# shellcheck shell=bash
# Conversations with several servers at a time. Sourced by shop-move.

declare -A TO_SESSION FROM_SESSION SESSIONS

at_source() { printf "host=%s port=%s user=%s dbname='%s' %s" "$FROM" "$FROM_PORT" "$1" "$2" "$PATIENCE"; } # at_source ROLE DATABASE

at_copy() { printf "host=%s port=%s user=%s dbname='%s' %s" "$TO" "$TO_PORT" "$1" "$2" "$PATIENCE"; } # at_copy ROLE DATABASE

ask() { psql -XAtqw -v ON_ERROR_STOP=1 "$1" -c "$2" 2>"$WORK/errors"; } # ask CONNECTION STATEMENT: what it answers; 1 with the reason in $WORK/errors

open() { # open NAME CONNECTION: a session that stays; 1 if it cannot be opened
  local in out
  rm -f "$WORK/$1.in" "$WORK/$1.out"
  mkfifo "$WORK/$1.in" "$WORK/$1.out"
  # without the ends of the others, which would not end while it lives
  (for in in "${TO_SESSION[@]}" "${FROM_SESSION[@]}"; do exec {in}>&-; done; exec 3>&-
    exec psql -XAtqw -v ON_ERROR_STOP=1 "$2") <"$WORK/$1.in" >"$WORK/$1.out" 2>"$WORK/$1.log" &
  SESSIONS[$1]=$!
  exec {in}>"$WORK/$1.in" {out}<"$WORK/$1.out"
  TO_SESSION[$1]=$in FROM_SESSION[$1]=$out
  tell "$1" '\echo open'
  [ "$(hear "$1")" = open ] || { cp "$WORK/$1.log" "$WORK/errors"; shut "$1"; return 1; }
}

tell() { (trap '' PIPE && printf '%s\n' "$2" >&"${TO_SESSION[$1]}") 2>/dev/null || true; } # tell SESSION STATEMENTS: what has ended hears nothing, and says nothing after that

hear() { # hear SESSION [SECONDS]: the next line it says; nothing if it has ended or says none
  local line
  IFS= read -r -t "${2:-30}" line <&"${FROM_SESSION[$1]}" || line=''
  printf '%s' "$line"
}

request() { tell "$1" "$2"; hear "$1" "${3:-30}"; } # request SESSION STATEMENT [SECONDS]: the one line it answers

lives() { [ -n "${SESSIONS[$1]:-}" ] && kill -0 "${SESSIONS[$1]}" 2>/dev/null; } # lives SESSION

shut() { # shut SESSION: and whatever it had begun is undone
  local in out
  [ -n "${SESSIONS[$1]:-}" ] || return 0
  in=${TO_SESSION[$1]} out=${FROM_SESSION[$1]}
  exec {in}>&- {out}<&-
  wait "${SESSIONS[$1]}" 2>/dev/null || true
  unset "SESSIONS[$1]" "TO_SESSION[$1]" "FROM_SESSION[$1]"
}

break_off() { # break_off SESSION: though it is waiting for something
  [ -n "${SESSIONS[$1]:-}" ] || return 0
  kill "${SESSIONS[$1]}" 2>/dev/null || true
  shut "$1"
}

shut_all() { local name; for name in "${!SESSIONS[@]}"; do break_off "$name"; done; }

words_of() { last_words "$WORK/$1.log"; } # words_of SESSION: the last it said of an error

millis() { date +%s%3N; }
