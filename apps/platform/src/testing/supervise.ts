// A supervisor in a process of its own. Arguments: its data folder, its journal, and the names of its fake parts.
import { aloneFor } from '../start/lock.ts'
import { supervisor } from '../supervise/supervisor.ts'
import { fakePart } from './fake.ts'

const [data = '', journal = '', ...names] = process.argv.slice(2)
const parts = supervisor({ data, show: (name, line) => console.log(`${name}: ${line}`) })

await aloneFor(data, async () => {
  await parts.endLeftovers()
  const kept = names.map((name) => parts.start(fakePart(name, journal, ['with-child', 'with-server'])))
  await Promise.all(kept.map(({ ready }) => ready))
  const asked = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()))
  console.log('all ready')
  await asked
  await parts.stop()
})
