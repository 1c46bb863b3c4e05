#!/usr/bin/python
"""Brings programs and OS packages of the bundle to a host, by units that a lost connection does not end."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_fetch
short_description: Programs and OS packages of the bundle
description:
  - The work is done by units slipway-fetch@programs and slipway-fetch@packages, so that it goes on side by side with
    later steps, and ends whether or not anybody is connected. Started again, they see what is there and end at once.
options:
  begin: {description: "Starts the units with this work and does not wait.", type: dict}
  script: {description: "The script that the units run; with begin.", type: str}
  wait: {description: "Units to wait for, by the part after the @.", type: list}
  report: {description: "Whether what they changed counts as changed by this task.", type: bool}
'''

import json
import os
import sys

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, run
from ansible.module_utils.slipway_record import HOME, Record, write

SCRIPT, WORK = HOME + '/fetch.py', HOME + '/fetch.json'
UNIT = '/etc/systemd/system/slipway-fetch@.service'
# The script holds a package's own service still with it
MASK = '/etc/systemd/system/haproxy.service'
UNIT_TEXT = '''[Unit]
Description=Slipway brings %%i of the bundle
[Service]
Type=oneshot
ExecStart=%s %s %%i %s
'''


def put(path, content, mode):
    """Gives whether it was otherwise before."""
    try:
        with open(path) as stream:
            if stream.read() == content:
                return False
    except (IOError, OSError):
        pass
    write(path, content, mode)
    return True


def begin(work, script):
    record = Record()
    for path in [UNIT, MASK] + [program['path'] for program in work['programs']]:
        record.file(path)
    record.folder(HOME)
    record.save()
    fresh = put(WORK, json.dumps(work, indent=1, sort_keys=True), 0o600)
    fresh = put(SCRIPT, script, 0o700) or fresh
    known = os.path.exists(UNIT)
    written = put(UNIT, UNIT_TEXT % (sys.executable or '/usr/bin/python3', SCRIPT, WORK), 0o644)
    start = ['systemctl', 'start', '--no-block', 'slipway-fetch@programs', 'slipway-fetch@packages']
    # a unit that systemd has not loaded yet is read when it starts; a reload would cost each host a second
    if (known and written) or run(start, check=False)[0] != 0:
        run(['systemctl', 'daemon-reload'])
        run(start)
    return fresh or written


def wait(name, report):
    """Lets the unit end, and starts it where nobody did since its last report. Gives whether it changed anything."""
    unit, path = 'slipway-fetch@%s.service' % name, '/run/slipway/fetch-%s.json' % name
    state = run(['systemctl', 'is-active', unit], check=False)[1].strip()
    seen = None if state == 'activating' else outcome(path)
    if seen is None or 'error' in seen:
        run(['systemctl', 'start', unit], check=False)
        seen = outcome(path)
    if seen is None:
        raise ProgramFailed(run(['systemctl', 'status', '--no-pager', '--full', unit], check=False)[1])
    if 'error' in seen:
        raise ProgramFailed(seen['error'])
    if report:
        os.unlink(path)
    return report and seen['changed']


def outcome(path):
    try:
        with open(path) as stream:
            return json.load(stream)
    except (IOError, OSError, ValueError):
        return None


def main():
    module = AnsibleModule(
        argument_spec={
            'begin': {'type': 'dict'},
            'script': {'type': 'str'},
            'wait': {'type': 'list', 'elements': 'str', 'default': []},
            'report': {'type': 'bool', 'default': True},
        },
    )
    params = module.params
    try:
        fresh = params['begin'] is not None and begin(params['begin'], params['script'])
        changed = [name for name in params['wait'] if wait(name, params['report'])]
        module.exit_json(changed=bool(fresh or changed), fetched=changed)
    except (ProgramFailed, EnvironmentError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
