/** What a node of the RHEL family needs from its OS; dnf adds all that these depend on. */
export const rhelPackageNames: readonly string[] = [
  ...['haproxy', 'keepalived'],
  ...['conntrack-tools', 'ethtool', 'ipset', 'iproute', 'iptables-nft', 'kmod', 'nftables', 'socat'],
  ...['chrony', 'nfs-utils'],
  ...['ca-certificates', 'curl', 'python3', 'tar'],
]
