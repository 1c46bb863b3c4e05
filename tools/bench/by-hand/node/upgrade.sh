# On a host: kubeadm's part of the upgrade, by the new kubeadm.
ln -f /opt/slipway/staged/kubeadm /usr/local/bin/kubeadm

# An apiserver whose own etcd is down serves nobody, yet the kubelet asks it to delete etcd's old mirror pod before it
# starts the new etcd, and waits half a minute for the answer (kubernetes issue 139502). Ended together with its etcd,
# it refuses at once; the kubelet starts both again, and the balancers have moved on meanwhile.
end_apiserver_with_etcd() {
  tail --pid="$1" -s 0.05 -f /dev/null
  crictl ps --quiet --name '^kube-apiserver$' | xargs --no-run-if-empty crictl stop --timeout 0 > /dev/null
}
etcd=$(pgrep --exact etcd || true)
[ -z "$etcd" ] || end_apiserver_with_etcd "$etcd" &
companion=$!

kubeadm $COMMAND --patches /etc/kubernetes/patches \
  --ignore-preflight-errors=SystemVerification,Swap,FileContent--proc-sys-net-bridge-bridge-nf-call-iptables
kill "$companion" 2> /dev/null || true # where kubeadm did not restart etcd
