#!/bin/sh
# Starts the PostgreSQL of one shop. Needs a POSIX shell and PostgreSQL's own programs, nothing else.
# Arguments are handed to postgres. Existing data always wins: an empty volume is initialised only while the shop has never had data.
set -eu
umask 077
VOLUME=/var/lib/shop-database
DATA=$VOLUME/pgdata
SOCKET=/run/postgresql
BINDING=/bindings/database

give_up() {
  echo "start: $*" >&2
  printf '%s' "$*" >/dev/termination-log
  exit 1
}

free_mib() {
  df -Pk "$VOLUME" | { read -r _; read -r _ _ _ free _; echo $((free / 1024)); }
}

# The write-ahead log must not fill a small volume: an eighth of it, between 48 MB and 1 GB; and as much again for what waits to be stored elsewhere.
wal_mib() {
  df -Pk "$VOLUME" | { read -r _; read -r _ size _; echo $((size / 8192)); } |
    { read -r mib; [ "$mib" -ge 48 ] || mib=48; [ "$mib" -le 1024 ] || mib=1024; echo "$mib"; }
}

if ! command -v postgres >/dev/null 2>&1; then
  for bin in /usr/lib/postgresql/*/bin; do PATH=$bin:$PATH; done
  export PATH
fi
command -v postgres >/dev/null 2>&1 ||
  give_up "NoPostgreSQL: the database image has no program 'postgres'. Set the operator's database image to one that has, e.g. postgres:17."
MAJOR=$(postgres --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')

if [ -s "$DATA/PG_VERSION" ]; then
  FOUND=$(cat "$DATA/PG_VERSION")
  [ "$FOUND" = "$MAJOR" ] ||
    give_up "WrongVersion: the volume holds data of PostgreSQL $FOUND, the database image is PostgreSQL $MAJOR. Nothing was changed. Set the operator's database image back to PostgreSQL $FOUND."
elif [ -e "$DATA" ] && [ -n "$(ls -A "$DATA")" ]; then
  give_up "ForeignData: the volume holds files in pgdata that are no PostgreSQL data. Nothing was changed. Restore the data, or delete the shop and the volume's claim."
elif [ "$(cat /config/initialized)" = true ]; then
  give_up "DataLost: the volume is empty although this shop has had data. It is not initialised again, that would hide the loss. Restore the data, or delete the shop and the volume's claim and create the shop anew to start empty. With backup.pointInTime, a ShopRestore with scope.database restores it."
else
  echo "start: the volume is empty, initialising it"
  rm -rf "$DATA" "$DATA.new"
  if [ "$MAJOR" -ge 17 ]; then LOCALE="--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C"; else LOCALE="--locale=C.UTF-8"; fi
  # shellcheck disable=SC2086
  initdb --pgdata="$DATA.new" --username=postgres --encoding=UTF8 $LOCALE --data-checksums \
    --auth-local=trust --auth-host=scram-sha-256 >/tmp/initdb.log 2>&1 ||
    { cat /tmp/initdb.log >&2; give_up "InitFailed: initdb failed: $(tail -n 3 /tmp/initdb.log | tr '\n' ' ')"; }
  mv "$DATA.new" "$DATA"
  sync
fi

# The socket is reachable from this container alone; the network needs the password.
let_in() { printf '%s\n' 'local all all trust' "$@" >"$SOCKET/pg_hba.conf"; }
everybody() { let_in 'host all all all scram-sha-256' 'host replication shop_replication all scram-sha-256'; }
rm -f "$SOCKET/open"
FOLLOWS=
if [ -e "$DATA/standby.signal" ]; then
  # A copy that follows another server (FOLLOW) until it is told to lead. The shop is not let in before: what it could do here is read.
  FOLLOWS=1
  [ -n "${FOLLOW:-}" ] || give_up "NothingToFollow: the volume holds a copy that follows a database, and nobody says which."
  let_in "host postgres $(cat $BINDING/username) all scram-sha-256" 'host postgres,replication shop_replication all scram-sha-256'
  printf '*:*:*:shop_replication:%s\n' "$(sed 's/[\\:]/\\&/g' "$BINDING/password")" >"$SOCKET/pgpass"
  chmod 0600 "$SOCKET/pgpass"
  set -- "$@" -c hot_standby=on -c primary_slot_name=shop_move \
    -c "primary_conninfo=host=$FOLLOW port=${FOLLOW_PORT:-5432} user=shop_replication dbname=postgres application_name=shop_move passfile=$SOCKET/pgpass connect_timeout=5 keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=8000" \
    -c wal_receiver_timeout=10s
  # a copy has to be able to do as much at a time as what it follows
  for setting in max_connections max_worker_processes max_wal_senders max_prepared_xacts max_locks_per_xact; do
    LEAST=$(pg_controldata -D "$DATA" | sed -n "s/^$setting setting: *//p")
    name=$(printf %s "$setting" | sed 's/xact/transaction/')
    for argument; do case $argument in "$name="*) [ "${argument#*=}" -le "${LEAST:-0}" ] || LEAST=${argument#*=} ;; esac; done
    set -- "$@" -c "$name=${LEAST:?}"
  done
else
  everybody
fi

# Called where a failing command ends nothing by itself, so each says "return 1". The role's password is whatever the Secret says now, so a shop created anew over a kept volume gets in.
open_for_the_shop() {
  until pg_isready -q -h "$SOCKET" -U postgres -d postgres; do
    kill -0 "$SERVER" 2>/dev/null || return 0
    sleep 0.2
  done
  if [ -n "$FOLLOWS" ]; then
    touch "$SOCKET/open"
    echo "start: following $FOLLOW"
    until [ ! -e "$DATA/standby.signal" ] && [ "$(psql -XAtq -h "$SOCKET" -U postgres -d postgres -c 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; do
      kill -0 "$SERVER" 2>/dev/null || return 0
      sleep 0.1
    done
    everybody
    psql -Xq -h "$SOCKET" -U postgres -d postgres -c 'SELECT pg_reload_conf()' >/dev/null || return 1
    rm -f "$SOCKET/pgpass"
  fi
  USERNAME=$(cat $BINDING/username) DATABASE=$(cat $BINDING/database)
  [ -n "$(psql -XAtq -h "$SOCKET" -U postgres -d postgres -c "SELECT 1 FROM pg_roles WHERE rolname = '$USERNAME'")" ] ||
    psql -Xq -h "$SOCKET" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "CREATE ROLE \"$USERNAME\" LOGIN" || return 1
  # a role of its own copies the database's log, so that the shop's cannot
  [ -n "$(psql -XAtq -h "$SOCKET" -U postgres -d postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'shop_replication'")" ] ||
    psql -Xq -h "$SOCKET" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "CREATE ROLE shop_replication" -c "GRANT pg_read_all_stats TO shop_replication" || return 1
  # it tells a copy of this database to lead when the shop moves
  psql -Xq -h "$SOCKET" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO shop_replication" || return 1
  # one that is being moved has another name; it is not made anew
  [ -n "$(psql -XAtq -h "$SOCKET" -U postgres -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$DATABASE' OR datname ~ '^${DATABASE}_mov(ing|ed)_[0-9a-f]{8}\$' LIMIT 1")" ] ||
    psql -Xq -h "$SOCKET" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "CREATE DATABASE \"$DATABASE\" OWNER \"$USERNAME\"" || return 1
  psql -Xq -h "$SOCKET" -U postgres -d postgres -v ON_ERROR_STOP=1 <<'SQL' || return 1
\set username `cat /bindings/database/username`
\set password `cat /bindings/database/password`
SET log_min_error_statement = panic;
SET log_min_duration_statement = -1;
SET log_statement = none;
SET password_encryption = 'scram-sha-256';
-- a restore makes a database beside the shop's, and the two exchange their names
ALTER ROLE :"username" LOGIN CREATEDB PASSWORD :'password';
ALTER ROLE shop_replication LOGIN REPLICATION PASSWORD :'password';
SQL
  touch "$SOCKET/open"
  echo "start: open for the shop"
}

# Kubernetes says SIGTERM, which PostgreSQL would take as "wait until the last client has left".
SERVER=
STOPPING=
trap 'STOPPING=1; kill -INT "$SERVER" 2>/dev/null || true' TERM INT
postgres -D "$DATA" -c hba_file="$SOCKET/pg_hba.conf" -c unix_socket_directories="$SOCKET" -c listen_addresses='*' \
  -c max_wal_size="$(wal_mib)MB" -c max_slot_wal_keep_size="$(wal_mib)MB" "$@" &
SERVER=$!
OPENED=1
open_for_the_shop || {
  OPENED=
  kill -INT "$SERVER" 2>/dev/null || true
}
CODE=0
wait "$SERVER" || CODE=$?
# a signal ends the first wait early
while kill -0 "$SERVER" 2>/dev/null; do
  CODE=0
  wait "$SERVER" || CODE=$?
done
if [ "$CODE" -ne 0 ] && [ "$(free_mib)" -lt 16 ]; then
  give_up "VolumeFull: PostgreSQL stopped because its volume is full. Raise spec.database.embedded.storage."
fi
[ -n "$OPENED" ] || [ -n "$STOPPING" ] ||
  give_up "NotOpened: the shop's role, database and password could not be set, see the log. PostgreSQL was stopped; it is tried again."
exit "$CODE"
