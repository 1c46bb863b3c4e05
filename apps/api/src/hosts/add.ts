import { addHosts, findCredential, recordAudit, type Host } from '@slipway/persistence'
import { allow, projectFor } from '../permissions/project.ts'
import { checkedId, known } from '../schema/id.ts'
import { callerOf, type Context } from '../web/context.ts'
import type { HostRow } from './csv.ts'
import { isGiven } from '../schema/given.ts'

/** Adds hosts, all or none. Throws access/Unknown, host/NameTaken or host/AddressTaken. */
export const addToProject = async (
  context: Context,
  asked: { project: string | null | undefined; credential: string },
  rows: readonly HostRow[],
): Promise<Host[]> => {
  const { em } = context.readers
  const id = checkedId('credential', asked.credential)
  const credential = known('credential', id, await findCredential(em, id))
  // a credential opens hosts of its own project alone
  const project = !isGiven(asked.project)
    ? credential.project
    : await projectFor(context, 'hosts:write', asked.project)
  known('credential', id, credential.project === project ? credential : undefined)
  allow(context, 'hosts:write', project)
  return em.transactional(async (tx) => {
    const added = await addHosts(
      tx,
      rows.map((row) => ({ ...row, project, credential: id })),
    )
    for (const host of added)
      await recordAudit(tx, {
        ...{ userName: callerOf(context).person.name, project, action: 'host.add', subject: host.name },
        data: { id: host.id, address: host.address, port: host.port },
      })
    return added
  })
}
