# shellcheck shell=bash
# Runs programs in an image's own root file system, without a container runtime. Source it after common.sh; needs root.

unpack_image() { # unpack_image ARCHIVE DIR: the root file system of an archive of one layer
  mkdir -p "$2"
  tar -xOf "$1" layer.tar | tar -C "$2" --numeric-owner -xpf -
}

in_image_root() { # in_image_root DIR USER:GROUP HOST-DIR COMMAND...: HOST-DIR is at /mnt, read-only; /tmp is on disk, /small 8 MiB of memory; the network is a loopback of its own
  local root=$1 user=$2 host=$3; shift 3
  mkdir -p "$root"/{mnt,small,proc,dev,tmp}
  # shellcheck disable=SC2016 # expanded inside
  unshare --mount --net --pid --fork --kill-child bash -euc '
    root=$1 user=$2 host=$3; shift 3
    ip link set lo up
    mount --make-rprivate /
    mount --bind "$host" "$root/mnt"; mount -o remount,bind,ro "$root/mnt"
    mount -t tmpfs -o size=8m,mode=1777 small "$root/small"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    chmod 1777 "$root/tmp"
    exec chroot --userspec="$user" --groups= "$root" /usr/bin/env -i PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin LANG=C.UTF-8 HOME=/tmp "$@"
  ' - "$root" "$user" "$host" "$@"
}
