import { Command } from 'commander'
import { failWith } from './command/failure.ts'
import { settle } from './command/settle.ts'

// Each room is loaded when its command is called: `slipway --help` need not wait for all of them.
const rooms: Record<string, { about: string; load: () => Promise<Command> }> = {
  login: {
    about: 'sign in to a platform, for the commands that follow',
    load: async () => (await import('./login/login.ts')).loginCommand(),
  },
  logout: {
    about: 'end the session, here and on the platform',
    load: async () => (await import('./login/logout.ts')).logoutCommand(),
  },
  whoami: {
    about: 'who is signed in, and where',
    load: async () => (await import('./login/whoami.ts')).whoamiCommand(),
  },
  project: {
    about: 'what hosts, credentials and clusters belong to',
    load: async () => (await import('./project/command.ts')).projectCommand(),
  },
  credential: {
    about: 'how the platform logs in on hosts',
    load: async () => (await import('./credential/command.ts')).credentialCommand(),
  },
  host: {
    about: 'the machines that clusters are made of',
    load: async () => (await import('./host/command.ts')).hostCommand(),
  },
  cluster: {
    about: 'make, see, enter and delete clusters',
    load: async () => (await import('./cluster/command.ts')).clusterCommand(),
  },
  operation: {
    about: 'what was asked for, what runs, and how it went',
    load: async () => (await import('./operation/command.ts')).operationCommand(),
  },
  audit: {
    about: 'who did what, and when',
    load: async () => (await import('./audit/command.ts')).auditCommand(),
  },
  bundle: {
    about: 'build, verify, carry and serve everything that a Kubernetes version needs',
    load: async () => (await import('./bundle/command.ts')).bundleCommand(),
  },
  sandbox: {
    about: 'hosts on this machine that behave like servers',
    load: async () => (await import('./sandbox/index.ts')).sandboxCommand(),
  },
  config: {
    about: 'the settings of the platform, and where each comes from',
    load: async () => (await import('./config/command.ts')).configCommand(),
  },
  key: {
    about: 'the master key that seals secrets',
    load: async () => (await import('./key/command.ts')).keyCommand(),
  },
  demo: {
    about: 'the whole platform and a cluster on this machine',
    load: async () => (await import('./demo/command.ts')).demoCommand(),
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
