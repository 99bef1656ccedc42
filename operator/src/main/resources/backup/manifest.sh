# shellcheck shell=bash
# Manifests: what makes a directory a backup. Sourced by shop-backup.

FORMAT=1
readonly FORMAT

manifest_sum() { jq -cS 'del(.checksum)' | sha256sum | cut -d' ' -f1; } # the same for the same content, however it is laid out

fetch_manifests() { # into $WORK/manifests/ID/: all of this shop
  rm -rf "$WORK/manifests"
  mkdir "$WORK/manifests"
  storage copy "$(place)" "$WORK/manifests" --include '/*/manifest.json' --include '/*/verification.json' --ignore-missing-or-empty
}

fetched() { (cd "$WORK/manifests" && printf '%s\n' *) | only_ids; } # the ids, the oldest first

fetch_manifest() { # fetch_manifest ID: its content, checked
  local file=$WORK/manifest.json
  rm -f "$file"
  storage copyto "$(place "$1")/manifest.json" "$file" --ignore-missing-or-empty
  [ -s "$file" ] || fail ManifestMissing "There is no backup $1: it has no manifest."
  [ "$(manifest_state "$file")" = ok ] || fail Damaged "The manifest of backup $1 is damaged."
  cat "$file"
}

manifest_state() { # manifest_state FILE: ok, or damaged, or unknown for a format that is not ours
  local sum
  if ! jq -e 'type == "object"' "$1" >/dev/null 2>&1; then echo damaged; return; fi
  if [ "$(jq -r .format "$1")" != "$FORMAT" ]; then echo unknown; return; fi
  sum=$(manifest_sum <"$1")
  if [ "$(jq -r .checksum "$1")" = "$sum" ]; then echo ok; else echo damaged; fi
}

manifest_summary() { # manifest_summary ID: one line for the operator
  local directory=$WORK/manifests/$1 state proof='{}'
  [ -e "$directory/manifest.json" ] || { jq -cn --arg id "$1" '{id: $id, state: "incomplete"}'; return; }
  state=$(manifest_state "$directory/manifest.json")
  if [ "$state" != ok ]; then jq -cn --arg id "$1" --arg state "$state" '{id: $id, state: $state}'; return; fi
  if jq -e 'type == "object"' "$directory/verification.json" >/dev/null 2>&1; then proof=$(cat "$directory/verification.json"); fi
  jq -c --argjson proof "$proof" '{id, state: "ok", sequence, completedAt, bytes, schemaVersion, orders: .figures.orders,
    verified: $proof.result, verifiedAt: $proof.at, seconds: $proof.seconds} | del(..|nulls)' "$directory/manifest.json"
}

owned() { # owned IDENTITY: the ids of fetched manifests that are whole and of that data, the oldest first
  local id manifest
  for id in $(fetched); do
    manifest=$WORK/manifests/$id/manifest.json
    [ -e "$manifest" ] && [ "$(manifest_state "$manifest")" = ok ] || continue
    [ "$(jq -r .identity "$manifest")" != "$1" ] || printf '%s\n' "$id"
  done
}

manifest_record() { # manifest_record ID: one line with all that the operator keeps of a backup; what is not of its kind is left out
  local directory=$WORK/manifests/$1 proof='{}'
  if jq -e 'type == "object"' "$directory/verification.json" >/dev/null 2>&1; then proof=$(cat "$directory/verification.json"); fi
  jq -c --arg id "$1" --argjson proof "$proof" '
    def word: if type == "string" and length <= 64 then . else null end;
    def number: if type == "number" and . >= 0 and . == floor then . else null end;
    {id: $id, sequence: (.sequence | number), startedAt: (.startedAt | word), completedAt: (.completedAt | word), bytes: (.bytes | number),
      schemaVersion: (.schemaVersion | word), server: (.server | word | if . then split(" ")[0] else null end), tool: (.tool | word),
      orders: ((.figures | objects).orders // null | number), orderTotalCents: ((.figures | objects).orderTotalCents // null | number), pinned: (if .pinned == true then true else null end)}
    + (if $proof.result == "Verified" then {verifiedAt: ($proof.at | word), seconds: ($proof.seconds | number)} else {} end)
    | del(..|nulls)' "$directory/manifest.json"
}

refuse_foreign() { # refuse_foreign IDENTITY: one place belongs to the backups of one shop's data; the manifests are fetched
  local id other
  for id in $(fetched | tac); do
    [ "$(manifest_state "$WORK/manifests/$id/manifest.json")" = ok ] || continue
    other=$(jq -r .identity "$WORK/manifests/$id/manifest.json")
    [ "$other" = "$1" ] || fail ForeignBackups "The destination holds backups of other data under the name $SHOP_NAMESPACE/$SHOP_NAME (newest: $id). They are left alone: choose another prefix or volume, or move them away."
    return 0
  done
}
