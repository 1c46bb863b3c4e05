#!/usr/bin/python
"""Takes a host back to how it was found, from any state, also one that an earlier reset left."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: slipway_reset
short_description: The host as it was found
options:
  remove_packages: {description: "Also remove the OS packages that the platform installed.", type: bool, default: false}
'''

import os
import pwd
import shutil
import signal
import time

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.slipway_program import ProgramFailed, found, run
from ansible.module_utils.slipway_record import HOME, RECORD, read, tables

UNITS = ('kubelet', 'slipway-balancer', 'containerd')
FETCHING = ('slipway-fetch@programs', 'slipway-fetch@packages')
LINKS = ('cni0', 'flannel.1', 'flannel-v6.1', 'kube-ipvs0')
OF_PACKAGES = ('/var/lib/haproxy', '/usr/lib/modules')
# Chains of the kubelet and of CNI plugins in tables that others use, too
CHAINS = ('KUBE-', 'CNI-', 'FLANNEL-')


def reset(remove_packages):
    record = read()
    if not os.path.exists(RECORD):
        return False
    missing = (record['found'] or {'missing': []})['missing']
    stop_units(record)
    end_containers(missing)
    remove_network()
    remove_tables(set((record['found'] or {'tables': []})['tables']))
    restore_files(record)
    restore_sysctl(record)
    drop_packages(record, remove_packages)
    for path in missing:
        remove_made(path, remove_packages)
    run(['systemctl', 'daemon-reload'])
    run(['systemctl', 'reset-failed'], check=False)
    remove('/run/slipway')
    remove_folders(record)
    return True


def stop_units(record):
    ours = [unit for unit in UNITS if '/etc/systemd/system/%s.service' % unit in record['files']]
    run(['systemctl', 'stop'] + list(FETCHING), check=False)
    # containerd's own processes outlive it; it must be gone before they are ended, or it would start them anew
    for unit in ours:
        run(['systemctl', 'disable', '--now', '--quiet', unit], check=False)


def end_containers(missing):
    """Ends the processes of all pods, then removes what they had mounted."""
    for _ in range(50):
        processes = [pid for pid in map(int, filter(str.isdigit, os.listdir('/proc'))) if is_container(pid)]
        if not processes:
            break
        for pid in processes:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.1)
    else:
        raise ProgramFailed('processes of containers do not end: %s' % processes)
    under = [path + '/' for path in missing]
    with open('/proc/self/mountinfo') as stream:
        mounts = [line.split()[4].encode().decode('unicode_escape') for line in stream]
    for path in reversed(mounts):
        if any((path + '/').startswith(prefix) for prefix in under) or path.startswith('/run/netns/cni-'):
            run(['umount', '--lazy', path], check=False)


def is_container(pid):
    """A process in a cgroup of pods, or one that containerd left to look after them."""
    try:
        with open('/proc/%d/cgroup' % pid) as stream:
            if '/kubepods' in stream.read():
                return True
        with open('/proc/%d/cmdline' % pid) as stream:
            return stream.read().split('\0')[0] == '/usr/local/bin/containerd-shim-runc-v2'
    except (IOError, OSError):
        return False


def remove_network():
    if os.path.isdir('/run/netns'):
        for name in os.listdir('/run/netns'):
            if name.startswith('cni-'):
                remove('/run/netns/' + name)
    for name in LINKS:
        if os.path.exists('/sys/class/net/' + name):
            run(['ip', 'link', 'delete', name], check=False)
    # the far end of a pod's link goes with the pod's namespace, which the kernel ends in its own time
    for name in os.listdir('/sys/class/net'):
        if name.startswith('veth') and run(['ip', '-d', 'link', 'show', name], check=False)[1].find('cni-') > 0:
            run(['ip', 'link', 'delete', name], check=False)


def remove_tables(before):
    for program in ('iptables', 'ip6tables'):
        if found(program + '-save') and found(program + '-restore'):
            saved = run([program + '-save'], check=False)[1].splitlines()
            kept = [line for line in saved if not any(chain in line for chain in CHAINS) and not line.startswith('#')]
            if len(kept) < len([line for line in saved if not line.startswith('#')]):
                run([program + '-restore'], input='\n'.join(kept) + '\n')
    for table in tables():
        if table in before:
            continue
        name = table.split()[1]
        text = run(['nft', 'list', 'table'] + table.split(), check=False)[1]
        if name.startswith(('kube-proxy', 'flannel')) or not holds_rules(text):
            run(['nft', 'delete', 'table'] + table.split(), check=False)


def holds_rules(text):
    """Whether a table says more than that it has chains."""
    known = ('table ', 'chain ', 'type ', '}', '#')
    return any(line.strip() and not line.strip().startswith(known) for line in text.splitlines())


def remove(path):
    if os.path.islink(path) or os.path.isfile(path):
        os.unlink(path)
    elif os.path.isdir(path):
        shutil.rmtree(path)


def remove_made(path, packages_removed):
    """What a cluster made; what packages made goes with them, though dpkg leaves it."""
    if path.startswith(OF_PACKAGES):
        if packages_removed:
            shutil.rmtree(path, ignore_errors=True)
    else:
        remove(path)


def restore_files(record):
    for path, backup in sorted(record['files'].items()):
        remove_unfinished(path)
        if path == '/etc/hosts':
            without_blocks(path)
        elif backup is None:
            remove(path)
        elif os.path.lexists(backup):
            if os.path.islink(backup):
                remove(path)
                os.symlink(os.readlink(backup), path)
            else:
                shutil.copy2(backup, path + '.slipway')
                os.rename(path + '.slipway', path)


def remove_unfinished(path):
    """What was being written beside its place when the power went."""
    remove(path + '.slipway')
    folder = os.path.dirname(path)
    if os.path.isdir(folder):
        for name in os.listdir(folder):
            if name.startswith('.slipway-'):
                remove(os.path.join(folder, name))


def without_blocks(path):
    """Lines that others have written since stay."""
    kept, inside = [], False
    with open(path) as stream:
        for line in stream:
            inside = inside or line.startswith('# slipway: begin ')
            if not inside:
                kept.append(line)
            if line.startswith('# slipway: end '):
                inside = False
    with open(path, 'w') as stream:
        stream.write(''.join(kept))


def restore_sysctl(record):
    found_values = (record['found'] or {'settings': {}})['settings']
    for key, value in list(found_values.items()) + list(record['sysctl'].items()):
        path = '/proc/sys/' + key.replace('.', '/')
        if os.path.exists(path):
            with open(path, 'w') as stream:
                stream.write(value)


def drop_packages(record, remove_them):
    """Only what was not installed before the platform came."""
    before = lines_of(HOME + '/packages-before')
    brought = set(os.path.basename(line).split('_')[0] for line in lines_of(HOME + '/packages-installed'))
    ours = sorted(brought - set(before))
    if not remove_them or not ours:
        return
    # what others have come to need since stays, and dpkg says so by its exit code
    run(['dpkg', '--purge'] + ours, check=False)
    known = set((record['found'] or {'users': []})['users'])
    for user in pwd.getpwall():
        if user.pw_name in ours and user.pw_name not in known:
            run(['userdel', user.pw_name], check=False)


def lines_of(path):
    try:
        with open(path) as stream:
            return [line.strip() for line in stream if line.strip()]
    except (IOError, OSError):
        return []


def remove_folders(record):
    """Deepest first; one that somebody else uses meanwhile stays. The record goes last."""
    own = HOME + '/'
    for path in sorted(record['folders'], key=len, reverse=True):
        if os.path.isdir(path) and not (path + '/').startswith(own) and not os.listdir(path):
            os.rmdir(path)
    for name in os.listdir(HOME):
        if os.path.join(HOME, name) != RECORD:
            remove(os.path.join(HOME, name))
    shutil.rmtree(HOME)


def main():
    module = AnsibleModule(argument_spec={'remove_packages': {'type': 'bool', 'default': False}})
    try:
        module.exit_json(changed=reset(module.params['remove_packages']))
    except (ProgramFailed, EnvironmentError) as error:
        module.fail_json(msg=str(error))


if __name__ == '__main__':
    main()
