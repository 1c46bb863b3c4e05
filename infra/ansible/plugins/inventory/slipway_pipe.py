"""Hosts, variables and secrets of one run, read from an inherited pipe: they are in no file, argument or environment."""

from __future__ import annotations

import functools
import json
import os
import subprocess

import yaml
from ansible.errors import AnsibleParserError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.inventory import BaseInventoryPlugin

DOCUMENTATION = """
name: slipway_pipe
short_description: the inventory of one run, from a pipe
version_added: "0.1"
description:
  - "The source is a file that names a descriptor: C(fd: 3). From it comes one JSON object: hosts (name to variables),
    vars (of all hosts), keys (private keys for the run's own ssh-agent), mask (texts that no output may show)."
author: Slipway
"""


class InventoryModule(BaseInventoryPlugin):
    NAME = "slipway_pipe"

    def verify_file(self, path):
        return path.endswith(".slipway-pipe")

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        with open(path, encoding="utf-8") as source:
            descriptor = int(source.read())
        with os.fdopen(descriptor, encoding="utf-8") as pipe:
            text = pipe.read()
        try:
            run = json.loads(text)
        except ValueError:
            # the text itself must not be shown: it holds secrets
            raise AnsibleParserError("the inventory came incomplete through its pipe") from None
        check_arguments(run)
        for name, value in run["vars"].items():
            inventory.set_variable("all", name, value)
        for host, variables in run["hosts"].items():
            inventory.add_host(host)
            for name, value in variables.items():
                inventory.set_variable(host, name, value)
        inventory.set_variable("all", "slipway_mask", run["mask"])
        if run["keys"]:
            offer(run["keys"])


def check_arguments(run):
    """What each role asks for in meta/argument_specs.yml, checked on every host that it will run on."""
    for host, variables in run["hosts"].items():
        known = {**run["vars"], **variables}
        for role in [step["role"] for step in variables["slipway_steps"]]:
            options = options_of(role)
            given = {name: known[name] for name in options if name in known}
            errors = ArgumentSpecValidator(options).validate(given).error_messages
            if errors:
                text = "; ".join(errors)
                for secret in run["mask"]:
                    text = text.replace(secret, "********")
                raise AnsibleParserError(f"the role {role} does not get what it asks for on {host}: {text}")


@functools.cache
def options_of(role):
    path = os.path.join(os.path.dirname(__file__), "../../roles", role, "meta/argument_specs.yml")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        options = yaml.safe_load(file)["argument_specs"]["main"].get("options", {})
    return {name: without_descriptions(option) for name, option in options.items()}


def without_descriptions(option):
    """As modules declare it: descriptions have no place there, also not in options of options."""
    kept = {key: value for key, value in option.items() if key != "description"}
    if "options" in kept:
        kept["options"] = {name: without_descriptions(inner) for name, inner in kept["options"].items()}
    return kept


def offer(keys):
    """Starts an ssh-agent that ends with this process and gives it the private keys."""
    socket = os.path.join(os.environ["SLIPWAY_SCRATCH"], "agent")
    agent = subprocess.Popen(
        ["ssh-agent", "-D", "-a", socket], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    # its first line says that it listens
    agent.stdout.readline()
    os.environ["SSH_AUTH_SOCK"] = socket
    for key in keys:
        added = subprocess.run(["ssh-add", "-q", "-"], input=key.encode(), capture_output=True, check=False)
        if added.returncode != 0:
            raise AnsibleParserError("ssh-add refused a private key: " + added.stderr.decode(errors="replace"))
