# shellcheck shell=bash
# The shop's database, and a PostgreSQL of our own to restore into. Sourced by shop-backup.

configure_database() {
  local key
  for key in host database username password; do
    [ -n "$(binding $key)" ] || fail BindingInvalid "The database's binding has no '$key'."
  done
  local password; password=$(binding password)
  password=${password//\\/\\\\}
  printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$PGPASSFILE"
  PGHOST=$(binding host) PGPORT=$(binding port 5432) PGDATABASE=$(binding database) PGUSER=$(binding username)
  PGSSLMODE=$(binding sslmode prefer) PGSSLROOTCERT=$(binding sslrootcert)
  [ -n "$PGSSLROOTCERT" ] || unset PGSSLROOTCERT
  export PGHOST PGPORT PGDATABASE PGUSER PGSSLMODE ${PGSSLROOTCERT+PGSSLROOTCERT}
  export PGCONNECT_TIMEOUT=15 PGAPPNAME=shop-backup
}

ask_once() { # ask_once STATEMENT: what the shop's database answers
  psql -XAtq -v ON_ERROR_STOP=1 -c "$1" 2>"$WORK/session.log" || database_failed "$(last_words "$WORK/session.log")"
}

database_failed() { # database_failed WORDS: why the shop's database did not answer
  case $1 in
    *shop_contract*) fail SchemaTooOld "The shop's schema is older than backups are: bring the shop to a release that has the schema shop_contract. PostgreSQL said: $1" ;;
    *'authentication failed'* | *'no pg_hba.conf entry'*) fail DatabaseRefused "The database refuses user '$PGUSER': check username and password in the binding. It said: $1" ;;
    *) fail DatabaseUnreachable "The database cannot be read: $1" ;;
  esac
}

# The order and its fingerprint, one per line; the same words for the shop and for what was restored.
readonly ORDER_HASHES='select number, hash from shop_contract.order_hash order by number'
readonly FIGURES="select coalesce(json_object_agg(name, value order by name), '{}') from shop_contract.figure"
readonly SCHEMA_VERSION="select coalesce(max(version::bigint), 0) from flyway_schema_history where success and version ~ '^[0-9]{1,18}\$'"

scratch_start() { # a PostgreSQL without network, in $SPOOL/scratch: its database is shop, its user postgres
  export PGHOST=$SPOOL/scratch/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PGSSLMODE=disable
  unset PGSSLROOTCERT
  mkdir -p "$SPOOL/scratch/socket"
  initdb --pgdata="$SPOOL/scratch/data" --username=postgres --auth=trust --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 \
    --locale=C --no-sync >"$WORK/scratch.log" 2>&1 || fail ScratchFailed "The PostgreSQL to restore into could not be made: $(last_words "$WORK/scratch.log")"
  # it lives as long as this run: nothing has to survive a power cut
  pg_ctl --pgdata="$SPOOL/scratch/data" --wait --silent --log="$SPOOL/scratch/log" start \
    --options="-c listen_addresses='' -c unix_socket_directories='$PGHOST' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c autovacuum=off -c maintenance_work_mem=128MB" ||
    fail ScratchFailed "The PostgreSQL to restore into did not start: $(last_words "$SPOOL/scratch/log")"
  psql -Xq -v ON_ERROR_STOP=1 -c 'create database shop' 2>"$WORK/errors" || fail ScratchFailed "$(last_words "$WORK/errors")"
  export PGDATABASE=shop
}

scratch_stop() { pg_ctl --pgdata="$SPOOL/scratch/data" --mode="${1:-immediate}" --silent stop || true; }
