/**
 * The rules of the switch. `cuts` holds pairs of ports between which nothing passes, in that direction. What a host
 * sends towards the machine for an address outside the sandbox's network is counted and dropped: hosts are offline by
 * construction, also on a machine that forwards. Multicast and link-local frames have nobody outside to reach.
 */
export const firewall = (table: string, subnet: string): string => `
table bridge ${table} {
  set cuts { type ifname . ifname; }
  counter outside {}
  chain forward {
    type filter hook forward priority 0; policy accept;
    iifname . oifname @cuts drop
    oifname "uplink" ip daddr != { ${subnet}, 224.0.0.0/4, 255.255.255.255 } counter name outside drop
    oifname "uplink" ip6 daddr != { fe80::/10, ff00::/8 } counter name outside drop
  }
}
`
