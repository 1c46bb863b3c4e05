# On a further host, once the first control plane stands.
control_plane=
[ "$ROLE" = control-plane ] && control_plane="controlPlane:
  certificateKey: $CERTIFICATE_KEY
  localAPIEndpoint: {advertiseAddress: $ADDRESS, bindPort: 6443}"
mkdir -p /etc/kubernetes/patches
[ "$ROLE" = control-plane ] && cat > /etc/kubernetes/patches/kube-apiserver+merge.yaml <<PATCH
spec: {terminationGracePeriodSeconds: 10}
PATCH
cat > /etc/kubernetes/join.yaml <<CONFIG
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery: {bootstrapToken: {apiServerEndpoint: 'api.by-hand:6444', token: $TOKEN, caCertHashes: ['$CA_HASH']}}
nodeRegistration:
  name: $NODE
  criSocket: unix:///run/containerd/containerd.sock
  imagePullPolicy: Never
  kubeletExtraArgs: [{name: node-ip, value: $ADDRESS}]
  ignorePreflightErrors: [SystemVerification, Swap, FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]
patches: {directory: /etc/kubernetes/patches}
$control_plane
CONFIG
kubeadm join --config /etc/kubernetes/join.yaml
