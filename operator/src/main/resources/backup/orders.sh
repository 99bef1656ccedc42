# shellcheck shell=bash
# A few orders of a backup without all the others. Sourced by shop-backup.
# The schema names the rows that make up an order (shop_contract.order_part): of those tables only such rows are loaded, without indexes, and of most others nothing is even fetched.
# A migration may look at anything the shop has, so a backup that needs one is restored as a whole.

readonly MIGRATIONS=flyway_schema_history
# the walk from table to table, with names as SQL wants them; schema and table as pg_restore wants them come last
readonly ORDER_PARTS="select quote_ident(column_name), coalesce(quote_ident(from_table), '-'), coalesce(quote_ident(from_column), '-'), n.nspname, c.relname
  from shop_contract.order_part join pg_class c on c.oid = to_regclass(quote_ident(table_name)) join pg_namespace n on n.oid = c.relnamespace order by position"

valid_numbers() { # valid_numbers NUMBER...
  local number
  for number; do [[ $number =~ ^[1-9][0-9]{0,17}$ ]] || fail Usage "'$number' is no number of an order, e.g. 10023"; done
}

has_the_shops_schema() { # has_the_shops_schema ID DIRECTORY: whether the backup has had the very migrations of the shop; not if there is no shop to ask
  local rows
  [ -d "$BINDING" ] || return 1
  fetch_files "$1" "$2" '^dump/toc\.dat'
  fetch_tables "$1" "$2" "public.$MIGRATIONS"
  ask_once "copy $MIGRATIONS to stdout" >"$WORK/migrations"
  rows=$(pg_restore --data-only --schema=public --table=$MIGRATIONS --file=- "$2/dump" 2>"$WORK/errors" | sed -n '/^COPY /,/^\\\.$/p' | sed '1d; $d' | sort) || return 1
  [ -n "$rows" ] && [ "$rows" = "$(sort "$WORK/migrations")" ]
}

restore_orders() { # restore_orders ID DIRECTORY NUMBER...: into the scratch; 1 with the reason in $WORK/errors if that cannot be done for these orders alone
  local id=$1 directory=$2 numbers keys column from from_column schema table; shift 2
  numbers=$(IFS=,; printf '%s' "$*")
  pg_restore --dbname="$PGDATABASE" --section=pre-data --exit-on-error --no-owner --no-privileges "$directory/dump" 2>"$WORK/errors" || return 1
  fetch_tables "$id" "$directory" 'shop_contract.*'
  load --schema=shop_contract && load --schema=public --table=$MIGRATIONS || return 1
  psql -XAtq -F ' ' -v ON_ERROR_STOP=1 -c "$ORDER_PARTS" >"$WORK/parts" 2>"$WORK/errors" || return 1
  # shellcheck disable=SC2046  # names of tables
  fetch_tables "$id" "$directory" $(while read -r _ _ _ schema table; do printf '%s.%s ' "$schema" "$table"; done <"$WORK/parts")
  while read -r column from from_column schema table; do
    keys=$numbers
    if [ "$from" != - ]; then
      keys=$(psql -XAtq -v ON_ERROR_STOP=1 -c "select string_agg(distinct $from_column::bigint::text, ',') from $from" 2>"$WORK/errors") || return 1
    fi
    if [ -n "$keys" ]; then load_rows "$column" "$keys" --schema="$schema" --table="$table" || return 1; fi
  done <"$WORK/parts"
  same_orders "$id" "$directory" "${numbers//,/|}"
}

load() { # load SELECTION...: the rows of these tables
  pg_restore --dbname="$PGDATABASE" --data-only --exit-on-error --no-owner "$@" "$directory/dump" 2>"$WORK/errors"
}

load_rows() { # load_rows COLUMN KEYS SELECTION...: of one table the rows with one of these keys (1,2,3) in this column
  local column=$1 keys=$2; shift 2
  pg_restore --data-only --file=- "$@" "$directory/dump" 2>"$WORK/dump.log" | only_rows "$column" "$keys" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null 2>"$WORK/errors" || {
    cat "$WORK/dump.log" >>"$WORK/errors"
    return 1
  }
}

only_rows() { # only_rows COLUMN KEYS: a dump of one table, without most of the other rows; PostgreSQL looks at the rest
  local line
  while IFS= read -r line; do
    case $line in
      'COPY '*' FROM stdin;') printf "%s where %s = any ('{%s}');\n" "${line%;}" "$1" "$2"; break ;;
    esac
    printf '%s\n' "$line"
  done
  # a line that has none of the keys in any column is no row that is wanted
  LC_ALL=C grep -aE $'(^|\t)'"(${2//,/|})"$'(\t|$)|^\\\\\\.$'
}

same_orders() { # same_orders ID DIRECTORY NUMBER|NUMBER: whether the orders have the fingerprints of the backup's list; an order that is not in there is in neither
  fetch_files "$1" "$2" '^orders\.tsv'
  zstd -dqc "$2/orders.tsv.zst" 2>"$WORK/errors" | sed -nE "/^($3)"$'\t/p' >"$SPOOL/wanted.tsv" || return 1
  psql -Xq -v ON_ERROR_STOP=1 -c "\\copy ($ORDER_HASHES) to '$SPOOL/orders.tsv'" 2>"$WORK/errors" || return 1
  cmp "$SPOOL/orders.tsv" "$SPOOL/wanted.tsv" >"$WORK/errors" 2>&1
}

fetch_tables() { # fetch_tables ID DIRECTORY SCHEMA.TABLE...: the files with the rows of these tables; its list of contents is there
  local id=$1 directory=$2 number kind data schema table wanted files=''; shift 2
  pg_restore --list "$directory/dump" >"$WORK/contents" 2>"$WORK/errors" || fail Damaged "The list of contents of backup $id cannot be read: $(last_words "$WORK/errors")"
  while read -r number _ _ kind data schema table _; do
    [ "$kind $data" = 'TABLE DATA' ] || continue
    for wanted; do
      # shellcheck disable=SC2053  # a pattern
      if [[ "$schema.$table" == $wanted ]]; then files+="${files:+|}${number%;}"; fi
    done
  done <"$WORK/contents"
  [ -z "$files" ] || fetch_files "$id" "$directory" "^dump/($files)\\.dat"
}
