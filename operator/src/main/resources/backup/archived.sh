#!/bin/bash
# Ready means: a base backup is there, everything that was written up to a minute ago is stored, and base backups that are due have not failed for a day.
# What it prints ends up in an Event of the pod.
WORK=${WORK:-/work} LONGEST=${LONGEST:-60} BASE_LATE=${BASE_LATE:-86400}

age() { echo $(($(date +%s) - $(stat -c %Y "$1" 2>/dev/null || echo 0))); } # age FILE: in seconds

if [ -s "$WORK/from" ] && [ "$(age "$WORK/current")" -le "$LONGEST" ]; then
  if [ ! -s "$WORK/base-trouble" ] || [ "$(age "$WORK/base-failing")" -le "$BASE_LATE" ]; then exit 0; fi
  printf 'BaseBackupLate: the log is stored, but no base backup could be made for a day: a restore takes ever longer, and what is too old is not removed. '
  cat "$WORK/base-trouble"
elif [ -s "$WORK/trouble" ]; then
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
