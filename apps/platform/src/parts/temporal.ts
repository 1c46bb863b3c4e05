// The embedded Temporal with its UI. Arguments: its folder, its port and the port of its UI.
import { startTemporal } from '@slipway/temporal'
import { holdServer } from './main.ts'

const [folder = '', port = '', uiPort = ''] = process.argv.slice(2)

/** Where the API shows it to admins. */
const uiPath = '/temporal'

await holdServer(async () => {
  const onLine = (line: string) => void process.stdout.write(`${line}\n`)
  const ports = { port: Number(port), uiPort: Number(uiPort) }
  const { address, uiUrl, pid, ended, stop } = await startTemporal({ folder, uiPath, onLine, ...ports })
  return { said: { address, uiUrl, pid }, ended, stop }
})
