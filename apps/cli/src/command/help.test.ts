import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { auditCommand } from '../audit/command.ts'
import { clusterCommand } from '../cluster/command.ts'
import { credentialCommand } from '../credential/command.ts'
import { hostCommand } from '../host/command.ts'
import { loginCommand } from '../login/login.ts'
import { logoutCommand } from '../login/logout.ts'
import { whoamiCommand } from '../login/whoami.ts'
import { operationCommand } from '../operation/command.ts'
import { projectCommand } from '../project/command.ts'

const rooms = [
  auditCommand(),
  clusterCommand(),
  credentialCommand(),
  hostCommand(),
  loginCommand(),
  logoutCommand(),
  whoamiCommand(),
  operationCommand(),
  projectCommand(),
]
const verbs = rooms.flatMap((room): [string, Command][] =>
  room.commands.length === 0
    ? [[room.name(), room]]
    : room.commands.map((verb) => [`${room.name()} ${verb.name()}`, verb]),
)

test.each(verbs)('the help of %s has an example of it', (name, verb) => {
  let help = ''
  verb.configureOutput({ writeOut: (text) => (help += text) })
  verb.outputHelp()
  expect(help).toContain(`\nExample:\n  $ slipway ${name}`)
  expect(verb.options.map(({ long }) => long)).toEqual(expect.arrayContaining(['--json', '--lang']))
})

test('no secret is an argument: it would be seen in the list of processes', () => {
  const valued = verbs.flatMap(([, verb]) =>
    verb.options.filter((option) => option.required || option.optional),
  )
  expect(valued.map(({ long }) => long)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/pass|token|secret/)]),
  )
})
