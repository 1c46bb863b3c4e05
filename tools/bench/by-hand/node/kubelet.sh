# On a drained host: the new kubelet.
ln -f /opt/slipway/staged/kubelet /usr/local/bin/kubelet
ln -f /opt/slipway/staged/kubectl /usr/local/bin/kubectl
systemctl restart kubelet
