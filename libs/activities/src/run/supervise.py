"""
Runs a program for a run's folder and outlives whoever asked for it.

    supervise.py <folder> <program> [argument...]

Standard input is `<length>\n<text>`; the program finds the text at descriptor 3, which is memory alone, no file. One
line on this process's own descriptor 3 says that the run is under way. In the folder: process.json (pid, start, scratch)
while it runs, exit.json at the end. SIGTERM ends the program: SIGINT first, SIGKILL after the grace.
"""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

GRACE_SECONDS = 10
PR_SET_PDEATHSIG = 1


def main(folder, program):
    text = given_text()
    if text is None:
        return 1
    # short, for sockets live in it and their paths may have 107 bytes
    scratch = tempfile.mkdtemp(prefix="slipway-")
    write(folder, "process.json", {"pid": os.getpid(), "start": start_time(), "scratch": scratch})
    memory = os.memfd_create("given")
    with open(memory, "wb", closefd=False) as given:
        given.write(text)
    os.lseek(memory, 0, os.SEEK_SET)
    os.write(3, b"under way\n")
    os.dup2(memory, 3)
    os.close(memory)
    own = {"SLIPWAY_RUN": folder, "SLIPWAY_SCRATCH": scratch, "HOME": scratch, "TMPDIR": scratch}
    # before the program is there: it may be to be ended as soon as it is
    ending = Ending(folder)
    signal.signal(signal.SIGTERM, ending.ask)
    signal.signal(signal.SIGALRM, ending.force)
    child = subprocess.Popen(
        program, env={**os.environ, **own}, pass_fds=(3,), start_new_session=True, preexec_fn=die_with_parent
    )
    os.close(3)
    ending.of(child)
    code = child.wait()
    signal.alarm(0)
    kill_all(folder)
    shutil.rmtree(scratch, ignore_errors=True)
    write(folder, "exit.json", {"code": code, "cancelled": ending.asked})
    return 0


class Ending:
    def __init__(self, folder):
        self.asked = False
        self._folder = folder
        self._child = None

    def of(self, child):
        self._child = child
        if self.asked:
            self._interrupt()

    def ask(self, *_):
        self.asked = True
        if self._child:
            self._interrupt()

    def _interrupt(self):
        with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
            os.killpg(self._child.pid, signal.SIGINT)
        signal.alarm(GRACE_SECONDS)

    def force(self, *_):
        kill_all(self._folder)


def given_text():
    """Nothing where who asked died before it was all there."""
    data = sys.stdin.buffer.read()
    length, found, text = data.partition(b"\n")
    return text if found and len(text) == int(length) else None


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def kill_all(folder):
    """Also those that left the program's group: each carries the folder's name in its environment."""
    mark = b"SLIPWAY_RUN=" + folder.encode()
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/environ", "rb") as environ:
                marked = mark in environ.read().split(b"\0")
            if marked:
                os.kill(int(name), signal.SIGKILL)
        except OSError:
            # it ended meanwhile, or is somebody else's
            continue


def start_time():
    """In clock ticks since the machine started: with the pid it names a process for good."""
    with open("/proc/self/stat", encoding="utf-8") as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def write(folder, name, value):
    path = os.path.join(folder, name)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(path + ".new", path)


sys.exit(main(sys.argv[1], sys.argv[2:]))
