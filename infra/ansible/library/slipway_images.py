#!/usr/bin/python
"""Brings container images to a host and pins them, so that neither the kubelet nor a full disk removes them."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_images
short_description: Images in containerd, pinned
options:
  images: {description: "References under their upstream names.", type: list, required: true}
'''

import json
from concurrent.futures import ThreadPoolExecutor

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, run

CTR = ['/usr/local/bin/ctr', '--namespace', 'k8s.io', 'images']


def missing(images):
    """Those that containerd's CRI does not know as pinned."""
    listed = json.loads(run(['/usr/local/bin/crictl', 'images', '--output', 'json'])[1])['images']
    pinned = set(tag for image in listed if image.get('pinned') for tag in image.get('repoTags', []))
    return [image for image in images if image not in pinned]


def pull(image):
    run(CTR + ['pull', '--hosts-dir', '/etc/containerd/certs.d', image])
    run(CTR + ['label', image, 'io.cri-containerd.image=managed', 'io.cri-containerd.pinned=pinned'])


def main():
    module = AnsibleModule(argument_spec={'images': {'type': 'list', 'elements': 'str', 'required': True}})
    try:
        absent = missing(module.params['images'])
        if absent:
            with ThreadPoolExecutor(max_workers=len(absent)) as pool:
                list(pool.map(pull, absent))
            still = missing(absent)
            if still:
                module.fail_json(msg='not pinned after the pull: ' + ', '.join(still))
        module.exit_json(changed=bool(absent), pulled=absent)
    except (ProgramFailed, EnvironmentError, ValueError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
