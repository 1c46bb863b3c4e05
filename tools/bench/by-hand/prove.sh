#!/bin/sh
# Proves by use that the cluster of create.sh works, on every node: nodes Ready, a pod there resolves a service's name
# through CoreDNS and reaches the API by the service address, exec and logs work. Leaves nothing behind.
#
#   prove.sh [place]      place: only puts the pods there, so that they start with the nodes that are still to join
set -eu
here=$(dirname "$(readlink -f "$0")")
. "$here/lib.sh"
. "$OUT/bundle-$VERSION.sh"

[ "${1:-}" = place ] || trap 'kubectl delete namespace by-hand-proof --wait=false > /dev/null 2>&1 || true' EXIT
kubectl apply --filename - > /dev/null <<YAML
apiVersion: v1
kind: Namespace
metadata: {name: by-hand-proof}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: probe, namespace: by-hand-proof}
spec:
  selector: {matchLabels: {app: probe}}
  template:
    metadata: {labels: {app: probe}}
    spec:
      tolerations: [{operator: Exists}]
      terminationGracePeriodSeconds: 0
      dnsConfig: {options: [{name: timeout, value: "1"}]}
      containers:
        - name: probe
          image: $PROBE_IMAGE
          imagePullPolicy: Never
          command: [/bin/sh, -c]
          args:
            - |
              account=/var/run/secrets/kubernetes.io/serviceaccount
              kubectl() { /usr/local/bin/kube kubectl "\$@"; }
              until kubectl --server https://kubernetes.default.svc --certificate-authority \$account/ca.crt \\
                --token "\$(cat \$account/token)" --request-timeout 5s get --raw /version > /tmp/version; do sleep 0.2; done
              echo reached kubernetes.default.svc
              touch /tmp/reached
              exec sleep infinity
          readinessProbe: {exec: {command: [test, -e, /tmp/reached]}, periodSeconds: 1}
YAML
[ "${1:-}" = place ] && exit
kubectl --namespace by-hand-proof rollout status daemonset/probe --timeout=120s > /dev/null
nodes=$(kubectl get nodes --output name | wc -l)
ready=$(kubectl get nodes --output jsonpath='{range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' | grep -c True)
[ "$nodes" = "$ready" ] || { echo "only $ready of $nodes nodes are Ready" >&2; exit 1; }
for pod in $(kubectl --namespace by-hand-proof get pods --output name); do
  kubectl --namespace by-hand-proof logs "$pod" | grep --quiet 'reached kubernetes.default.svc' || { echo "no logs from $pod" >&2; exit 1; }
  kubectl --namespace by-hand-proof exec "$pod" -- cat /tmp/version | grep --quiet "v$VERSION" || { echo "no exec in $pod" >&2; exit 1; }
done
echo "proof: $ready/$nodes nodes Ready, a pod on each reaches a service by its name, exec and logs work"
