# What a host is and has, as sections of plain text, for facts/read-facts.ts. POSIX sh and the tools of a minimal
# installation, from RHEL 7 on; what a system lacks leaves its section empty.
exec 2> /dev/null
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
section() { printf '\n=== %s\n' "$1"; }
section clock; date +%s.%N
section connection; echo "$SSH_CONNECTION"
section user; id -u
section host-name; uname -n
section machine-id; cat /etc/machine-id
section product-id; cat /sys/class/dmi/id/product_uuid
section os; cat /etc/os-release
section kernel; uname -r
section architecture; uname -m
section cpus; getconf _NPROCESSORS_ONLN
section memory; grep -E '^(MemTotal|MemFree|MemAvailable|Buffers|Cached|SwapTotal):' /proc/meminfo
section disks; for path in / /var/lib /opt; do df -P -k "$path" | tail -n +2; done
section mounts; grep -E '^[^ ]+ (/|/var|/var/lib|/opt) ' /proc/mounts
section cgroup; stat -f -c %T /sys/fs/cgroup
section synchronized
timedatectl show --property NTPSynchronized --value || timedatectl | grep -i 'synchronized'
section gpus
for device in /sys/bus/pci/devices/*; do
  case "$(cat "$device/class")" in 0x0300* | 0x0302* | 0x1200*) ;; *) continue ;; esac
  name=$(lspci -s "${device##*/}" | cut -d' ' -f2-)
  echo "${name:-PCI $(cat "$device/vendor"):$(cat "$device/device")}"
done
section addresses; ip -o -4 addr show
section routes; ip -o -4 route show
section ports
if command -v ss > /dev/null; then ss -l -n -t -p; else cat /proc/net/tcp /proc/net/tcp6; fi
section leftovers
for path in /etc/kubernetes /var/lib/kubelet /var/lib/etcd /var/lib/cni /var/lib/containerd /var/lib/docker \
  /var/lib/rancher /var/lib/k0s /var/lib/crio /etc/cni/net.d /etc/rancher /etc/containerd /run/flannel /run/kubernetes /etc/slipway \
  /opt/slipway; do
  if [ -d "$path" ] && [ -z "$(ls -A "$path")" ]; then continue; fi
  if [ -e "$path" ]; then echo "$path"; fi
done
for path in /sys/class/net/*; do
  case "${path##*/}" in
    cni0 | flannel.* | flannel-v6.* | cali* | vxlan.calico | tunl0 | cilium_* | weave | kube-ipvs0 | kube-bridge | docker0 | nodelocaldns)
      echo "interface ${path##*/}" ;;
  esac
done
for unit in kubelet containerd docker crio k3s k3s-agent rke2-server rke2-agent k0scontroller k0sworker etcd; do
  for folder in /etc/systemd/system /usr/lib/systemd/system /lib/systemd/system /usr/local/lib/systemd/system; do
    if [ -e "$folder/$unit.service" ]; then echo "unit $unit.service"; break; fi
  done
done
section python
for python in python3 /usr/libexec/platform-python python3.12 python3.11 python3.9 python3.8 python3.6 python; do
  path=$(command -v "$python") || continue
  version=$("$path" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') || continue
  echo "$path $version"; break
done
section systemd; if [ -d /run/systemd/system ]; then echo yes; else echo no; fi
section end
