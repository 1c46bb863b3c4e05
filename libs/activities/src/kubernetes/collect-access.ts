import { refuse } from '@slipway/domain'
import { everything, openClusterSecret, storeClusterSecret } from '@slipway/persistence'
import type { Action, Work } from '../lane/work.ts'
import { connect } from '../ssh/connect.ts'
import { loginOf } from '../ssh/login-of.ts'
import { runScript } from '../ssh/run-script.ts'
import { withServer } from './api/kubeconfig.ts'
import { adminKubeconfig, apiOf } from './api/open.ts'
import { ask } from './api/ask.ts'
import { apiServersOf, variablesOf } from './variables.ts'

const path = '/etc/kubernetes/admin.conf'

/**
 * Reads the administrator's kubeconfig on the first control plane, lets it name the API as the platform reaches it,
 * and seals it as one of the cluster's secrets. Done when the API answers by it.
 */
export const collectAccess: Action = async (work) => {
  const { deps, plan, say, signal } = work
  const [apiServer] = apiServersOf(variablesOf(plan))
  const kubeconfig = withServer(await readAdminConf(work), apiServer)
  const place = { cluster: plan.cluster.id, reference: adminKubeconfig }
  const em = deps.database.fork(everything)
  const known = await openClusterSecret(em, deps.vault, place.cluster, place.reference).catch(() => undefined)
  const api = apiOf(plan.cluster.name, kubeconfig)
  await ask(api, 'read the version', () => api.core.listNamespace({ limit: 1 }), { signal })
  say(`the API answers at ${apiServer}`)
  if (known !== kubeconfig) await storeClusterSecret(em, deps.vault, place, kubeconfig)
  return { outcome: known === kubeconfig ? 'same' : 'changed', outputs: { apiServer } }
}

const readAdminConf = async ({ deps, plan, signal }: Work): Promise<string> => {
  const [first] = plan.groups['first-control-plane'] ?? []
  const login = await loginOf(deps, first ?? '')
  const connection = await connect(login, signal)
  try {
    const { code, stdout, stderr } = await runScript(connection, login, `cat ${path}\n`)
    if (code === 0) return stdout
    throw refuse('failed', 'host/CommandFailed', {
      host: login.host,
      outcome: `exit code ${code}`,
      output: stderr,
    })
  } finally {
    connection.close()
  }
}
