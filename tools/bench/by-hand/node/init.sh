# On the first control plane: the cluster, then Flannel. Prints the hash of the cluster's CA and the admin's kubeconfig.
driver=cgroupfs
[ "$(stat --file-system --format %T /sys/fs/cgroup)" = cgroup2fs ] && driver=systemd
cat > /etc/kubernetes/kubeadm.yaml <<CONFIG
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens:
  - {token: $TOKEN, ttl: 2h0m0s, usages: [signing, authentication], groups: ['system:bootstrappers:kubeadm:default-node-token']}
certificateKey: $CERTIFICATE_KEY
localAPIEndpoint: {advertiseAddress: $ADDRESS, bindPort: 6443}
nodeRegistration:
  name: $NODE
  criSocket: unix:///run/containerd/containerd.sock
  imagePullPolicy: Never
  kubeletExtraArgs: [{name: node-ip, value: $ADDRESS}]
  ignorePreflightErrors: [SystemVerification, Swap, FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]
patches: {directory: /etc/kubernetes/patches}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v$VERSION
encryptionAlgorithm: ECDSA-P256
controlPlaneEndpoint: api.by-hand:6444
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
apiServer: {certSANs: [127.0.0.1, $(for pair in $CONTROL_PLANES; do printf '%s, ' "${pair#*=}"; done)localhost]}
etcd: {local: {imageTag: $ETCD_TAG}}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: $driver
failCgroupV1: false
failSwapOn: false
evictionHard: {'nodefs.available': '0%', 'imagefs.available': '0%', 'nodefs.inodesFree': '0%'}
imageGCHighThresholdPercent: 100
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
conntrack: {maxPerCore: 0}
CONFIG
mkdir -p /etc/kubernetes/patches
cat > /etc/kubernetes/patches/kube-apiserver+merge.yaml <<PATCH
spec: {terminationGracePeriodSeconds: 10}
PATCH
upload=--upload-certs
[ "$SINGLE" = yes ] && upload=
kubeadm init --config /etc/kubernetes/kubeadm.yaml $upload --skip-token-print >&2
export KUBECONFIG=/etc/kubernetes/admin.conf
curl --silent --fail --cacert /etc/slipway/ca.crt "$FILES/bundles/$VERSION/files/flannel.yaml" |
  sed 's|POD_NETWORK|10.244.0.0/16|; s|API_HOST|127.0.0.1|; s|API_PORT|6444|' | kubectl apply --filename - >&2
# CoreDNS is asked every ten seconds whether it is ready; asked before its pods are placed, the change costs nothing
kubectl --namespace kube-system patch deployment coredns --patch \
  '{"spec":{"template":{"spec":{"containers":[{"name":"coredns","readinessProbe":{"periodSeconds":1}}]}}}}' >&2
printf 'ca-hash sha256:%s\n' "$(openssl x509 -in /etc/kubernetes/pki/ca.crt -noout -pubkey | openssl pkey -pubin -outform der | sha256sum | cut -d' ' -f1)"
cat /etc/kubernetes/admin.conf
