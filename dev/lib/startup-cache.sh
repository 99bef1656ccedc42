# shellcheck shell=bash
# Gives an image the Java start-up cache of JEP 514 (docs/adr/0012): what a training run of the image has loaded, linked and profiled. Source it after common.sh and images.sh.

# shellcheck disable=SC2034  # used by the scripts that source this
STARTUP_CACHE_PACKAGES=(skopeo jq curl util-linux iproute2 libarchive-tools)
STARTUP_CACHE_JAVA=25 # the first that makes one in a single step

# add_startup_cache IMAGE TRAINING: trains IMAGE as images/training/TRAINING says and pushes it with the cache, or says why it stays without one
add_startup_cache() ( # in a shell of its own, whose end removes the work
  image=$1 training=$2 tls=true
  ! plain_http "${image%%/*}" || tls=false
  work=$(realpath "$(mktemp -d -p "${TMPDIR:-/var/tmp}" startup-cache.XXXXXX)")
  trap 'rm -rf --one-file-system "$work"' EXIT
  skopeo --insecure-policy copy -q --src-tls-verify=$tls "docker://$image" "dir:$work/image"
  config=$work/image/$(jq -r '.config.digest | ltrimstr("sha256:")' "$work/image/manifest.json")
  require_plain_command "$config" "$image"
  training_root "$work/image" "$work/root"
  require_inside "$work/root" "$(jq -r .config.WorkingDir "$config")" "$image"
  if ! in_namespaces true 2>"$work/refusal"; then
    say "images: $image stays without a start-up cache, for this user may not make namespaces here ($(head -1 "$work/refusal")): run as root to have one"
  elif java=$(java_version "$work/root" "$config"); [ -z "$java" ]; then
    fail "images: $image cannot be trained: it does not answer to java -version"
  elif [ "$java" -lt $STARTUP_CACHE_JAVA ]; then
    say "images: $image stays without a start-up cache, for its base has Java $java: take one with Java $STARTUP_CACHE_JAVA or newer"
  else
    say "images: training $image"
    mkdir -m 1777 "$work/out"
    in_namespaces "$ROOT/dev/images/training/run" "$training" "$work/root" "$work/out" "$config" >"$work/training.log" 2>&1 || {
      tail -n 40 "$work/training.log" >&2
      fail "images: the training run of $image failed, see above"
    }
    [[ -f $work/out/app.aot && ! -L $work/out/app.aot ]] || fail "images: the training run of $image left something else than a file as its cache"
    add_layer "$work/image" "$work/out/app.aot"
    copy_image "dir:$work/image" "$image"
  fi
)

in_namespaces() { # in_namespaces COMMAND...: with mounts, processes and a loopback of its own, all gone when it ends; nothing in it gains rights by a setuid program
  local user=(); [ "$(id -u)" = 0 ] || user=(--user --map-root-user)
  unshare "${user[@]}" --mount --pid --net --ipc --fork --kill-child --mount-proc setpriv --no-new-privs "$@"
}

require_plain_command() { # require_plain_command CONFIG IMAGE: what the training and the new layer need to know
  jq -e '(.config.Entrypoint | length > 0) and (.config.Env | length > 0) and (.config.WorkingDir // "" | test("^/[A-Za-z0-9._/-]*$"))' "$1" >/dev/null ||
    fail "images: $2 cannot be trained: its configuration needs Entrypoint, Env, and a WorkingDir of letters, digits and ._/-"
}

