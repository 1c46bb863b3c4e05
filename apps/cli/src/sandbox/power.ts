import type { Sandbox } from '@slipway/sandbox'
import { Command } from 'commander'
import { open } from './open.ts'

export const powerCommands = (): Command[] => [
  each('stop', 'shut hosts down in order', (sandbox, name) => sandbox.stop(name)),
  new Command('start')
    .description('boot hosts that are off')
    .argument('<host...>')
    .action(async (hosts: string[]) => (await open()).start(...hosts)),
  each('reboot', 'reboot hosts in order and wait until they answer', (sandbox, name) => sandbox.reboot(name)),
  each('kill', 'cut the power of hosts: all their processes end at once', (sandbox, name) =>
    sandbox.kill(name),
  ),
]

/** A command that does the same with each host it is given, side by side. */
export const each = (
  verb: string,
  description: string,
  act: (sandbox: Sandbox, name: string) => Promise<void>,
): Command =>
  new Command(verb)
    .description(description)
    .argument('<host...>')
    .action(async (hosts: string[]) => {
      const sandbox = await open()
      for (const outcome of await Promise.allSettled(hosts.map((name) => act(sandbox, name))))
        if (outcome.status === 'rejected') throw outcome.reason
    })
