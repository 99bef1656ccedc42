#!/bin/bash
# What PostgreSQL asks for while it recovers: segment.sh NAME PATH puts the segment or history file of this name there, out of $SEGMENTS.
# Ends with 1 if it is not there, which is the end of the log, and with 255, which stops the recovery, if it is there and cannot be read.
set -uo pipefail
name=$1 path=$2

give_up() { printf '%s\n' "$*" >"$WORK/segment-trouble"; exit 255; }

unpack() { # unpack FILE
  case $1 in
    *.age) age --decrypt --identity "$ENCRYPTION/identity" "$1" 2>>"$WORK/segment.log" | zstd -dqc >"$path" 2>>"$WORK/segment.log" ;;
    *) zstd -dqc "$1" >"$path" 2>>"$WORK/segment.log" ;;
  esac
}

# what is not in the list is of a line that was left before
grep -qE "^${name//./\\.}(\.partial)?\.zst(\.age)?\$" "$WORK/segments" || exit 1
for file in "$SEGMENTS/$name".zst "$SEGMENTS/$name".zst.age "$SEGMENTS/$name".partial.zst "$SEGMENTS/$name".partial.zst.age; do
  [ -e "$file" ] || continue
  unpack "$file" || give_up "${file##*/}"
  exit 0
done
exit 1
