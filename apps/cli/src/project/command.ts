import type { Command } from 'commander'
import { answer, apiCommand, connect, room, type Common } from '../command/api-command.ts'
import { table } from '../command/table.ts'
import { projectsDocument } from './documents.ts'

/** `slipway project`: what hosts, credentials and clusters belong to. */
export const projectCommand = (): Command =>
  room('project', 'what hosts, credentials and clusters belong to', [listCommand()])

const listCommand = (): Command =>
  apiCommand('list', 'the projects that you see', 'slipway project list').action(async (options: Common) => {
    const { projects } = await (await connect()).ask(projectsDocument)
    answer(
      options,
      projects,
      table(
        ['NAME', 'ID'],
        projects.map(({ name, id }) => [name, id]),
      ),
    )
  })
