#!/usr/bin/python
"""Makes a host the first control plane or a worker by kubeadm; what is half made by an earlier try is made anew."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_kubeadm
short_description: kubeadm init and join that can be repeated
options:
  action: {description: "init or join.", type: str, required: true}
  cluster: {description: "Id of the cluster, kept on the host once it stands there.", type: str, required: true}
  node: {description: "Name of the node.", type: str, required: true}
  server: {description: "Where the node itself reaches the API.", type: str, required: true}
  config: {description: "kubeadm's configuration; it holds secrets.", type: str, required: true}
  arguments: {description: "Further arguments.", type: list}
'''

import base64
import fcntl
import hashlib
import os
import re
import time

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, run
from ansible.module_utils.slipway_record import Record, write

KUBERNETES = '/etc/kubernetes'
CA = KUBERNETES + '/pki/ca.crt'
KUBECONFIG = {'init': KUBERNETES + '/admin.conf', 'join': KUBERNETES + '/kubelet.conf'}
# What shows that kubeadm came to its end: its last phase made it
LAST = {'init': '/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy', 'join': None}
MARK = '/etc/slipway/member'
TRACES = (
    KUBERNETES + '/manifests/kube-apiserver.yaml',
    KUBERNETES + '/manifests/etcd.yaml',
    KUBERNETES + '/admin.conf',
    KUBERNETES + '/kubelet.conf',
    KUBERNETES + '/bootstrap-kubelet.conf',
    CA,
    '/var/lib/kubelet/config.yaml',
    '/var/lib/etcd/member',
)


def exclusive():
    """One kubeadm at a time. kubeadm inherits the lock, so it also holds where whoever started it is gone."""
    if not os.path.isdir('/run/slipway'):
        os.mkdir('/run/slipway')
    handle = os.open('/run/slipway/kubeadm.lock', os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def shows(action, path):
    """Whether the API has this object, asked as this host is allowed to."""
    argv = ['/usr/local/bin/kubectl', '--kubeconfig', KUBECONFIG[action], '--request-timeout=5s', 'get', '--raw', path]
    return run(argv, check=False)[0] == 0


def stands(action, node):
    """Whether the API shows this host as what it should be."""
    if not os.path.exists(KUBECONFIG[action]):
        return False
    return shows(action, '/api/v1/nodes/' + node) and (LAST[action] is None or shows(action, LAST[action]))


def until(check, seconds):
    end = time.monotonic() + seconds
    while True:
        if check():
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.2)


def kubeadm(action, config, arguments, lock):
    path = '/run/slipway/kubeadm.yaml'
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, 'w') as stream:
            stream.write(config)
        skip = ['--skip-token-print', '--skip-certificate-key-print'] if action == 'init' else []
        return run(['/usr/local/bin/kubeadm', action, '--config', path] + skip + arguments, keep=(lock,))[1]
    finally:
        os.unlink(path)


def reset(lock):
    """Takes a half-made node back to a prepared host: containerd, images and the platform's files stay."""
    argv = ['/usr/local/bin/kubeadm', 'reset', '--force', '--cri-socket', 'unix:///run/containerd/containerd.sock']
    run(argv, keep=(lock,))


def marked():
    try:
        with open(MARK) as stream:
            return stream.read().strip()
    except (IOError, OSError):
        return None


def mark(cluster):
    record = Record()
    record.file(MARK)
    record.save()
    write(MARK, cluster + '\n', 0o644)


def ca_hash():
    """sha256 over the public key of the cluster's CA, as kubeadm pins it."""
    with open(CA) as stream:
        body = re.search('-----BEGIN CERTIFICATE-----(.*?)-----END', stream.read(), re.S).group(1)
    der = base64.b64decode(body)

    def element(at):
        """Where the content of the DER element at this place begins and ends."""
        length, start = der[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, start = int.from_bytes(der[start : start + size], 'big'), start + size
        return start, start + length

    at = element(element(0)[0])[0]
    for _ in ('version', 'serial number', 'algorithm', 'issuer', 'validity', 'subject'):
        at = element(at)[1]
    return 'sha256:' + hashlib.sha256(der[at : element(at)[1]]).hexdigest()


def bring(action, params, lock):
    """Gives whether anything was done."""
    if marked() == params['cluster']:
        if not until(lambda: stands(action, params['node']), 120):
            raise ProgramFailed('the node was part of the cluster, and now the API at %s does not show it' % params['server'])
        return False
    if stands(action, params['node']):
        mark(params['cluster'])
        return True
    if any(os.path.exists(path) for path in TRACES):
        reset(lock)
    kubeadm(action, params['config'], params['arguments'], lock)
    if not until(lambda: stands(action, params['node']), 120):
        raise ProgramFailed('kubeadm %s ended well, but the API does not show the node %s' % (action, params['node']))
    mark(params['cluster'])
    return True


def main():
    module = AnsibleModule(
        argument_spec={
            'action': {'type': 'str', 'choices': ['init', 'join'], 'required': True},
            'cluster': {'type': 'str', 'required': True},
            'node': {'type': 'str', 'required': True},
            'server': {'type': 'str', 'required': True},
            'config': {'type': 'str', 'required': True, 'no_log': True},
            'arguments': {'type': 'list', 'elements': 'str', 'default': []},
        },
    )
    params, action = module.params, module.params['action']
    try:
        lock = exclusive()
        try:
            changed = bring(action, params, lock)
            facts = {'slipway_outputs': {'ca_hash': ca_hash()}} if action == 'init' else {}
        finally:
            os.close(lock)
        module.exit_json(changed=changed, ansible_facts=facts)
    except (ProgramFailed, EnvironmentError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