require_inside() { # require_inside ROOT PATH IMAGE: a base image is somebody else's, and this may run as root
  local real; real=$(realpath -m "$1/$2")
  [[ $real == "$(realpath -ms "$1/$2")" && $real/ == "$1"/* ]] ||
    fail "images: $3 cannot be trained: its $2 is a symbolic link or outside of the image"
}

training_root() { # training_root IMAGE-DIR ROOT: the image's file system, and what a container runtime adds
  local layer type marker directory
  mkdir -p "$2"
  while read -r layer type; do
    # bsdtar finds the compression out by itself and refuses names with .. in them and ways through symbolic links, also those of lower layers.
    bsdtar -C "$2" -xpf "$1/$layer" --no-same-owner --numeric-owner --no-acls --no-xattrs --no-fflags --exclude '^dev/*' --exclude '^./dev/*' ||
      fail "images: layer $layer ($type) cannot be unpacked, see above; layers may be uncompressed or packed with gzip or zstd"
    while IFS= read -r -d '' marker; do # a layer deletes a file of a lower one by a marker
      directory=${marker%/*}
      case ${marker##*/} in
        .wh..wh.* | .wh. | .wh.. | .wh...) rm -rf "$marker" ;;
        *) rm -rf "$marker" "${directory:?}/${marker##*/.wh.}" ;;
      esac
    done < <(find "$2" -depth -name '.wh.*' -print0)
  done < <(jq -r '.layers[] | "\(.digest | ltrimstr("sha256:")) \(.mediaType)"' "$1/manifest.json")
  find "$2" \( -type b -o -type c \) -delete # devices are the runtime's
  for directory in tmp proc dev etc; do require_inside "$2" "$directory" "the image"; done
  mkdir -p "$2"/{tmp,proc,dev,etc}
  rm -rf "$2/etc/hosts"
  echo "127.0.0.1 localhost" >"$2/etc/hosts"
  require_inside "$2" etc/passwd "the image"
  grep -q '^[^:]*:[^:]*:10001:' "$2/etc/passwd" 2>/dev/null || echo "training:x:10001:10001::/tmp:/bin/false" >>"$2/etc/passwd" # PostgreSQL asks who it is
}

java_version() { # java_version ROOT CONFIG: of the image, e.g. 25
  local environment somebody="--setuid 10001 --setgid 10001"
  [ "$(id -u)" = 0 ] || somebody="--user --map-user=10001 --map-group=10001"
  mapfile -t environment < <(jq -r '.config.Env[]' "$2")
  # shellcheck disable=SC2016  # expanded inside
  in_namespaces bash -c 'set -e; mount -t proc none "$1/proc"; env -i "${@:3}" /usr/bin/unshare $2 --root="$1" java -version' java "$1" "$somebody" "${environment[@]}" 2>&1 |
    sed -n 's/.* version "\([0-9]*\).*/\1/p'
}

add_layer() { # add_layer IMAGE-DIR APP.AOT: one more layer with the cache beside the jar, and the JVM told to use it
  local dir=$1 manifest=$1/manifest.json config work layer diff gzipped
  config=$dir/$(jq -r '.config.digest | ltrimstr("sha256:")' "$manifest")
  work=$(mktemp -d -p "$dir")
  mkdir -p "$work/root$(jq -r .config.WorkingDir "$config")"
  install -m 644 "$2" "$work/root$(jq -r .config.WorkingDir "$config")/app.aot"
  tar -C "$work/root" --mtime=@1 --owner=0 --group=0 --numeric-owner -cf "$work/layer.tar" "$(jq -r '.config.WorkingDir[1:] + "/app.aot"' "$config")"
  diff=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  gzip -n "$work/layer.tar"
  gzipped=$(sha256sum "$work/layer.tar.gz" | cut -d' ' -f1)
  mv "$work/layer.tar.gz" "$dir/$gzipped"
  jq --arg diff "sha256:$diff" '.rootfs.diff_ids += [$diff] | .history += [{created: .created, created_by: "start-up cache"}]
    | .config.Entrypoint |= [.[0], "-XX:AOTCache=app.aot"] + .[1:]' "$config" >"$work/config"
  layer=$(stat -c %s "$dir/$gzipped")
  jq --arg config "sha256:$(sha256sum "$work/config" | cut -d' ' -f1)" --argjson size "$(stat -c %s "$work/config")" \
    --arg digest "sha256:$gzipped" --argjson layer "$layer" '.config.digest = $config | .config.size = $size
    | .layers += [{mediaType: (if .mediaType // "" | contains("docker") then "application/vnd.docker.image.rootfs.diff.tar.gzip"
        else "application/vnd.oci.image.layer.v1.tar+gzip" end), size: $layer, digest: $digest}]' "$manifest" >"$work/manifest"
  mv "$work/config" "$dir/$(sha256sum "$work/config" | cut -d' ' -f1)"
  mv "$work/manifest" "$manifest"
  rm -rf "$work"
}
