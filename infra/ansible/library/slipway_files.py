#!/usr/bin/python
"""Declares files, kernel settings and units of a host in one task, because each task costs every host."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_files
short_description: Files, marked blocks, kernel settings and units of a host, with a record of what was found
options:
  files:
    description: "Files with their whole content; @cgroup2@ in it becomes whether the host has cgroup version 2."
    type: list
    elements: dict
  remember:
    description: "folders that others will make, of which a reset removes those that are not there now, and kernel
      settings that others will change."
    type: dict
  secret_files: {description: "The same for content that must not be shown.", type: list, elements: dict}
  blocks: {description: "Marked lines at the end of a file that others write too.", type: list, elements: dict}
  modules: {description: "Kernel modules to load now and at boot, where they are not built in.", type: list}
  sysctl: {description: "Kernel settings; those that the kernel does not know are left out.", type: dict}
  units: {description: "Units that are enabled; start says whether they run, and restart when a file here changed."}
'''

import os
import stat

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, found, run
from ansible.module_utils.slipway_record import Record, found_here, write

WANTED = '/etc/systemd/system/multi-user.target.wants/%s.service'
BEGIN, END = '# slipway: begin %s', '# slipway: end %s'


def current(path):
    try:
        with open(path) as stream:
            return stream.read(), stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
    except (IOError, OSError):
        return None, None


def observed(content):
    return content.replace('@cgroup2@', str(os.path.exists('/sys/fs/cgroup/cgroup.controllers')).lower())


def put(path, content, mode, record):
    if current(path) == (content, mode):
        return False
    record.file(path)
    record.save()
    write(path, content, mode)
    return True


def with_block(text, name, lines):
    """The text with the block at its end, and every earlier one of that name gone."""
    begin, end, kept, inside = BEGIN % name, END % name, [], False
    for line in (text or '').splitlines():
        inside = inside or line == begin
        if not inside:
            kept.append(line)
        if line == end:
            inside = False
    return '\n'.join(kept + [begin] + lines.splitlines() + [end]) + '\n'


def load_modules(names, record):
    """Loads what is loadable; what is built in, or unknown to this kernel, shows in the checks of those who need it."""
    if not names or not os.path.exists('/proc/modules') or not found('modprobe'):
        return False
    loadable = [name for name in names if run(['modprobe', '--dry-run', '--quiet', name], check=False)[0] == 0]
    if not loadable:
        return False
    if put('/etc/modules-load.d/90-slipway.conf', '\n'.join(loadable) + '\n', 0o644, record):
        run(['modprobe', '--all'] + loadable)
        return True
    return False


def set_sysctl(settings, record):
    lines, changed = [], False
    for key, value in sorted(settings.items()):
        path = '/proc/sys/' + key.replace('.', '/')
        content = current(path)[0]
        if content is None:
            continue
        lines.append('%s = %s' % (key, value))
        if content.strip() != str(value):
            record.sysctl(key, content.strip())
            record.save()
            with open(path, 'w') as stream:
                stream.write(str(value))
            changed = True
    if lines:
        changed = put('/etc/sysctl.d/90-slipway.conf', '\n'.join(lines) + '\n', 0o644, record) or changed
    return changed


def run_units(units, files, known):
    """Enables and starts; gives whether anything changed. `files` changed in this task, `known` were there before."""
    if any(path.startswith('/etc/systemd/') for path in known):
        run(['systemctl', 'daemon-reload'])
    disabled = [unit['name'] for unit in units if not os.path.lexists(WANTED % unit['name'])]
    if disabled:
        # a unit that systemd has not loaded yet is read when it starts; a reload would cost each host a second
        run(['systemctl', 'enable', '--quiet', '--no-reload'] + disabled)
    names = [unit['name'] for unit in units if unit['start']]
    stopped = bool(names) and run(['systemctl', 'is-active', '--quiet'] + names, check=False)[0] != 0
    if names and (files or stopped):
        run(['systemctl', 'restart'] + names)
    return bool(disabled or stopped)


def main():
    entry = {
        'path': {'type': 'path', 'required': True},
        'content': {'type': 'str', 'required': True},
        'mode': {'type': 'str', 'default': '0644'},
    }
    block = {'path': {'type': 'path', 'required': True}, 'name': {'required': True}, 'content': {'required': True}}
    unit = {'name': {'required': True}, 'start': {'type': 'bool', 'default': True}}
    module = AnsibleModule(
        argument_spec={
            'remember': {'type': 'dict'},
            'files': {'type': 'list', 'elements': 'dict', 'options': entry, 'default': []},
            'secret_files': {'type': 'list', 'elements': 'dict', 'default': [], 'no_log': True},
            'blocks': {'type': 'list', 'elements': 'dict', 'options': block, 'default': []},
            'modules': {'type': 'list', 'elements': 'str', 'default': []},
            'sysctl': {'type': 'dict', 'default': {}},
            'units': {'type': 'list', 'elements': 'dict', 'options': unit, 'default': []},
        },
    )
    params, record = module.params, Record()
    try:
        if params['remember'] and not record.remembers:
            record.remember(found_here(**params['remember']))
        changed, known = [], [one['path'] for one in params['files'] if os.path.exists(one['path'])]
        for one in params['files'] + params['secret_files']:
            if put(one['path'], observed(one['content']), int(one.get('mode', '0600'), 8), record):
                changed.append(one['path'])
        for one in params['blocks']:
            text, mode = current(one['path'])
            if put(one['path'], with_block(text, one['name'], one['content']), mode or 0o644, record):
                changed.append(one['path'])
        loaded = load_modules(params['modules'], record)
        settled = set_sysctl(params['sysctl'], record)
        started = run_units(params['units'], changed, [path for path in known if path in changed])
        module.exit_json(changed=bool(changed or loaded or settled or started), written=changed)
    except (ProgramFailed, EnvironmentError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
