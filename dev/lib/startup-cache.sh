# shellcheck shell=bash
# Gives an image the Java start-up cache of JEP 514 (docs/adr/0012): what a training run of the image has loaded, linked and profiled. Source it after common.sh and images.sh.

# shellcheck disable=SC2034  # used by the scripts that source this
STARTUP_CACHE_PACKAGES=(skopeo jq curl util-linux iproute2)
STARTUP_CACHE_JAVA=25 # the first that makes one in a single step

add_startup_cache() { # add_startup_cache IMAGE TRAINING: trains IMAGE as images/training/TRAINING says and pushes it with the cache, or says why it stays without one
  local image=$1 training=$2 work config java tls=true
  ! plain_http "${image%%/*}" || tls=false
  work=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
  skopeo --insecure-policy copy -q --src-tls-verify=$tls "docker://$image" "dir:$work/image"
  config=$work/image/$(jq -r '.config.digest | ltrimstr("sha256:")' "$work/image/manifest.json")
  training_root "$work/image" "$work/root"
  if ! in_namespaces true 2>"$work/refusal"; then
    say "images: $image stays without a start-up cache, for this user may not make namespaces here ($(head -1 "$work/refusal")): run as root to have one"
  elif java=$(java_version "$work/root" "$config"); [ "$java" -lt $STARTUP_CACHE_JAVA ]; then
    say "images: $image stays without a start-up cache, for its base has Java $java: take one with Java $STARTUP_CACHE_JAVA or newer"
  else
    say "images: training $image"
    mkdir -m 1777 "$work/out"
    in_namespaces "$ROOT/dev/images/training/run" "$training" "$work/root" "$work/out" "$config" >"$work/training.log" 2>&1 || {
      tail -n 40 "$work/training.log" >&2
      fail "images: the training run of $image failed, see above"
    }
    add_layer "$work/image" "$work/out/app.aot"
    copy_image "dir:$work/image" "$image"
  fi
  rm -rf "$work"
}

in_namespaces() { # in_namespaces COMMAND...: with mounts, processes and a loopback of its own, all gone when it ends
  local user=(); [ "$(id -u)" = 0 ] || user=(--user --map-root-user)
  unshare "${user[@]}" --mount --pid --net --ipc --fork --kill-child --mount-proc "$@"
}

training_root() { # training_root IMAGE-DIR ROOT: the image's file system, and what a container runtime adds
  local layer marker
  mkdir -p "$2"
  while read -r layer; do
    tar -C "$2" -xzpf "$1/$layer" --no-same-owner --warning=no-unknown-keyword --exclude='dev/*' --exclude='./dev/*'
    while read -r marker; do # a layer deletes a file of a lower one by a marker
      rm -rf "$marker" "${marker/\/.wh.//}"
    done < <(find "$2" -name '.wh.*')
  done < <(jq -r '.layers[].digest | ltrimstr("sha256:")' "$1/manifest.json")
  mkdir -p "$2"/{tmp,proc,dev,etc}
  echo "127.0.0.1 localhost" >"$2/etc/hosts"
  grep -q '^[^:]*:[^:]*:10001:' "$2/etc/passwd" 2>/dev/null || echo "training:x:10001:10001::/tmp:/bin/false" >>"$2/etc/passwd" # PostgreSQL asks who it is
}

java_version() { # java_version ROOT CONFIG: of the image, e.g. 25
  local environment
  mapfile -t environment < <(jq -r '.config.Env[]' "$2")
  # shellcheck disable=SC2016  # expanded inside
  in_namespaces bash -c 'set -e; mount -t proc none "$1/proc"; env -i "${@:2}" /usr/bin/unshare --root="$1" java -version' java "$1" "${environment[@]}" 2>&1 |
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
    | .layers += [{mediaType: .layers[-1].mediaType, size: $layer, digest: $digest}]' "$manifest" >"$work/manifest"
  mv "$work/config" "$dir/$(sha256sum "$work/config" | cut -d' ' -f1)"
  mv "$work/manifest" "$manifest"
  rm -rf "$work"
}
