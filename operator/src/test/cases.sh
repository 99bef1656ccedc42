# shellcheck shell=bash
# What the tests of programs have in common: what is expected of a run, and running the cases. Sourced by the cases, which define
#   given_a_shop NAME   what a case begins with; sets CASE_DIR, where out, err and result of its runs are
#   end_case            ends what a case has left running
#   SECRETS             an expression for what must be told nowhere
#   LOGS                a pattern for further files that tell, if there are such
# With LANES=n and LANE=i, i from 0, every n-th of them, so that several runs in image roots of their own share the work: most of a case is waiting.

fails() { echo "  expected $1"; echo "  result: ${R:-none}"; tail -n 5 "$CASE_DIR/err" 2>/dev/null | sed 's/^/  err: /'; return 1; }

is() { # is JQ-FILTER VALUE
  local have; have=$(jq -r "$1" <<<"$R" 2>/dev/null || true)
  [ "$have" = "$2" ] || fails "$1 = $2, was '$have'"
}

succeeded() { [ "$CODE" = 0 ] || fails "success"; is .status Succeeded; }

failed_with() { # failed_with REASON WORDS
  [ "$CODE" != 0 ] || fails "a failure"
  is .reason "$1"
  [[ $(jq -r .message <<<"$R") == *"$2"* ]] || fails "a message with '$2'"
  [ "$(wc -c <"$CASE_DIR/result")" -le 4096 ] || fails "a short result"
}

no_secret_told() {
  local file
  for file in "$CASE_DIR"/{out,err,result} "$CASE_DIR"/${LOGS:-}; do
    if [ -f "$file" ] && grep -qaE "$SECRETS" "$file"; then
      echo "  a secret is in ${file##*/}: $(grep -aoE ".{0,60}($SECRETS)" "$file" | head -n 1)"
      return 1
    fi
  done
}

run_cases() { # run_cases [NAME...]: all, or these
  local name i number=0 failed=0 started
  local -a names=("$@") mine=()
  [ $# -gt 0 ] || mapfile -t names < <(declare -F | sed -n 's/^declare -f case_//p')
  for i in "${!names[@]}"; do
    [ $((i % ${LANES:-1})) != "${LANE:-0}" ] || mine+=("${names[i]}")
  done
  for name in ${mine[@]+"${mine[@]}"}; do
    given_a_shop "c$((++number))"
    started=$SECONDS
    # in the background, for a shell that is asked "if" does not stop at the first error
    ("case_$name") >"$CASE_DIR/report" 2>&1 &
    if wait $! && no_secret_told >>"$CASE_DIR/report"; then echo "ok      $name ($((SECONDS - started)) s)"; grep -s '^  held' "$CASE_DIR/report" || true; else
      failed=$((failed + 1)); echo "FAILED  $name"; cat "$CASE_DIR/report"
    fi
    end_case
  done
  echo "$((${#mine[@]} - failed)) of ${#mine[@]} passed"
  [ $failed = 0 ]
}
