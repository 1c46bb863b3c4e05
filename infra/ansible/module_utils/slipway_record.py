"""What the platform changed on this host, so that a reset can put it back.

The record is /var/lib/slipway/record.json: each entry is written before the change that it tells of, and says what was
found, never what an earlier step of the platform itself had left.
"""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import json
import os
import pwd
import shutil
import tempfile

from ansible.module_utils.slipway_program import found, run

HOME = '/var/lib/slipway'
RECORD = HOME + '/record.json'
BACKUPS = HOME + '/found'


def read():
    """The record; empty where the platform was never here."""
    try:
        with open(RECORD) as stream:
            return json.load(stream)
    except (IOError, OSError):
        return {'files': {}, 'folders': [], 'sysctl': {}, 'found': None}


def save(record):
    write(RECORD, json.dumps(record, indent=1, sort_keys=True), 0o600)


def write(path, content, mode):
    """Replaces a file's content in one step, so that a power cut leaves the old or the new."""
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix='.slipway-', dir=folder)
    try:
        with os.fdopen(handle, 'w') as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.rename(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def found_here(folders, settings):
    """Which of these folders are missing, these kernel settings, and the users and packet filter tables that there are."""
    values = {}
    for key in settings:
        path = '/proc/sys/' + key.replace('.', '/')
        if os.path.exists(path):
            with open(path) as stream:
                values[key] = stream.read().strip()
    return {
        'settings': values,
        'missing': [path for path in folders if not os.path.lexists(path)],
        'users': sorted(user.pw_name for user in pwd.getpwall()),
        'tables': tables(),
    }


def tables():
    """Packet filter tables as "family name"; none where the host has no program to make them with."""
    if not found('nft'):
        return []
    lines = run(['nft', 'list', 'tables'], check=False)[1].splitlines()
    return sorted(line.split(None, 1)[1] for line in lines if line.startswith('table '))


class Record(object):
    """Notes what is found before it is changed, and saves only where there is something new to note."""

    def __init__(self):
        self.known = read()
        self.changed = False

    def folder(self, path):
        """This folder, and every missing one above it, is the platform's if it is not there yet."""
        while path != '/' and not os.path.isdir(path):
            if path not in self.known['folders']:
                self.known['folders'].append(path)
                self.changed = True
            path = os.path.dirname(path)

    def file(self, path):
        """Keeps a copy of what stood there before the platform's own file."""
        if path in self.known['files']:
            return
        self.folder(os.path.dirname(path))
        backup = None
        if os.path.lexists(path):
            backup = BACKUPS + path
            os.makedirs(os.path.dirname(backup), exist_ok=True)
            if os.path.islink(path):
                os.symlink(os.readlink(path), backup)
            else:
                shutil.copy2(path, backup)
        self.known['files'][path] = backup
        self.changed = True

    def sysctl(self, key, value):
        if key not in self.known['sysctl']:
            self.known['sysctl'][key] = value
            self.changed = True

    @property
    def remembers(self):
        return self.known['found'] is not None

    def remember(self, here):
        """What was on the host before anything of the platform was."""
        self.known['found'] = here
        self.changed = True

    def save(self):
        if self.changed:
            save(self.known)
            self.changed = False
