# What a host is: files with mode, owner and content, mounts, links, routes, units, users, processes, packages, packet
# filter and kernel settings. Left out is what a host's own programs write all the time, logs of what was done, and
# systemd's services that start when they are asked something and end by themselves.
find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /dev -o -path /run -o -path /var/log -o -path /var/tmp \
  -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/lib/systemd -o -path /etc/passwd- \
  -o -path /etc/group- -o -path /etc/shadow- -o -path /etc/gshadow- \) -prune \
  -o -type f -printf 'file %p %m %u %s\n' -o -type d -printf 'folder %p %m %u\n' -o -type l -printf 'link %p -> %l\n' | sort
find /etc -xdev -type f ! -name '*-' -exec sha256sum {} + | sort -k2 | sed 's/^/content /'
cut -d' ' -f2,3 /proc/mounts | sort | sed 's/^/mount /'
ls /sys/class/net | sed 's/^/interface /'
ip route | sed 's/^/route /'
systemctl list-unit-files --no-legend | sort | sed 's/^/unit /'
systemctl list-units --all --no-legend --plain --type service,socket | awk '$2 == "loaded" && $1 !~ /^systemd-(timedated|hostnamed|localed)/ { print "running", $1, $3 }' | sort
cut -d: -f1 /etc/passwd /etc/group | sort | sed 's/^/user /'
ps -eo comm --no-headers | grep -v -e ssh -e sudo -e systemd-timedat -e systemd-hostnam -e systemd-localed -e '^sh$' -e '^ps$' -e grep -e sort -e sed -e uniq -e kworker | sort | uniq -c | sed 's/^/process /'
dpkg-query -W | sort | sed 's/^/package /'
if command -v nft > /dev/null; then nft list ruleset 2> /dev/null; fi
sysctl -a 2> /dev/null | grep -v -e nf_conntrack_count | grep -e '^net.ipv4.ip_forward ' -e bridge-nf-call -e inotify.max_user_inst \
  -e route_localnet -e nf_conntrack -e kernel.panic -e overcommit_memory -e kernel.keys | sort | sed 's/^/setting /'
