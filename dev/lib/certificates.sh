# shellcheck shell=bash
# HTTPS for names below .localhost: a certificate authority of this machine, made once, and one certificate signed by it. Source it after common.sh.

CERTIFICATES=$CACHE/ca

development_certificate() { # makes $CERTIFICATES/{ca.crt,localhost.crt,localhost.key} unless they are there and good for another month
  local names
  names=$({ printf '%s.localhost\n' shop shop1 shop2; echo localhost; hosts_of_examples; } | sort -u | sed 's/^/DNS:/' | paste -sd,)
  mkdir -p "$CERTIFICATES"
  chmod 700 "$CERTIFICATES"
  if ! still_good "$CERTIFICATES/ca.crt"; then
    # It can vouch for names below .localhost alone, so trusting it is safe.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Shop Operator development CA" \
      -addext "nameConstraints=critical,permitted;DNS:localhost" -addext "keyUsage=critical,keyCertSign,cRLSign" \
      -keyout "$CERTIFICATES/ca.key" -out "$CERTIFICATES/ca.crt" 2>/dev/null
    rm -f "$CERTIFICATES/localhost.crt"
  fi
  if ! still_good "$CERTIFICATES/localhost.crt" || [ "$(cat "$CERTIFICATES/names" 2>/dev/null)" != "$names" ]; then
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=localhost" -keyout "$CERTIFICATES/localhost.key" 2>/dev/null |
      openssl x509 -req -CA "$CERTIFICATES/ca.crt" -CAkey "$CERTIFICATES/ca.key" -CAcreateserial -days 365 -out "$CERTIFICATES/localhost.crt" \
        -extfile <(printf '%s\n' "subjectAltName=$names" extendedKeyUsage=serverAuth basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature) 2>/dev/null
    echo "$names" >"$CERTIFICATES/names"
  fi
}

still_good() { # still_good CERTIFICATE
  [ -s "$1" ] && openssl x509 -checkend $((30 * 24 * 3600)) -noout -in "$1" >/dev/null
}

hosts_of_examples() {
  sed -n 's/^ *host: *\([a-z0-9.-]*\.localhost\)$/\1/p' "$ROOT"/k8s-examples/*.yaml | sort -u
}
