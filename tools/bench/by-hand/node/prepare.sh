# On a host: everything that kubeadm needs. Packages and programs come side by side.
mkdir -p /etc/slipway /etc/containerd/certs.d /etc/kubernetes /etc/haproxy /opt/cni/bin /etc/systemd/system/kubelet.service.d
printf '%s\n' "$CA_PEM" > /etc/slipway/ca.crt

names() { for pair in $HOSTS; do echo "${pair#*=} ${pair%%=*}"; done; echo "127.0.0.1 api.by-hand"; }
names >> /etc/hosts
echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-kubernetes.conf
sysctl --quiet --write net.ipv4.ip_forward=1

backends() { for pair in $CONTROL_PLANES; do echo "  server ${pair%%=*} ${pair#*=}:6443"; done; }
cat > /etc/haproxy/haproxy.cfg <<CONFIG
defaults
  mode tcp
  timeout connect 2s
  timeout client 4h
  timeout server 4h
  timeout check 2s
frontend api
  bind 127.0.0.1:6444
  default_backend control-planes
backend control-planes
  option httpchk GET /readyz
  option redispatch
  default-server check check-ssl verify none inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
$(backends)
CONFIG

packages() {
  echo "deb [trusted=yes] $FILES/bundles/$VERSION/os/debian-12 ./" > /etc/slipway/bundle.list
  apt="apt-get --quiet=2 -o Dir::Etc::sourcelist=/etc/slipway/bundle.list -o Dir::Etc::sourceparts=/dev/null
    -o Acquire::https::CAInfo=/etc/slipway/ca.crt -o Acquire::Languages=none -o Dpkg::Options::=--force-unsafe-io
    -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 -o APT::Install-Recommends=false"
  $apt update
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 $apt install --yes haproxy conntrack socat ethtool iptables nftables kmod
  systemctl enable --quiet haproxy
  systemctl restart haproxy
  say 'packages are installed'
}

programs() {
  fetched=
  for entry in $BINARIES; do
    sha=${entry%%:*} path=${entry#*:}
    case "$fetched" in *"$sha="*) continue ;; esac # one program under several names comes once
    fetched="$fetched $sha=$path"
    printf 'url = "%s/blobs/sha256/%s"\noutput = "%s"\n' "$FILES" "$sha" "$path"
  done > /etc/slipway/programs.curl
  curl --silent --show-error --fail --cacert /etc/slipway/ca.crt --parallel --parallel-immediate --config /etc/slipway/programs.curl
  for entry in $BINARIES; do
    sha=${entry%%:*} path=${entry#*:}
    [ -e "$path" ] || ln "$(sed -n "/$sha/{n;s/output = \"\(.*\)\"/\1/p;}" /etc/slipway/programs.curl)" "$path"
    chmod 755 "$path"
    echo "$sha  $path"
  done > /etc/slipway/programs.sha256
  sha256sum --check --quiet /etc/slipway/programs.sha256
}

systemd_cgroup=false
[ "$(stat --file-system --format %T /sys/fs/cgroup)" = cgroup2fs ] && systemd_cgroup=true
cat > /etc/containerd/config.toml <<CONFIG
version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '$PAUSE'
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '/etc/containerd/certs.d'
[plugins.'io.containerd.cri.v1.runtime']
  tolerate_missing_hugetlb_controller = true
  restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = 'io.containerd.runc.v2'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  SystemdCgroup = $systemd_cgroup
CONFIG
for upstream in registry.k8s.io ghcr.io; do
  mkdir -p "/etc/containerd/certs.d/$upstream"
  cat > "/etc/containerd/certs.d/$upstream/hosts.toml" <<CONFIG
server = "https://$REGISTRY/v2/$upstream"
[host."https://$REGISTRY/v2/$upstream"]
  capabilities = ["pull", "resolve"]
  override_path = true
  ca = "/etc/slipway/ca.crt"
CONFIG
done
cat > /etc/crictl.yaml <<CONFIG
runtime-endpoint: unix:///run/containerd/containerd.sock
image-endpoint: unix:///run/containerd/containerd.sock
timeout: 120
CONFIG
cat > /etc/systemd/system/containerd.service <<UNIT
[Unit]
After=network.target
[Service]
Type=notify
ExecStart=/usr/local/bin/containerd
Delegate=yes
KillMode=process
Restart=always
OOMScoreAdjust=-999
[Install]
WantedBy=multi-user.target
UNIT
cat > /etc/systemd/system/kubelet.service <<UNIT
[Unit]
After=containerd.service
StartLimitIntervalSec=0
[Service]
ExecStart=/usr/local/bin/kubelet
Restart=always
RestartSec=1
[Install]
WantedBy=multi-user.target
UNIT
cat > /etc/systemd/system/kubelet.service.d/10-kubeadm.conf <<'UNIT'
[Service]
Environment=KUBELET_KUBECONFIG_ARGS="--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment=KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
UNIT

began=$(date +%s%N)
say() { echo "$(( ($(date +%s%N) - began) / 1000000 )) ms  $*"; }
packages &
packages_pid=$!
programs
say 'programs are installed'
systemctl daemon-reload
systemctl enable --quiet --now containerd
systemctl enable --quiet kubelet
images=$IMAGES_NODE
[ "$ROLE" = control-plane ] && images="$IMAGES_CONTROL_PLANE $images"
pulls=
for image in $images; do
  crictl pull "$image" > /dev/null &
  pulls="$pulls $!"
done
for pid in $pulls; do wait "$pid"; done
say 'images are pulled'
wait "$packages_pid"
