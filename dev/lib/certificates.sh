# shellcheck shell=bash
# HTTPS for names below .localhost: a certificate authority of this machine, made once, and one certificate signed by it. Source it after common.sh.

CERTIFICATES=$CACHE/ca

# It can vouch for web sites below .localhost alone, not even by an address, so trusting it is safe.
CA_LIMITS="critical,permitted;DNS:localhost,excluded;IP:0.0.0.0/0.0.0.0,excluded;IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0"

development_certificate() { # makes $CERTIFICATES/{ca.crt,localhost.crt,localhost.key} unless they are there, belong together and are good for another month
  local names work
  names=$({ printf '%s.localhost\n' shop shop1 shop2; echo localhost; hosts_of_examples; } | sort -u | sed 's/^/DNS:/' | paste -sd,)
  mkdir -p "$CERTIFICATES"
  chmod 700 "$CERTIFICATES"
  rm -rf "$CERTIFICATES"/new.* # of a run that was killed
  work=$(mktemp -d -p "$CERTIFICATES" new.XXXXXX)
  if ! still_good "$CERTIFICATES/ca" || [ "$(cat "$CERTIFICATES/limits" 2>/dev/null)" != "$CA_LIMITS" ]; then
    [ ! -e "$CERTIFICATES/ca.crt" ] || say "certificates: making a new authority; where you trust the old one, import $CERTIFICATES/ca.crt again"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Shop Operator development CA" \
      -addext "nameConstraints=$CA_LIMITS" -addext "keyUsage=critical,keyCertSign,cRLSign" -addext "extendedKeyUsage=serverAuth" \
      -keyout "$work/ca.key" -out "$work/ca.crt" 2>"$work/log" || fail "certificates: openssl cannot make an authority: $(tail -1 "$work/log")"
    mv "$work"/ca.{key,crt} "$CERTIFICATES/"
    echo "$CA_LIMITS" >"$CERTIFICATES/limits"
  fi
  if ! still_good "$CERTIFICATES/localhost" || [ "$(cat "$CERTIFICATES/names" 2>/dev/null)" != "$names" ] ||
    ! openssl verify -CAfile "$CERTIFICATES/ca.crt" "$CERTIFICATES/localhost.crt" >/dev/null 2>&1; then
    { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=localhost" -keyout "$work/localhost.key" |
      openssl x509 -req -CA "$CERTIFICATES/ca.crt" -CAkey "$CERTIFICATES/ca.key" -CAserial "$work/serial" -CAcreateserial -days 365 -out "$work/localhost.crt" \
        -extfile <(printf '%s\n' "subjectAltName=$names" extendedKeyUsage=serverAuth basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature)
    } 2>"$work/log" || fail "certificates: openssl cannot sign a certificate: $(tail -1 "$work/log")"
    mv "$work"/localhost.{key,crt} "$CERTIFICATES/"
    echo "$names" >"$CERTIFICATES/names"
  fi
  rm -rf "$work"
}

still_good() { # still_good NAME: whether NAME.crt is good for another month and NAME.key is its key
  [ -s "$1.crt" ] && [ -s "$1.key" ] && openssl x509 -checkend $((30 * 24 * 3600)) -noout -in "$1.crt" >/dev/null 2>&1 &&
    [ "$(openssl x509 -noout -pubkey -in "$1.crt" 2>/dev/null)" = "$(openssl pkey -pubout -in "$1.key" 2>/dev/null)" ]
}

hosts_of_examples() {
  sed -n 's/^ *host: *\([a-z0-9.-]*\.localhost\)$/\1/p' "$ROOT"/k8s-examples/*.yaml | sort -u
}
