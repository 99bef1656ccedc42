# shellcheck shell=bash
# Container images without Docker. Source it after common.sh.

busybox_root() { # busybox_root DIR APPLET...: a root file system of nothing but a static busybox
  local root=$1 applet; shift
  mkdir -p "$root/bin"
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet; do ln -s busybox "$root/bin/$applet"; done
}

one_layer_archive() { # one_layer_archive NAME ROOT OUT.tar CONFIG-JSON: a docker archive of one layer; the same ROOT gives the same image
  local work diff
  work=$(mktemp -d)
  tar -C "$2" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/layer.tar" .
  diff=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  printf '{"architecture": "%s", "os": "linux", "config": %s, "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}' \
    "$(dpkg --print-architecture)" "$4" "$diff" >"$work/config.json"
  printf '[{"Config": "config.json", "RepoTags": ["docker.io/%s"], "Layers": ["layer.tar"]}]' "$1" >"$work/manifest.json"
  tar -C "$work" -cf "$3" manifest.json config.json layer.tar
  rm -rf "$work"
}

plain_http() { # plain_http REGISTRY: whether it is one without TLS: the cluster's own, or one on this machine
  case $1 in "$REGISTRY" | localhost:* | 127.0.0.1:*) ;; *) return 1 ;; esac
}

manifest_digest() { # manifest_digest IMAGE: empty if the registry does not have it
  local tls=true; ! plain_http "${1%%/*}" || tls=false
  skopeo inspect --tls-verify=$tls --format '{{.Digest}}' "docker://$1" 2>/dev/null || true
}

copy_image() { # copy_image SOURCE IMAGE: SOURCE in skopeo's words
  local tls=true; ! plain_http "${2%%/*}" || tls=false
  skopeo --insecure-policy copy -q --src-tls-verify=$tls --dest-tls-verify=$tls "$1" "docker://$2"
}

forget_image() { # forget_image IMAGE: nodes of the local cluster pull it again when the next pod wants it
  local socket
  for socket in "$CLUSTER_DIR"/node*/run/containerd.sock; do
    [ ! -S "$socket" ] || ctr -a "$socket" -n k8s.io images rm "$1" >/dev/null 2>&1 || true
  done
}
