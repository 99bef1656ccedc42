# shellcheck shell=bash
# A new shop begins with a backup. Sourced by shop-backup.

seed() { # seed [ID]: all of it in one transaction, or nothing; a database that holds anything is left as it is
  local id seconds=$SECONDS directory=$SPOOL/backup
  [ -z "${1:-}" ] || valid_id "$1"
  if holds_data; then
    say "the database holds data, which is left as it is"
    succeed '{"existing":true}'
    return
  fi
  id=$(chosen "${1:-}")
  fetch_manifest "$id" >"$WORK/wanted.json"
  fetch_files "$id" "$directory"
  zstd -dqc "$directory/orders.tsv.zst" >"$SPOOL/wanted.tsv" 2>"$WORK/errors" || fail Damaged "The list of orders is damaged: $(last_words "$WORK/errors")"
  say "restoring $id into the shop's database"
  restore_in_one_transaction "$directory"
  say "the shop begins with backup $id"
  succeed "$(jq -c --argjson seconds $((SECONDS - seconds)) '{id, completedAt, schemaVersion, identity, orders: .figures.orders, seconds: $seconds}' "$WORK/wanted.json")"
}

holds_data() { # whether there is anything in the database that no extension has brought
  local there
  there=$(ask_once "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))") || exit 1
  [ "$there" = t ]
}

chosen() { # chosen [ID]: the backup to take: that one, or the newest that will do
  local id manifest candidates='' identities
  fetch_manifests
  [ -n "$(fetched)" ] || require_bucket
  for id in ${1:-$(fetched)}; do
    manifest=$WORK/manifests/$id/manifest.json
    if [ -z "${1:-}" ]; then
      [ -e "$manifest" ] && [ "$(manifest_state "$manifest")" = ok ] || continue
      if $VERIFIED && ! jq -e '.result == "Verified"' "$WORK/manifests/$id/verification.json" >/dev/null 2>&1; then continue; fi
      [ -z "$BEFORE" ] || [[ "$(jq -r .completedAt "$manifest")" < "$BEFORE" ]] || continue
    elif ! [ -e "$manifest" ]; then
      fail NoSuchBackup "There is no backup $id of the shop $SHOP_NAMESPACE/$SHOP_NAME at the destination; $(newest_there)."
    elif [ "$(manifest_state "$manifest")" != ok ]; then
      fail Damaged "The manifest of backup $id is damaged; choose another."
    fi
    [ "$(jq -r '.shop.namespace + "/" + .shop.name' "$manifest")" = "$SHOP_NAMESPACE/$SHOP_NAME" ] ||
      fail ForeignBackups "Backup $id was made of the shop $(jq -r '.shop.namespace + "/" + .shop.name' "$manifest"), not of $SHOP_NAMESPACE/$SHOP_NAME: somebody has moved it. Name that shop in fromBackup.shop, at its place."
    candidates+=$(jq -r '[.completedAt, .id, .identity] | @tsv' "$manifest")$'\n'
  done
  [ -n "$candidates" ] ||
    fail NoSuchBackup "There is no$(if $VERIFIED; then printf ' verified'; fi) backup of the shop $SHOP_NAMESPACE/$SHOP_NAME${BEFORE:+ from before $BEFORE} at the destination; $(newest_there)."
  identities=$(cut -f3 <<<"$candidates" | grep . | sort -u | wc -l)
  [ "$identities" = 1 ] ||
    fail ForeignBackups "The destination holds backups of different data under the name $SHOP_NAMESPACE/$SHOP_NAME: name the backup in fromBackup.id; $(newest_there)."
  sort <<<"$candidates" | tail -n 1 | cut -f2
}

newest_there() { # what a person could ask for instead
  local id; id=$(fetched | tail -n 1)
  if [ -n "$id" ]; then printf 'the newest there is %s' "$id"; else printf 'none is there at all: check destination, prefix and shop'; fi
}

restore_in_one_transaction() { # restore_in_one_transaction DIRECTORY: what was restored is compared before it counts
  rm -f "$WORK/committed" "$WORK/different"
  # a reader that has failed is gone, which is told below
  (trap '' PIPE && transaction "$1") 2>/dev/null | psql -Xq -v ON_ERROR_STOP=1 -v wanted="$(jq -cS .figures "$WORK/wanted.json")" >/dev/null 2>"$WORK/restore.log" || true
  [ ! -e "$WORK/committed" ] || return 0
  [ ! -e "$WORK/different" ] || fail Different "What was restored is not what was backed up; the database is empty as before. Choose another backup."
  case $(cat "$WORK/restore.log") in
    *'No space left on device'*) fail DatabaseFull "The database's volume has no room for the backup: raise $STORAGE_FIELD. The database is empty as before." ;;
    *'permission denied'* | *'must be owner'*) fail DatabaseRefused "The database's user may not restore the backup: $(grep -m1 ERROR: "$WORK/restore.log")" ;;
    *ERROR:*) fail NotRestorable "The backup cannot be restored, the database is empty as before: $(grep -m1 ERROR: "$WORK/restore.log")$(older_tools)" ;;
    *) fail DatabaseUnreachable "The database went away while the backup was restored, and is empty as before: $(last_words "$WORK/restore.log") $(last_words "$WORK/dump.log")" ;;
  esac
}

transaction() { # transaction DIRECTORY: as psql reads it; it is not committed unless all of it has been read
  printf 'begin;\n'
  pg_restore --file=- --no-owner --no-privileges "$1/dump" 2>"$WORK/dump.log" || return 1
  cat <<PSQL
reset all;
select (($FIGURES)::jsonb = :'wanted'::jsonb) as same \\gset
\\copy ($ORDER_HASHES) to '$SPOOL/orders.tsv'
\\set alike \`cmp -s '$SPOOL/orders.tsv' '$SPOOL/wanted.tsv' && echo on || echo off\`
\\if :same
\\if :alike
commit;
\\! : >'$WORK/committed'
analyze;
\\endif
\\endif
\\! [ -e '$WORK/committed' ] || : >'$WORK/different'
PSQL
}
