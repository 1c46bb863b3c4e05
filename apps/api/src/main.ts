import { ensureFirstAdmin } from './sessions/first-admin.ts'
import { openParts } from './open.ts'
import { startApi } from './api.ts'

const { parts, listen, logLevels, close } = await openParts()
await ensureFirstAdmin(parts.database, parts.settings.firstPassword)
const api = await startApi(parts, { ...listen, logLevels })

let ending = false
const end = () => {
  if (ending) return
  ending = true
  void api
    .close()
    .then(close)
    .then(() => process.exit(0))
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
process.stdout.write('slipway: ready\n')
