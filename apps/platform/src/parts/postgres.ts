// The embedded PostgreSQL. Arguments: its folder and its port.
import { startPostgres } from '@slipway/persistence'
import { holdServer } from './main.ts'

const [folder = '', port = ''] = process.argv.slice(2)

await holdServer(async () => {
  const { url, pid, ended, stop } = await startPostgres({ folder, port: Number(port) })
  return { said: { url, pid }, ended, stop }
})
