# What create.sh, prove.sh and upgrade.sh share; they set the variables that create.sh lists.

# Says what stands, with the seconds since the script began.
began=$(date +%s%N)
say() { echo "$(( ($(date +%s%N) - began) / 100000000 ))" | sed "s|\(.*\)\(.\)$|\1.\2 s  $*|"; }

kubectl() { "$OUT/kubectl" --kubeconfig "$OUT/kubeconfig" "$@"; }

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

address_of() { ssh -G -F "$SSH_CONFIG" "$1" | awk '$1 == "hostname" { print $2 }'; }

# Runs a script as root on a host, after lines that set its variables. Its input is the script: nothing is left there.
on() { # host script variables
  { printf '%s\n' "$3"; cat "$2"; } | ssh -F "$SSH_CONFIG" "$1" sudo sh -eu
}

# Work side by side, by name: start, and later finish, which shows the output of what failed.
start() { # name command...
  name=$1; shift
  ( if "$@" > "$OUT/$name.out" 2>&1; then echo 0; else echo 1; fi > "$OUT/$name.status.new"
    mv "$OUT/$name.status.new" "$OUT/$name.status" ) &
  echo $! > "$OUT/$name.pid"
}
finish() { # name
  tail --pid="$(cat "$OUT/$1.pid")" -s 0.02 -f /dev/null
  [ "$(cat "$OUT/$1.status")" = 0 ] || show_failure "$1"
}
show_failure() { # name
  echo "$1 failed:" >&2
  tail -n 40 "$OUT/$1.out" >&2
  exit 1
}

# What the bundle's manifest says, in the shell's words: BINARIES and IMAGES_* are lists.
describe_bundle() {
  curl --silent --fail --cacert "$CA" "$FILES/bundles/$VERSION/manifest.json" > "$OUT/manifest-$VERSION.json"
  python3 - "$OUT/manifest-$VERSION.json" > "$OUT/bundle-$VERSION.sh" <<'PYTHON'
import json, shlex, sys
manifest = json.load(open(sys.argv[1]))
of = lambda kind: [a for a in manifest['artifacts'] if a['kind'] == kind]
wanted = {'kubernetes': None, 'containerd': {'containerd', 'containerd-shim-runc-v2'}, 'runc': None, 'crictl': None,
          'cni-plugins': {'bridge', 'host-local', 'loopback', 'portmap', 'flannel'}}
binaries = []
for a in of('binary'):
    names = wanted.get(a['component'], set())
    if names is None or a['name'] in names:
        folder = '/opt/cni/bin' if a['component'] == 'cni-plugins' else '/usr/local/bin'
        binaries.append(f"{a['sha256']}:{folder}/{a['name']}")
images = {a['name'].split('/')[-1]: f"{a['name']}:{a['version']}" for a in of('image')}
tag = lambda name: images[name].rsplit(':', 1)[1]
every = [images[n] for n in ('kube-proxy', 'flannel', 'pause', 'coredns')]
control = [images[n] for n in ('kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler')]
values = {'BINARIES': ' '.join(binaries), 'IMAGES_NODE': ' '.join(every), 'IMAGES_CONTROL_PLANE': ' '.join(control),
          'PAUSE': images['pause'], 'ETCD_TAG': tag('etcd'), 'COREDNS_TAG': tag('coredns'), 'PROBE_IMAGE': images['kube-proxy'],
          'KUBECTL_SHA256': next(a['sha256'] for a in of('binary') if a['name'] == 'kubectl')}
for name, value in values.items():
    print(f'{name}={shlex.quote(value)}')
PYTHON
  . "$OUT/bundle-$VERSION.sh"
  if ! echo "$KUBECTL_SHA256  $OUT/kubectl" | sha256sum --check --status 2> /dev/null; then
    curl --silent --fail --cacert "$CA" "$FILES/blobs/sha256/$KUBECTL_SHA256" --output "$OUT/kubectl"
    chmod 755 "$OUT/kubectl"
  fi
}

# Lines that set what every script on a node reads.
node_variables() {
  cat "$OUT/bundle-$VERSION.sh"
  echo "VERSION=$VERSION FILES=$FILES REGISTRY=$REGISTRY"
  echo "CONTROL_PLANES='$(for host in $control_planes; do printf '%s=%s ' "$host" "$(address_of "$host")"; done)'"
  echo "HOSTS='$(for host in $control_planes $workers; do printf '%s=%s ' "$host" "$(address_of "$host")"; done)'"
  echo "CA_PEM='$(cat "$CA")'"
}
