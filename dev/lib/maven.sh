# shellcheck shell=bash
# Builds with Maven. Source it after common.sh, images.sh and startup-cache.sh; call require_java before.

maven() { # Maven 3 itself uses what newer Javas warn about
  local quiet=''; [ "$("$JAVA_HOME/bin/java" --version | sed -n '1s/^[a-z]* \([0-9]*\).*/\1/p')" -lt 24 ] || quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  ( mkdir -p "$ROOT/target"
    exec 8>"$ROOT/target/.maven.lock" # two in one checkout would write the same files; it is free as soon as Maven has ended, be it killed
    flock -n 8 || { say "maven: another one of dev/ is at work in this checkout, waiting for it"; flock 8; }
    cd "$ROOT" && MAVEN_OPTS="$quiet ${MAVEN_OPTS:-}" mvn -B -ntp "$@" )
}

OPERATOR_VERSION=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$ROOT/pom.xml" | head -1)
SHOP_VERSION=$(sed -n 's|.*<shop.version>\(.*\)</shop.version>.*|\1|p' "$ROOT/shop-app/pom.xml" | sed -n 1p)
NEXT_SHOP_VERSION=$(sed -n 's|.*<shop.version>\(.*\)</shop.version>.*|\1|p' "$ROOT/shop-app/pom.xml" | sed -n 2p)
# shellcheck disable=SC2034  # used by the scripts that source this
readonly OPERATOR_VERSION SHOP_VERSION NEXT_SHOP_VERSION

push_project_image() { # push_project_image REGISTRY BASE MODULE NAME TAG [MAVEN-ARGUMENT...]: build and push, unless the registry has it from these very sources
  local registry=$1 base=$2 module=$3 name=$4 image=$1/$4 tag=$5 sources have want; shift 5
  sources=sources-$(sources_hash "$module" "$base" "$(manifest_digest "$base")" "$@")
  have=$(manifest_digest "$image:$tag") want=$(manifest_digest "$image:$sources")
  if [ -n "$want" ] && [ "$have" = "$want" ]; then return; fi
  if [ -z "$want" ]; then
    local insecure=false; ! plain_http "${registry%%/*}" || insecure=true
    maven -q package -pl "$module" -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -Dquarkus.container-image.build=true -Dquarkus.container-image.push=true -Dquarkus.container-image.insecure=$insecure \
      -Dquarkus.package.jar.type=aot-jar -Dquarkus.container-image.image="$image:$tag" -Dimage.base.jre="$base" "$@" # the whole name, for a registry may have a path
    add_startup_cache "$image:$tag" "$name"
    copy_image "docker://$image:$tag" "$image:$sources"
  else
    copy_image "docker://$image:$sources" "$image:$tag"
  fi
  forget_image "$image:$tag"
  say "images: pushed $image:$tag"
}

sources_hash() { # sources_hash MODULE SALT...: changes with whatever goes into the module's image
  local module=$1
  { printf '%s\n' "$@"
    cd "$ROOT" || return
    find pom.xml crds dev/lib/{maven,startup-cache}.sh dev/images/training "$module" \( -name target -o -path '*/src/test' \) -prune -o -type f -print | sort | xargs sha256sum
  } | sha256sum | cut -c1-16
}
