# shellcheck shell=bash
# Where things are, and what the environment says. Sourced by shop-move.

MOVE=${MOVE:?}                       # eight hexadecimal digits that tell this move from others
FROM=${FROM:?} FROM_PORT=${FROM_PORT:-5432} # the server that has the shop's database
TO=${TO:-} TO_PORT=${TO_PORT:-5432}  # the server with the copy
SERVICE=${SERVICE:-} SERVICE_PORT=${SERVICE_PORT:-5432} # where the shop's pods connect to; switch waits until that leads to $TO
VOLUME=${VOLUME:-/var/lib/shop-database}
RATE=${RATE:-}                       # how fast a copy is made at the most, e.g. 32M a second; as fast as it goes if empty
BINDING=${BINDING:-/bindings/database}
WORK=${WORK:-/work}                  # a directory in memory, for files with secrets
RESULT=${RESULT:-/dev/termination-log}
CHECKPOINT=${CHECKPOINT:-spread}     # how a copy begins: fast, or spread over some minutes, which customers do not notice
LED_WITHIN=${LED_WITHIN:-15}         # seconds in which $SERVICE has to lead to $TO; the shop's pods try again for a little longer
NEAR_WITHIN=${NEAR_WITHIN:-60}       # seconds in which the copy has to come near what is written
BEGIN=${BEGIN:-true}                 # false: a switch finishes what has begun, and begins nothing
CAUGHT_UP_WITHIN=${CAUGHT_UP_WITHIN:-10} # seconds the copy may take to have everything once nobody writes any more
readonly MOVE FROM FROM_PORT TO TO_PORT SERVICE SERVICE_PORT VOLUME RATE CHECKPOINT BINDING WORK RESULT LED_WITHIN NEAR_WITHIN BEGIN CAUGHT_UP_WITHIN

# result.sh looks at these; a move has neither storage nor scratch
readonly STORAGE_SECRET=/nonexistent ENCRYPTION=/nonexistent SPOOL=/nonexistent UNFINISHED=''

readonly REPLICATION_ROLE=shop_replication SLOT=shop_move
readonly MAY_LEAD="has_function_privilege('pg_promote(boolean, integer)', 'execute')"
# a node that dies says nothing: what is not answered for so long is over
readonly PATIENCE='connect_timeout=5 keepalives_idle=5 keepalives_interval=2 keepalives_count=2 tcp_user_timeout=8000'

prepare() {
  rm -rf "${WORK:?}"/*
  : >"$WORK/errors"
  [[ $MOVE =~ ^[0-9a-f]{8}$ ]] || fail Usage "MOVE=$MOVE: use eight hexadecimal digits"
  local key password
  for key in database username password; do
    [ -s "$BINDING/$key" ] || fail BindingInvalid "The database's binding has no '$key'."
  done
  password=$(cat "$BINDING/password")
  password=${password//\\/\\\\}
  export PGPASSFILE=$WORK/pgpass PGAPPNAME=shop-move PGSSLMODE=prefer
  printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$PGPASSFILE"
  OWNER=$(cat "$BINDING/username") LIVE=$(cat "$BINDING/database")
  [[ $OWNER =~ ^[a-z_][a-z0-9_]{0,62}$ && $LIVE =~ ^[a-z_][a-z0-9_]{0,45}$ ]] ||
    fail BindingInvalid "A database named '$LIVE' of user '$OWNER' cannot be moved: the names must be of lower-case letters, digits and '_'."
  HELD=${LIVE}_moving_$MOVE GIVEN=${LIVE}_moved_$MOVE MARK="moved here by $MOVE"
  readonly OWNER LIVE HELD GIVEN MARK
}
