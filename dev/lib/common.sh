# shellcheck shell=bash
# What all scripts below dev/ share: places, messages, requirements. Source it; it runs nothing.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${CLUSTER_CACHE:-$HOME/.cache/shop-cluster}     # outlives a checkout and a cluster
CLUSTER_BIN=${CLUSTER_BIN:-$CACHE/bin}               # the cluster's programs
CLUSTER_DIR=${CLUSTER_DIR:-/var/tmp/shop-cluster}    # state of the running cluster
REGISTRY_DIR=$CACHE/registry                         # images in the cluster's registry
REGISTRY=172.30.0.1:5000
CLUSTER_PACKAGES=(containerd runc containernetworking-plugins iptables nftables conntrack iproute2 e2fsprogs busybox-static openssl curl jq procps)
IMAGE_PACKAGES=(mmdebstrap debian-archive-keyring skopeo)
# shellcheck disable=SC2034  # used by the scripts that source this
readonly ROOT CACHE CLUSTER_BIN CLUSTER_DIR REGISTRY_DIR REGISTRY CLUSTER_PACKAGES IMAGE_PACKAGES

say() { printf '%s\n' "$*" >&2; }

step() { printf '[%2d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*" >&2; }

fail() { say "$@"; exit 1; }

usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; } # the comment at the head of the script that runs

wrong_usage() { say "$@"; usage >&2; exit 2; }

help_if_asked() { # help_if_asked ARGUMENT...: prints the usage and ends if one of them is --help
  local argument
  for argument; do
    case $argument in -h | --help) usage; exit 0 ;; esac
  done
}

require_root() { # require_root COMMAND
  [ "$(id -u)" = 0 ] || fail "$1 needs root, for it makes network namespaces, mounts and control groups: run it with sudo"
}

require_go() {
  command -v go >/dev/null || fail "Go is missing: install Go 1.26 or newer (https://go.dev/dl) and put it into PATH"
  local have need
  have=$(GOTOOLCHAIN=local go env GOVERSION | sed 's/^go//')
  need=$(sed -n 's/^go //p' "$ROOT/dev/cluster/build/go.mod")
  [ "$(printf '%s\n%s\n' "$need" "$have" | sort -V | head -1)" = "$need" ] ||
    fail "Go $have is too old: install Go $need or newer (https://go.dev/dl) and put it first into PATH"
}

go_tool() { # go_tool DIRECTORY PACKAGE [NAME [LINKER-FLAGS]]: builds a program from a module of its own into CLUSTER_BIN, if the module has changed
  local name=${3:-${2##*/}} stamp
  stamp=$(cat "$1"/go.* | sha256sum | cut -d' ' -f1)
  if [ -x "$CLUSTER_BIN/$name" ] && [ "$(cat "$CLUSTER_BIN/.$name" 2>/dev/null)" = "$stamp" ]; then return; fi
  require_go
  say "building $name into $CLUSTER_BIN"
  mkdir -p "$CLUSTER_BIN"
  (cd "$1" && GOTOOLCHAIN=local CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath" GOGC=400 \
    go build -gcflags=all=-dwarf=false -ldflags "-s -w ${4:-}" -o "$CLUSTER_BIN/$name" "$2")
  echo "$stamp" >"$CLUSTER_BIN/.$name"
}

require_java() { # sets JAVA_HOME: the one given if it will do, else the newest JDK in /usr/lib/jvm
  local home version best='' best_version=20
  for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] || continue
    version=$("$home/bin/javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
    if [ "$version" -ge 21 ] && [ "$home" = "${JAVA_HOME:-}" ]; then best=$home; break; fi
    if [ "$version" -gt "$best_version" ]; then best=$home best_version=$version; fi
  done
  [ -n "$best" ] || fail "no JDK 21 or newer in JAVA_HOME or /usr/lib/jvm: install one, best 25 (https://adoptium.net), and set JAVA_HOME to it"
  export JAVA_HOME=$best
  command -v mvn >/dev/null || fail "Maven is missing: install Maven 3.8.6 or newer (Debian: apt-get install maven)"
}

require_packages() { # require_packages PACKAGE...: installs what is missing of these Debian packages
  local package missing=()
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "these programs are needed, by their names in Debian: ${missing[*]}"
  require_root "installing Debian packages (${missing[*]})"
  say "installing Debian packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  [ -z "$(dpkg --audit)" ] || dpkg --configure -a >/dev/null # an installation that was killed
  apt-get update -qq
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
