"""Programs as the modules run them."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import os
import subprocess

# systemctl and apt would otherwise ask or page; the locale keeps outputs readable for programs.
ENVIRONMENT = {
    'PATH': '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'HOME': '/root',
    'LC_ALL': 'C',
    'SYSTEMD_PAGER': '',
    'DEBIAN_FRONTEND': 'noninteractive',
}


class ProgramFailed(Exception):
    """The message names the program, its exit code and its last lines."""


def run(argv, check=True, input=None, env=None, keep=()):
    """Runs a program to its end. Gives (exit code, output and errors together); throws ProgramFailed where check."""
    process = subprocess.Popen(
        argv,
        stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(ENVIRONMENT, **(env or {})),
        pass_fds=keep,
        cwd='/',
    )
    output = process.communicate(input.encode() if input is not None else None)[0].decode('utf-8', 'replace')
    if check and process.returncode != 0:
        lines = '\n'.join(output.strip().splitlines()[-15:])
        raise ProgramFailed('%s ended with %d\n%s' % (' '.join(argv[:3]), process.returncode, lines))
    return process.returncode, output


def found(name):
    """Whether a program of that name is on the path of root."""
    return any(os.access(os.path.join(folder, name), os.X_OK) for folder in ENVIRONMENT['PATH'].split(':'))
