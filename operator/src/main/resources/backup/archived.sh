#!/bin/bash
# Ready means: a base backup is there, and everything that was written up to a minute ago is stored. What it prints ends up in an Event of the pod.
WORK=${WORK:-/work} LONGEST=${LONGEST:-60}
age=$(($(date +%s) - $(stat -c %Y "$WORK/current" 2>/dev/null || echo 0)))
if [ -s "$WORK/from" ] && [ "$age" -le "$LONGEST" ]; then exit 0; fi
if [ -s "$WORK/trouble" ]; then
  cat "$WORK/trouble"
elif [ -s "$WORK/from" ]; then
  printf 'LogBehind: storing what was written takes longer than a minute.'
elif [ -s "$WORK/base-trouble" ]; then
  cat "$WORK/base-trouble"
else
  printf 'BaseBackupRunning: the first base backup is being made.'
fi
[ ! -s "$WORK/until" ] || printf ' What was written until %s is stored.' "$(cat "$WORK/until")"
exit 1
