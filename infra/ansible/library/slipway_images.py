#!/usr/bin/python
"""Brings container images to a host and pins them, so that neither the kubelet nor a full disk removes them."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_images
short_description: Images in containerd, pinned
options:
  images:
    description:
      - "Images as a plan names them: reference (upstream name and tag) and sha256 of the manifest."
      - They are pulled by the sha256 and get the reference here, whatever it means in the registry by now.
    type: list
    required: true
'''

import json
import time
from concurrent.futures import ThreadPoolExecutor

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, run

CTR = ['/usr/local/bin/ctr', '--namespace', 'k8s.io', 'images']
PINNED = 'io.cri-containerd.pinned'
# containerd's CRI learns by an event of what ctr did
SECONDS_UNTIL_KNOWN = 30


def by_digest(image):
    return '%s@sha256:%s' % (image['reference'].rsplit(':', 1)[0], image['sha256'])


def missing(images):
    """
    Those whose reference containerd's CRI does not know as pinned and of that digest, each with what has to make
    place for it: digests of the same name that are pinned and have its reference.
    """
    listed = json.loads(run(['/usr/local/bin/crictl', 'images', '--output', 'json'])[1])['images']
    absent = []
    for image in images:
        tagged = [one for one in listed if image['reference'] in (one.get('repoTags') or ())]
        digests = [digest for one in tagged for digest in one.get('repoDigests') or ()]
        if not any(one.get('pinned') for one in tagged) or by_digest(image) not in digests:
            name = by_digest(image).split('@')[0]
            others = [one for one in digests if one.startswith(name + '@') and one != by_digest(image)]
            absent.append((image, others))
    return absent


def pull(image, displaced):
    digest = by_digest(image)
    run(CTR + ['pull', '--hosts-dir', '/etc/containerd/certs.d', '--label', PINNED + '=pinned', digest])
    # --local takes the label along
    run(CTR + ['tag', '--local', '--force', digest, image['reference']])
    for other in displaced:
        run(CTR + ['label', other, PINNED + '='])


def main():
    module = AnsibleModule(argument_spec={'images': {'type': 'list', 'elements': 'dict', 'required': True}})
    images = module.params['images']
    try:
        absent = missing(images)
        if absent:
            with ThreadPoolExecutor(max_workers=len(absent)) as pool:
                list(pool.map(lambda one: pull(*one), absent))
            end = time.monotonic() + SECONDS_UNTIL_KNOWN
            while missing(images):
                if time.monotonic() > end:
                    module.fail_json(
                        msg='not pinned after the pull: '
                        + ', '.join(image['reference'] for image, _ in missing(images))
                    )
                time.sleep(0.1)
        module.exit_json(changed=bool(absent), pulled=[image['reference'] for image, _ in absent])
    except (ProgramFailed, EnvironmentError, ValueError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
