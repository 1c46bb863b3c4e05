"""host_pinned, each host at its own pace, with mitogen's connections underneath."""

from __future__ import annotations

import ansible_mitogen.affinity
import ansible_mitogen.strategy
from ansible.plugins.strategy.host_pinned import StrategyModule as HostPinned

DOCUMENTATION = """
name: slipway_pinned
short_description: host_pinned over mitogen
version_added: "0.1"
description: Every host walks through its tasks at its own pace; one Python stays on each host for the whole run.
author: Slipway
"""

# mitogen would pin each process to one processor, which suits a machine that does nothing else
ansible_mitogen.affinity.policy = ansible_mitogen.affinity.Policy()


class StrategyModule(ansible_mitogen.strategy.StrategyMixin, HostPinned):
    pass
