# shellcheck shell=bash
# Container images without Docker. Source it after common.sh.

busybox_root() { # busybox_root DIR APPLET...: a root file system of nothing but a static busybox
  local root=$1 applet; shift
  mkdir -p "$root/bin"
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet; do ln -s busybox "$root/bin/$applet"; done
}

one_layer_archive() { # one_layer_archive NAME ROOTFS OUT.tar CONFIG-JSON: a docker archive of one layer; ROOTFS is a directory or a tar
  local work diff
  work=$(mktemp -d)
  if [ -d "$2" ]; then
    tar -C "$2" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/layer.tar" .
  else
    ln -s "$(realpath "$2")" "$work/layer.tar"
  fi
  diff=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  printf '{"architecture": "amd64", "os": "linux", "config": %s, "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}' "$4" "$diff" >"$work/config.json"
  printf '[{"Config": "config.json", "RepoTags": ["docker.io/%s"], "Layers": ["layer.tar"]}]' "$1" >"$work/manifest.json"
  tar -C "$work" --dereference -cf "$3.new" manifest.json config.json layer.tar
  mv "$3.new" "$3"
  rm -rf "$work"
}

PUSH_REGISTRY=${PUSH_REGISTRY:-$REGISTRY} # none: make images, push nothing
PUSH_TLS=${PUSH_TLS:-false}

push_archive() { # push_archive ARCHIVE REPOSITORY:TAG: into the cluster's registry, unless it has exactly this image
  local have want
  want=$(tar -xOf "$1" config.json | sha256sum | cut -d' ' -f1)
  have=$(skopeo inspect --tls-verify="$PUSH_TLS" --raw "docker://$PUSH_REGISTRY/$2" 2>/dev/null | jq -r '.config.digest // empty')
  [ "$have" != "sha256:$want" ] || return 0
  skopeo --insecure-policy copy -q --dest-tls-verify="$PUSH_TLS" --dest-compress-level 1 "docker-archive:$1" "docker://$PUSH_REGISTRY/$2"
}
