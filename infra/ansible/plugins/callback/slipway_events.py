"""Says what happens to each host, step by step, as lines of JSON in the run's folder."""

from __future__ import annotations

import base64
import json
import os
import sys
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: slipway_events
type: stdout
short_description: events of a run as lines of JSON
version_added: "0.1"
description:
  - "Appends to C(events.jsonl) in the folder that the variable SLIPWAY_RUN of the environment names: step-began, task and
    step-ended, each with at (milliseconds), host and step. A step ends as soon as its host leaves it."
author: Slipway
"""

MASK = "********"
# of one task's output; what is longer loses its middle
LONGEST = 8192
SHORTEST_SECRET = 4


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "slipway_events"

    def __init__(self):
        super().__init__()
        self._events = os.open(
            os.path.join(os.environ["SLIPWAY_RUN"], "events.jsonl"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600
        )
        self._mask = Mask()
        sys.stdout = Masked(sys.stdout, self._mask)
        sys.stderr = Masked(sys.stderr, self._mask)
        self._steps_of_tasks = {}
        self._hosts = {}

    def v2_playbook_on_play_start(self, play):
        inventory = play.get_variable_manager()._inventory
        self._mask.add(inventory.groups["all"].get_vars().get("slipway_mask", []))
        for host in inventory.get_hosts():
            names = [step["name"] for step in host.get_vars()["slipway_steps"]]
            self._hosts[host.name] = Walk(names, lambda event, _host=host.name: self._write(_host, event))

    def v2_runner_on_start(self, host, task):
        self._hosts[host.name].task_began(self._step_of(task))

    def v2_runner_on_ok(self, result):
        self._task_ended(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_skipped(self, result):
        if result._task.action in ("meta", "ansible.builtin.meta"):
            if result._task.get_name() == "Finished":
                self._hosts[result._host.name].finished()
            return
        self._task_ended(result, "skipped")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        if ignore_errors:
            self._task_ended(result, "ignored")
            return
        self._task_ended(result, "failed")
        self._hosts[result._host.name].failed(
            self._failure(result, unreachable=False), final=not rescued(result._task)
        )

    def v2_runner_on_unreachable(self, result):
        self._task_ended(result, "unreachable")
        self._hosts[result._host.name].failed(
            self._failure(result, unreachable=True), final=not result._task.ignore_unreachable
        )

    def v2_runner_retry(self, result):
        walk = self._hosts[result._host.name]
        walk.task(name_of(result), "retried", self._clean(output_of(result._result)))

    def v2_playbook_on_stats(self, stats):
        for host, walk in self._hosts.items():
            if stats.failures.get(host) or stats.dark.get(host):
                walk.ended_failed()

    def _task_ended(self, result, status):
        walk = self._hosts[result._host.name]
        if self._step_of(result._task) is None and status in ("ok", "changed"):
            return
        outputs = (result._result.get("ansible_facts") or {}).get("slipway_outputs")
        if outputs and status in ("ok", "changed"):
            walk.outputs.update(outputs)
        walk.task(name_of(result), status, self._clean(output_of(result._result)))

    def _failure(self, result, unreachable):
        return {
            "task": name_of(result),
            "message": self._clean(message_of(result._result)),
            "unreachable": unreachable,
        }

    def _step_of(self, task):
        if task._uuid not in self._steps_of_tasks:
            step = task.get_vars().get("slipway_step") if task._role else None
            self._steps_of_tasks[task._uuid] = step["name"] if isinstance(step, dict) else None
        return self._steps_of_tasks[task._uuid]

    def _clean(self, text):
        text = self._mask.over(text)
        if len(text) <= LONGEST:
            return text
        left_out = len(text) - LONGEST
        half = LONGEST // 2
        return f"{text[:half]}\n... {left_out} characters left out ...\n{text[-half:]}"

    def _write(self, host, event):
        line = json.dumps({"at": int(time.time() * 1000), "host": host, **event}, default=str)
        # one write: a line is in the file whole or not at all
        os.write(self._events, self._mask.over(line).encode() + b"\n")


class Walk:
    """One host's way through its steps."""

    def __init__(self, steps, write):
        self._steps = steps
        self._write = write
        self._current = None
        self._ended = set()
        self._began = time.monotonic()
        self._failure = None
        self._changed = False
        self.outputs = {}

    def task_began(self, step):
        self._began = time.monotonic()
        if step is None or step == self._current:
            return
        self._leave()
        self._current = step
        self._write({"event": "step-began", "step": step})

    def task(self, name, status, output):
        self._changed = self._changed or status == "changed"
        took = int((time.monotonic() - self._began) * 1000)
        self._write(
            {"event": "task", "step": self._place(), "task": name, "status": status, "took": took, "output": output}
        )

    def failed(self, failure, final):
        """A failure that a rescue or an always follows is final only when the play ends with it."""
        self._failure = failure
        if final:
            self.ended_failed()

    def ended_failed(self):
        step = self._place()
        if step is None or self._failure is None:
            return
        if self._current is None:
            self._write({"event": "step-began", "step": step})
        self._end(step, "failed", failure=self._failure)
        self._steps = []

    def finished(self):
        """Every step was walked through; one without tasks was never begun and found nothing to do."""
        self._leave()
        for step in self._steps:
            if step not in self._ended:
                self._write({"event": "step-began", "step": step})
                self._end(step, "same")

    def _leave(self):
        if self._current is not None and self._current not in self._ended:
            self._end(self._current, "changed" if self._changed else "same")

    def _end(self, step, outcome, **more):
        self._ended.add(step)
        self._write({"event": "step-ended", "step": step, "outcome": outcome, "outputs": self.outputs, **more})
        self._current, self._changed, self._failure, self.outputs = None, False, None, {}

    def _place(self):
        """The step that it is in; before and between steps, the next one."""
        return self._current or next((step for step in self._steps if step not in self._ended), None)


