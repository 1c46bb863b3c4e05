import { Command } from 'commander'
import { failWith } from './command/failure.ts'
import { settle } from './command/settle.ts'

// Each room is loaded when its command is called: `slipway --help` need not wait for all of them.
const rooms: Record<string, { about: string; load: () => Promise<Command> }> = {
  bundle: {
    about: 'build, verify, carry and serve everything that a Kubernetes version needs',
    load: async () => (await import('./bundle/command.ts')).bundleCommand(),
  },
  sandbox: {
    about: 'hosts on this machine that behave like servers',
    load: async () => (await import('./sandbox/index.ts')).sandboxCommand(),
  },
}

const program = new Command('slipway')
  .description('Plans, deploys and operates production Kubernetes clusters in networks without internet.')
  .version('0.1.0')
  .enablePositionalOptions() // what follows the host of `sandbox ssh` belongs to the command that runs there

const wanted = process.argv.slice(2).find((word) => Object.hasOwn(rooms, word))
for (const [name, { about, load }] of Object.entries(rooms))
  program.addCommand(
    name === wanted ? (await load()).description(about) : new Command(name).description(about),
  )

try {
  await settle(program).parseAsync()
} catch (error) {
  failWith(error)
}
