#!/usr/bin/python
"""Checks what may have changed on a host since its facts were gathered, and says all of it at once."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_preflight
short_description: Nothing is in the way of this cluster on this host
description:
  - A host that this cluster already prepared is fit; what was begun there goes on.
  - What is in the way is said by code, one thing by its own, several together as preflight/HostUnfit.
options:
  host: {description: "The host's name.", type: str, required: true}
  cluster: {description: "Id of the cluster.", type: str, required: true}
  ports: {description: "TCP ports that nothing may listen on.", type: list, required: true}
  needs: {description: "Bytes that /var/lib and /usr/local must have free.", type: int, required: true}
  leftovers: {description: "Paths that only another cluster leaves.", type: list, required: true}
'''

import json
import os

from ansible.module_utils.basic import AnsibleModule

MARK = '/etc/slipway/cluster'
LISTEN = '0A'


def listening():
    """TCP ports in state LISTEN of both families, from the kernel's own table, each with the socket's inode."""
    ports = {}
    for path in ('/proc/net/tcp', '/proc/net/tcp6'):
        if os.path.exists(path):
            with open(path) as stream:
                rows = [line.split() for line in stream][1:]
            ports.update((int(row[1].rsplit(':', 1)[1], 16), row[9]) for row in rows if row[3] == LISTEN)
    return ports


def holder(inode):
    """The name of a process that holds the socket; a question mark where none can be seen."""
    for pid in filter(str.isdigit, os.listdir('/proc')):
        folder = '/proc/%s/fd' % pid
        try:
            for name in os.listdir(folder):
                if os.readlink(os.path.join(folder, name)) == 'socket:[%s]' % inode:
                    with open('/proc/%s/comm' % pid) as stream:
                        return stream.read().strip()
        except (IOError, OSError):
            continue  # it ended meanwhile
    return '?'


def owner():
    try:
        with open(MARK) as stream:
            return stream.read().strip()
    except (IOError, OSError):
        return None


def in_the_way(params, marked):
    """Everything at once, each as (code, data)."""
    if marked is not None:
        yield 'InOtherCluster', {'cluster': marked}
    ports = listening()
    for port in sorted(set(ports) & set(params['ports'])):
        yield 'PortTaken', {'port': port, 'process': holder(ports[port])}
    left = [path for path in params['leftovers'] if os.path.exists(path)]
    if left:
        yield 'Leftovers', {'leftovers': left}
    for folder in ('/var/lib', '/usr/local'):
        room = os.statvfs(folder)
        free = room.f_bavail * room.f_frsize
        if room.f_flag & os.ST_RDONLY:
            yield 'ReadOnly', {'path': folder}
        elif free < params['needs']:
            yield 'TooLittleDisk', {'path': folder, 'has': gibibytes(free), 'needs': gibibytes(params['needs'])}


def gibibytes(count):
    return '%.1f GiB' % (count / 2.0 ** 30)


def main():
    module = AnsibleModule(
        argument_spec={
            'host': {'type': 'str', 'required': True},
            'cluster': {'type': 'str', 'required': True},
            'ports': {'type': 'list', 'elements': 'int', 'required': True},
            'needs': {'type': 'int', 'required': True},
            'leftovers': {'type': 'list', 'elements': 'str', 'required': True},
        },
    )
    params, marked = module.params, owner()
    if marked == params['cluster']:
        module.exit_json(changed=False)
    found = [
        {'code': 'preflight/' + name, 'data': dict(data, host=params['host'])}
        for name, data in in_the_way(params, marked)
    ]
    if found:
        several = {'code': 'preflight/HostUnfit', 'data': {'findings': found}}
        module.fail_json(msg='slipway:' + json.dumps(found[0] if len(found) == 1 else several))
    module.exit_json(changed=False)


if __name__ == '__main__':
    main()
