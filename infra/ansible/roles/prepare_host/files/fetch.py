"""Brings one part of the bundle to this host: fetch.py programs|packages WORK.

WORK is JSON: files_url, repositories (address of the folder that has one for each system), ca (path), programs
[{path, sha256, size}], packages {system: [name]}. What happened is told in /run/slipway/fetch-<part>.json:
{"changed": bool} or {"error": text}.
"""
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
import urllib.request

HOME = '/var/lib/slipway'
VERIFIED = HOME + '/programs.json'
BEFORE, DEBS = HOME + '/packages-before', HOME + '/packages-installed'
# While it is there, the package's own service of haproxy does not start
MASK = '/etc/systemd/system/haproxy.service'
AT_ONCE = 4


def read_json(path, otherwise):
    try:
        with open(path) as stream:
            return json.load(stream)
    except (OSError, ValueError):
        return otherwise


def put(path, text):
    with open(path + '.new', 'w') as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.rename(path + '.new', path)


def identity(path):
    """Changes with the content: nobody can set the time of a file's last change."""
    try:
        seen = os.stat(path)
        return [seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_mode, seen.st_ctime_ns]
    except OSError:
        return None


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()


def download(url, sha256, path, context):
    """Writes the file beside its place and puts it there when its hash is right."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    partial, digest = path + '.slipway', hashlib.sha256()
    with urllib.request.urlopen(url, context=context, timeout=60) as source, open(partial, 'wb') as target:
        for block in iter(lambda: source.read(1 << 20), b''):
            digest.update(block)
            target.write(block)
    if digest.hexdigest() != sha256:
        os.unlink(partial)
        raise ValueError('%s has the hash %s, expected %s' % (url, digest.hexdigest(), sha256))
    os.chmod(partial, 0o755)
    os.rename(partial, path)


def side_by_side(work, act):
    """Runs act on each piece of work, some at once; throws the first error."""
    queue, errors = list(work), []

    def worker():
        while queue and not errors:
            try:
                act(queue.pop(0))
            except IndexError:
                return
            except Exception as error:  # goes to whoever waits
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def programs(work):
    """One program under several names comes once and is linked."""
    verified = read_json(VERIFIED, {})
    paths = {}
    for program in work['programs']:
        paths.setdefault(program['sha256'], []).append(program['path'])
    context = ssl.create_default_context(cafile=work['ca'])

    def right(sha256, path):
        seen = identity(path)
        if seen is not None and verified.get(path) == [sha256] + seen:
            return True
        return seen is not None and seen[3] & 0o777 == 0o755 and sha256_of(path) == sha256

    changed = []

    def bring(sha256):
        wrong = [path for path in paths[sha256] if not right(sha256, path)]
        if not wrong:
            return
        first = next((path for path in paths[sha256] if path not in wrong), None)
        if first is None:
            first = wrong.pop(0)
            download('%s/blobs/sha256/%s' % (work['files_url'], sha256), sha256, first, context)
        for path in wrong:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            partial = path + '.slipway'
            if os.path.lexists(partial):
                os.unlink(partial)
            os.link(first, partial)
            os.rename(partial, path)
        changed.append(sha256)

    largest = {program['sha256']: program['size'] for program in work['programs']}
    side_by_side(sorted(paths, key=lambda sha256: -largest[sha256]), bring)
    now = {path: [sha256] + identity(path) for sha256 in paths for path in paths[sha256]}
    if now != verified:
        put(VERIFIED, json.dumps(now))
    return bool(changed)


def run(argv, **options):
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    text = done.stdout.decode('utf-8', 'replace')
    if done.returncode != 0:
        raise RuntimeError('%s ended with %d\n%s' % (argv[0], done.returncode, '\n'.join(text.splitlines()[-15:])))
    return text


def installed():
    lines = run(['dpkg-query', '--show', '--showformat', '${db:Status-Status} ${Package}\n']).splitlines()
    return sorted(line.split()[1] for line in lines if line.startswith('installed '))


def this_system():
    """As bundles name it: debian-12."""
    with open('/etc/os-release') as stream:
        said = dict(line.strip().split('=', 1) for line in stream if '=' in line)
    return '%s-%s' % tuple(said[key].strip('"').split('.')[0] for key in ('ID', 'VERSION_ID'))


def packages(work):
    """With lists and cache of its own: the host's own package sources are neither asked nor forgotten."""
    if os.listdir('/var/lib/dpkg/updates'):
        run(['dpkg', '--configure', '--all'])
    here, system = installed(), this_system()
    if system not in work['packages']:
        raise ValueError('the bundle has no packages for %s' % system)
    wanted = work['packages'][system]
    if set(wanted) <= set(here):
        keep_haproxy_still()
        return False
    if not os.path.exists(BEFORE):
        put(BEFORE, '\n'.join(here) + '\n')
    apt = HOME + '/apt'
    for folder in ('lists/partial', 'cache/archives/partial'):
        os.makedirs(os.path.join(apt, folder), exist_ok=True)
    put(apt + '/sources.list', 'deb [trusted=yes] %s/%s ./\n' % (work['repositories'], system))
    settings = {
        'Dir::Etc::SourceList': apt + '/sources.list',
        'Dir::Etc::SourceParts': '/dev/null',
        'Dir::State::Lists': apt + '/lists',
        'Dir::Cache': apt + '/cache',
        'Acquire::https::CAInfo': work['ca'],
        'Acquire::Languages': 'none',
        'APT::Install-Recommends': 'false',
        'APT::Sandbox::User': 'root',
        'DPkg::Lock::Timeout': '600',
        'Dpkg::Use-Pty': '0',
        'Dpkg::Options::': '--force-unsafe-io',
        'DPkg::Pre-Install-Pkgs::': 'cat >> ' + DEBS,
    }
    options = [word for key, value in settings.items() for word in ('-o', '%s=%s' % (key, value))]
    options += ['-o', 'Dpkg::Options::=--force-confold', '--quiet=2']
    env = dict(os.environ, DEBIAN_FRONTEND='noninteractive', LC_ALL='C')
    if 'haproxy' not in here and not os.path.lexists(MASK):
        os.symlink('/dev/null', MASK)
    run(['apt-get'] + options + ['update'], env=env)
    run(['apt-get'] + options + ['install', '--yes'] + wanted, env=env)
    shutil.rmtree(apt)
    keep_haproxy_still()
    return True


def keep_haproxy_still():
    """The package's own service neither runs nor starts at boot, where it came with the package: the balancer's does."""
    if os.path.lexists(MASK):
        run(['systemctl', 'disable', '--quiet', 'haproxy.service'])
        os.unlink(MASK)


def main():
    part, work = sys.argv[1], read_json(sys.argv[2], None)
    report = '/run/slipway/fetch-%s.json' % part
    os.makedirs('/run/slipway', exist_ok=True)
    if os.path.exists(report):
        os.unlink(report)
    try:
        outcome = {'changed': {'programs': programs, 'packages': packages}[part](work)}
    except Exception as error:  # told to whoever waits
        outcome = {'error': '%s: %s' % (part, error)}
    put(report, json.dumps(outcome))
    sys.exit('error' in outcome)


main()
