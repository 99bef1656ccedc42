# shellcheck shell=bash
# The operator and the first shop on a cluster. Source it after common.sh, images.sh and maven.sh; $context names a cluster other than the local one.

# The chart's values for the local cluster: PostgreSQL from images/base, HTTPS on the port that browsers here can reach.
# network.ingressNamespaceLabels stays empty: this cluster's Traefik runs on the machine itself, so it is in no namespace.
# shellcheck disable=SC2034  # used by the scripts that source this
LOCAL_CHART_VALUES=(--set ingress.httpsPort=8443 --set image.pullPolicy=Always
  --set "database.image=$REGISTRY/base/postgresql:17" --set database.uid=100 --set database.gid=102
  --set "database.cloudNativePg.image=$REGISTRY/base/postgresql:17" --set database.cloudNativePg.uid=100 --set database.cloudNativePg.gid=102
  # a size to grow to that one machine has room for beside other shops
  --set sizes.roomy.web.cpu=200m --set sizes.roomy.web.memory=640Mi --set sizes.roomy.database.cpu=200m --set sizes.roomy.database.memory=640Mi)

k() { kubectl ${context:+--context "$context"} "$@"; }

install_operator() { # install_operator REGISTRY HELM-ARGUMENT...
  local registry=$1 image digest; shift
  image=$registry/shop-operator:$OPERATOR_VERSION
  digest=$(manifest_digest "$image")
  [ -n "$digest" ] || fail "the registry does not answer for $image: is it there, and are you logged in (skopeo login --authfile ~/.docker/config.json ${registry%%/*})?"
  end_unfinished_release
  # The digest makes nodes pull a changed image under the same tag.
  helm ${context:+--kube-context "$context"} upgrade --install shop-operator "$ROOT/helm/shop-operator" --namespace shop-operator --create-namespace \
    --set image.registry="$registry" --set image.tag="$OPERATOR_VERSION@$digest" --wait --timeout 5m "$@" 2> >(grep -v 'found symbolic link in path' >&2) >/dev/null || {
    k -n shop-operator get pods,events >&2 || true
    fail "the operator did not start, see above"
  }
}

end_unfinished_release() { # what a killed run left half done blocks Helm; without its record, installing again adopts what is there
  local since record changed
  local unfinished='owner=helm,name=shop-operator,status in (pending-install,pending-upgrade,pending-rollback,uninstalling)'
  # One of the local cluster can only be of a killed run; elsewhere a colleague may be at it.
  since=$(( $(date +%s) - 360 )) # Helm gives up after 300 seconds
  [ -n "${context:-}" ] || since=$(date +%s)
  k -n shop-operator get secrets -l "$unfinished" -o go-template='{{range .items}}{{.metadata.name}} {{or .metadata.labels.modifiedAt .metadata.labels.createdAt}}{{"\n"}}{{end}}' |
    while read -r record changed; do
      [[ $changed =~ ^[0-9]+$ && $changed -le $since ]] ||
        fail "somebody is installing the operator at this moment, or did until a minute ago (Secret $record of namespace shop-operator): run this again in some minutes"
      k -n shop-operator delete secret "$record" >/dev/null
    done
}

open_shop() { # open_shop REGISTRY HOST: applies the quickstart example for this registry and waits until the shop is ready
  # The digest makes a changed image under the same tag a new release.
  local image=$1/shop-app:$SHOP_VERSION digest
  digest=$(manifest_digest "$image")
  sed -e "s|image: .*/shop-app:.*|image: $image${digest:+@$digest}|" -e "s|host: .*|host: $2|" "$ROOT/k8s-examples/01-quickstart.yaml" | k apply -f - >/dev/null
  k -n shops wait --for=condition=Ready shop/tee --timeout=5m >/dev/null || {
    k -n shops get shop tee -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}' >&2 || true
    k -n shops get pods,events >&2 || true
    fail "the shop did not become ready, see above"
  }
}

shop_url() { k -n shops get shop tee -o jsonpath='{.status.url}'; }

development_secret() { # development_secret NAME NAMESPACE: the development certificate for spec.exposure.tls
  k -n "$2" create secret tls "$1" --cert "$CERTIFICATES/localhost.crt" --key "$CERTIFICATES/localhost.key" --dry-run=client -o yaml | k apply -f - >/dev/null
}

# fill_shop: loads the demo catalogue into the local shop while it has no product, as the button on the admin's first steps does
fill_shop() ( # in a shell of its own, whose end removes the session's cookie
  url=$(shop_url)
  browse() { curl -sS --fail --cacert "$CERTIFICATES/ca.crt" --max-time 120 -H "Origin: $url" "$@"; }
  home=$(browse "$url/de/")
  if [[ $home == *'href="/de/p/'* ]]; then return 0; fi
  step "loading the demo catalogue"
  jar=$(mktemp)
  trap 'rm -f "$jar"' EXIT
  # the password goes through a pipe, because arguments can be read by everybody on this machine
  k -n shops get secret tee-admin -o go-template='username={{.data.username | base64decode | urlquery}}&password={{.data.password | base64decode | urlquery}}' |
    browse -c "$jar" -o /dev/null --data-binary @- "$url/admin/login"
  browse -b "$jar" -o /dev/null -X POST "$url/admin/demo-catalogue"
)
