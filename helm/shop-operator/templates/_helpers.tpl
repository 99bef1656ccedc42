{{- define "shop-operator.name" -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- end }}

{{- define "shop-operator.selector" -}}
app.kubernetes.io/name: shop-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "shop-operator.labels" -}}
{{ include "shop-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: shop-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "shop-operator.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "shop-operator.name" .) -}}
{{- end }}

{{- define "shop-operator.image" -}}
{{- $registry := required "image.registry is needed: the registry that holds the operator's image, e.g. --set image.registry=registry.example.com/shops" .Values.image.registry -}}
{{- $registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion -}}
{{- end }}

{{- define "shop-operator.backupImage" -}}
{{- .Values.backup.image | default (printf "%s/base/tools:17" .Values.image.registry) -}}
{{- end }}

{{/*
The operator's rules, split in two: kinds without a namespace can only be granted cluster-wide. An operator of the whole cluster has those of
files/cluster-rules.yaml as well.
*/}}
{{- define "shop-operator.rules" -}}
{{- $scope := .scope -}}
{{- $without := list "apiextensions.k8s.io" "storage.k8s.io" -}}
{{- $picked := list -}}
{{- if eq $scope "all" -}}
{{- $picked = .root.Files.Get "files/cluster-rules.yaml" | fromYamlArray -}}
{{- end -}}
{{- range .root.Files.Get "files/rules.yaml" | fromYamlArray -}}
{{- $clusterScoped := has (first .apiGroups) $without -}}
{{- if or (eq $scope "all") (eq $clusterScoped (eq $scope "cluster")) -}}
{{- $picked = append $picked . -}}
{{- end -}}
{{- end -}}
{{- toYaml $picked -}}
{{- end }}

{{/*
The table of sizes, for people who ask kubectl explain. The kinds are everybody's in the cluster, so it says whose table that is.
*/}}
{{- define "shop-operator.sizes" -}}
Sizes of the operator {{ .Release.Name }} in namespace {{ .Release.Namespace }}:
{{- range $name, $size := .Values.sizes }}
- {{ $name }}: each web pod {{ $size.web.cpu }} CPU, {{ $size.web.memory }} memory; database {{ $size.database.cpu }} CPU, {{ $size.database.memory }} memory
{{- range $label, $value := $size.nodeSelector }}; nodes with {{ $label }}={{ $value }}{{- end }}
{{- end }}
{{- end }}

{{- define "shop-operator.settings" -}}
shop-operator.watched-namespaces={{ empty .Values.watchNamespaces | ternary "JOSDK_ALL_NAMESPACES" (join "," .Values.watchNamespaces) }}
shop-operator.lease={{ include "shop-operator.name" . }}
shop-operator.database.image={{ .Values.database.image }}
shop-operator.database.user={{ .Values.database.uid | int64 }}
shop-operator.database.group={{ .Values.database.gid | int64 }}
shop-operator.database.cloud-native-pg.image={{ .Values.database.cloudNativePg.image }}
shop-operator.database.cloud-native-pg.user={{ .Values.database.cloudNativePg.uid | int64 }}
shop-operator.database.cloud-native-pg.group={{ .Values.database.cloudNativePg.gid | int64 }}
shop-operator.database.cloud-native-pg.operator-namespace={{ .Values.database.cloudNativePg.operatorNamespace }}
{{- with .Values.database.storageClassName }}
shop-operator.database.storage-class-name={{ . }}
{{- end }}
{{- with .Values.ingress.className }}
shop-operator.ingress.class-name={{ . }}
{{- end }}
shop-operator.ingress.https-port={{ .Values.ingress.httpsPort | int64 }}
shop-operator.ingress.trusted-proxies={{ .Values.ingress.trustedProxies | int64 }}
{{- range $label, $value := .Values.network.ingressNamespaceLabels }}
shop-operator.network.ingress-namespace-labels.{{ $label | quote }}={{ $value }}
{{- end }}
{{- range $label, $value := .Values.network.monitoringNamespaceLabels }}
shop-operator.network.monitoring-namespace-labels.{{ $label | quote }}={{ $value }}
{{- end }}
shop-operator.monitoring.service-monitors={{ .Values.shopServiceMonitors.enabled }}
{{- range $label, $value := .Values.shopServiceMonitors.labels }}
shop-operator.monitoring.labels.{{ $label | quote }}={{ $value }}
{{- end }}
shop-operator.migration.deadline={{ .Values.migration.deadline }}
shop-operator.backup.image={{ include "shop-operator.backupImage" . }}
shop-operator.backup.user={{ .Values.backup.uid | int64 }}
shop-operator.backup.group={{ .Values.backup.gid | int64 }}
shop-operator.backup.cpu={{ .Values.backup.cpu }}
shop-operator.backup.memory={{ .Values.backup.memory }}
shop-operator.backup.spool={{ .Values.backup.spool }}
shop-operator.backup.jobs={{ .Values.backup.jobs | int64 }}
shop-operator.backup.deadline={{ .Values.backup.deadline }}
{{- range $name, $size := .Values.sizes }}
shop-operator.sizes.{{ $name }}.web.cpu={{ $size.web.cpu }}
shop-operator.sizes.{{ $name }}.web.memory={{ $size.web.memory }}
shop-operator.sizes.{{ $name }}.database.cpu={{ $size.database.cpu }}
shop-operator.sizes.{{ $name }}.database.memory={{ $size.database.memory }}
{{- range $label, $value := $size.nodeSelector }}
shop-operator.sizes.{{ $name }}.node-selector.{{ $label | quote }}={{ $value }}
{{- end }}
{{- range $index, $toleration := $size.tolerations }}
{{- range $field := list "key" "operator" "value" "effect" }}
{{- with get $toleration $field }}
shop-operator.sizes.{{ $name }}.tolerations[{{ $index }}].{{ $field }}={{ . }}
{{- end }}
{{- end }}
{{- if hasKey $toleration "tolerationSeconds" }}
shop-operator.sizes.{{ $name }}.tolerations[{{ $index }}].toleration-seconds={{ $toleration.tolerationSeconds | int64 }}
{{- end }}
{{- end }}
{{- with $size.storageClassName }}
shop-operator.sizes.{{ $name }}.storage-class-name={{ . }}
{{- end }}
{{- if $size.nodesOnDemand }}
shop-operator.sizes.{{ $name }}.nodes-on-demand=true
{{- end }}
{{- end }}
quarkus.log.level={{ .Values.logging.level }}
quarkus.log.console.json.enabled={{ .Values.logging.json }}
{{- end }}
