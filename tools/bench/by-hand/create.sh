#!/bin/sh
# Makes a cluster the way a good administrator would who wants it fast: stock kubeadm and Flannel, hosts prepared
# side by side, nothing waited for that is not needed. It is the floor that Slipway's own speed is measured against.
#
#   create.sh CONTROL_PLANES WORKERS        names of hosts, separated by commas
#
# From the environment:
#   VERSION    Kubernetes version, as in 1.36.3
#   FILES      address of the bundle's files, as "slipway bundle serve" prints it
#   REGISTRY   host:port of its registry
#   CA         file with the certificate of both
#   SSH_CONFIG ssh_config(5) that names the hosts, with their addresses as HostName
#   OUT        folder for what is made: kubeconfig, kubectl
#   PROBES     early: the pods of prove.sh are put there before workers join
set -eu
here=$(dirname "$(readlink -f "$0")")
. "$here/lib.sh"
control_planes=$(echo "$1" | tr , ' ') workers=$(echo "${2:-}" | tr , ' ')
first=${control_planes%% *}
rest=${control_planes#"$first"}

mkdir -p "$OUT"
describe_bundle
variables=$(node_variables)
token=$(random_hex 3).$(random_hex 8) certificate_key=$(random_hex 32)

for host in $control_planes $workers; do
  role=worker
  case " $control_planes " in *" $host "*) role=control-plane ;; esac
  start "prepare-$host" on "$host" "$here/node/prepare.sh" "$variables
ROLE=$role NODE=$host ADDRESS=$(address_of "$host")"
done

finish "prepare-$first"
say "$first is prepared"
on "$first" "$here/node/init.sh" "$variables
TOKEN=$token CERTIFICATE_KEY=$certificate_key NODE=$first ADDRESS=$(address_of "$first") SINGLE=$([ -n "$rest" ] || echo yes)" > "$OUT/init.out"
ca_hash=$(sed -n 's/^ca-hash //p' "$OUT/init.out")
sed -n '/^apiVersion/,$p' "$OUT/init.out" | sed "s|server: .*|server: https://$(address_of "$first"):6443|" > "$OUT/kubeconfig"
chmod 600 "$OUT/kubeconfig"

say "$first runs the control plane"

join() { # host role
  finish "prepare-$1"
  on "$1" "$here/node/join.sh" "$variables
TOKEN=$token CERTIFICATE_KEY=$certificate_key CA_HASH=$ca_hash NODE=$1 ADDRESS=$(address_of "$1") ROLE=$2"
}
[ "${PROBES:-}" != early ] || start probes sh "$here/prove.sh" place
for host in $workers; do start "join-$host" join "$host" worker; done
for host in $rest; do join "$host" control-plane > "$OUT/join-$host.out" 2>&1 || show_failure "join-$host"; done # etcd takes one learner at a time
for host in $workers; do finish "join-$host"; done
say 'all have joined'
[ "${PROBES:-}" != early ] || finish probes

kubectl wait --for=condition=Ready nodes --all --timeout=180s
say 'all nodes are Ready'
kubectl --namespace kube-system rollout status deployment/coredns --timeout=180s
say 'CoreDNS answers'
