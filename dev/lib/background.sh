# shellcheck shell=bash
# Work side by side: start each with in_background, then await_background. Source it after common.sh.

BACKGROUND_LOGS=$ROOT/target/up
declare -gA BACKGROUND=()

in_background() { # in_background NAME COMMAND...: its output goes to a log of that name
  local name=$1; shift
  mkdir -p "$BACKGROUND_LOGS"
  trap stop_background EXIT
  set -m # a process group of its own, to be ended with all that it has started
  "$@" >"$BACKGROUND_LOGS/$name.log" 2>&1 </dev/null &
  set +m
  BACKGROUND[$name]=$!
}

stop_background() { # what is still at work when the script ends, be it by Ctrl-C
  local pid left=50
  for pid in "${BACKGROUND[@]}"; do
    # again and again, for a shell that has just been forked may miss a signal
    while kill -- "-$pid" 2>/dev/null; do
      (( left-- > 0 )) || { kill -9 -- "-$pid" 2>/dev/null || true; break; }
      sleep 0.1
    done
  done
  BACKGROUND=()
}

await_background() { # ends when all have ended well, or fails with the log of the first that did not
  local name pid next=$((SECONDS + 30))
  while [ ${#BACKGROUND[@]} -gt 0 ]; do
    for name in "${!BACKGROUND[@]}"; do
      pid=${BACKGROUND[$name]}
      ! kill -0 "$pid" 2>/dev/null || continue
      unset "BACKGROUND[$name]"
      if ! wait "$pid"; then
        tail -40 "$BACKGROUND_LOGS/$name.log" >&2
        fail "$name failed; all of its output is in $BACKGROUND_LOGS/$name.log"
      fi
      grep -E '^(cluster|images): ' "$BACKGROUND_LOGS/$name.log" >&2 || true
      step "$name: done"
    done
    if (( SECONDS >= next )) && [ ${#BACKGROUND[@]} -gt 0 ]; then
      step "still building: ${!BACKGROUND[*]}"
      next=$((SECONDS + 30))
    fi
    sleep 0.5
  done
}