class Mask:
    """Puts stars over every secret, also where it is encoded or quoted."""

    def __init__(self):
        self._texts = []

    def add(self, secrets):
        texts = set()
        for secret in secrets:
            for text in (secret, *secret.splitlines()):
                if len(text) >= SHORTEST_SECRET:
                    texts |= {text, base64.b64encode(text.encode()).decode(), json.dumps(text)[1:-1]}
        # longest first: a secret may hold another
        self._texts = sorted(texts, key=len, reverse=True)

    def over(self, text):
        for secret in self._texts:
            text = text.replace(secret, MASK)
        return text


class Masked:
    """A stream of text that shows no secret."""

    def __init__(self, stream, mask):
        self._stream = stream
        self._mask = mask

    def write(self, text):
        return self._stream.write(self._mask.over(text))

    def __getattr__(self, name):
        return getattr(self._stream, name)


def rescued(task):
    """Whether a rescue or an always still follows when this task fails."""
    inner, block = task, task._parent
    while block is not None:
        if getattr(block, "rescue", None) and within(inner, block.block):
            return True
        if getattr(block, "always", None) and not within(inner, block.always):
            return True
        inner, block = block, block._parent
    return False


def within(inner, tasks):
    return any(getattr(one, "_uuid", None) == inner._uuid for one in tasks)


def name_of(result):
    return result._task.get_name(include_role_fqcn=False).split(" : ", 1)[-1]


def output_of(data):
    """What a task printed: of a loop, what its items did."""
    results = data.get("results")
    if isinstance(results, list):
        return "\n".join(filter(None, (output_of(one) for one in results if isinstance(one, dict))))
    parts = (data.get(name) for name in ("stdout", "stderr", "module_stdout", "module_stderr", "msg"))
    return "\n".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def message_of(data):
    """Why a task failed: of a loop, the first item that did."""
    for one in data.get("results") or []:
        if isinstance(one, dict) and (one.get("failed") or one.get("unreachable")):
            return message_of(one)
    return output_of(data)
