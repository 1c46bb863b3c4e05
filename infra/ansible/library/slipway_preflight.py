#!/usr/bin/python
"""Checks what may have changed on a host since its facts were gathered, and says all of it at once."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_preflight
short_description: Nothing is in the way of this cluster on this host
description:
  - A host that this cluster already prepared is fit; what was begun there goes on.
options:
  cluster: {description: "Id of the cluster.", type: str, required: true}
  ports: {description: "TCP ports that nothing may listen on.", type: list, required: true}
  needs: {description: "Bytes that /var/lib and /usr/local must have free.", type: int, required: true}
  leftovers: {description: "Paths that only another cluster leaves.", type: list, required: true}
'''

import os

from ansible.module_utils.basic import AnsibleModule

MARK = '/etc/slipway/cluster'


def listening():
    """TCP ports in state LISTEN of both families, from the kernel's own table."""
    ports = set()
    for path in ('/proc/net/tcp', '/proc/net/tcp6'):
        if os.path.exists(path):
            with open(path) as stream:
                rows = [line.split() for line in stream][1:]
            ports.update(int(row[1].rsplit(':', 1)[1], 16) for row in rows if row[3] == '0A')
    return ports


def owner():
    try:
        with open(MARK) as stream:
            return stream.read().strip()
    except (IOError, OSError):
        return None


def main():
    module = AnsibleModule(
        argument_spec={
            'cluster': {'type': 'str', 'required': True},
            'ports': {'type': 'list', 'elements': 'int', 'required': True},
            'needs': {'type': 'int', 'required': True},
            'leftovers': {'type': 'list', 'elements': 'str', 'required': True},
        },
    )
    params, marked, wrong = module.params, owner(), []
    if marked == params['cluster']:
        module.exit_json(changed=False)
    if marked is not None:
        wrong.append('the host belongs to the cluster with the id %s; delete that first' % marked)
    taken = sorted(listening() & set(params['ports']))
    if taken:
        wrong.append('something listens on %s; stop it' % ', '.join('port %d' % port for port in taken))
    left = [path for path in params['leftovers'] if os.path.exists(path)]
    if left:
        wrong.append('an earlier cluster left %s; remove it with what belongs to it' % ', '.join(left))
    for folder in ('/var/lib', '/usr/local'):
        room = os.statvfs(folder)
        free = room.f_bavail * room.f_frsize
        if room.f_flag & os.ST_RDONLY:
            wrong.append('the file system of %s is read-only' % folder)
        elif free < params['needs']:
            wrong.append('%s has %d MB free, %d are needed' % (folder, free // 10**6, params['needs'] // 10**6))
    if wrong:
        module.fail_json(msg='; '.join(wrong))
    module.exit_json(changed=False)


if __name__ == '__main__':
    main()
