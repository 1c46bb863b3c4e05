#!/bin/sh
# Upgrades a cluster of create.sh by hand, as kubeadm's own documentation says: artifacts everywhere first, the first
# control plane, the others one at a time, then each worker: drained, its kubelet changed, uncordoned.
#
#   upgrade.sh CONTROL_PLANES WORKERS       names of hosts, separated by commas
#
# The environment is create.sh's; VERSION is the version to upgrade to.
set -eu
here=$(dirname "$(readlink -f "$0")")
. "$here/lib.sh"
control_planes=$(echo "$1" | tr , ' ') workers=$(echo "${2:-}" | tr , ' ')
first=${control_planes%% *}
describe_bundle
variables=$(node_variables)

for host in $control_planes $workers; do
  role=worker
  case " $control_planes " in *" $host "*) role=control-plane ;; esac
  start "stage-$host" on "$host" "$here/node/stage.sh" "$variables
ROLE=$role"
done
for host in $control_planes $workers; do finish "stage-$host"; done
say 'programs and images are on every host'

# kubeadm keeps an etcd image that was named; the new Kubernetes goes with a new one
kubectl --namespace kube-system get configmap kubeadm-config --output yaml |
  sed "s|imageTag: .*|imageTag: $ETCD_TAG|" | kubectl apply --server-side --force-conflicts --filename - > /dev/null

# For some seconds after an apiserver has restarted, its caches of roles are not yet full and an admin is "forbidden".
drain() { # host
  for _ in 1 2 3 4 5 6 7 8 9; do
    kubectl drain "$1" --ignore-daemonsets --delete-emptydir-data --timeout=120s && return
    kubectl wait --for=condition=Ready "node/$1" --timeout=10s || true
  done
  kubectl drain "$1" --ignore-daemonsets --delete-emptydir-data --timeout=120s
}

change_kubelet() { # host
  drain "$1"
  on "$1" "$here/node/kubelet.sh" "$variables"
  kubectl wait --for=jsonpath="{.status.nodeInfo.kubeletVersion}"="v$VERSION" "node/$1" --timeout=120s
  kubectl wait --for=condition=Ready "node/$1" --timeout=120s
  kubectl uncordon "$1"
}
for host in $control_planes; do
  command='upgrade node'
  [ "$host" = "$first" ] && command="upgrade apply v$VERSION --yes"
  on "$host" "$here/node/upgrade.sh" "$variables
COMMAND='$command'"
  say "$host runs the new control plane"
  change_kubelet "$host"
  say "$host runs the new kubelet"
done
for host in $workers; do
  on "$host" "$here/node/upgrade.sh" "$variables
COMMAND='upgrade node'"
  change_kubelet "$host"
  say "$host runs the new kubelet"
done
kubectl --namespace kube-system rollout status deployment/coredns --timeout=180s
