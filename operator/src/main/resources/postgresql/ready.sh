#!/bin/sh
# Ready means: open for the shop, and room left to write. What it prints ends up in an Event of the pod.
[ -e /run/postgresql/open ] || { echo "PostgreSQL is starting"; exit 1; }
command -v pg_isready >/dev/null 2>&1 || for bin in /usr/lib/postgresql/*/bin; do PATH=$bin:$PATH; done
pg_isready -q -h /run/postgresql -U postgres -d postgres || { echo "PostgreSQL does not accept connections"; exit 1; }
df -Pk /var/lib/shop-database | {
  read -r _
  read -r _ size _ free _
  [ "$free" -gt 32768 ] && exit 0
  echo "VolumeFull: only $((free / 1024)) MiB of $((size / 1024)) MiB are free"
  exit 1
}
