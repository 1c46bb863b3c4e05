// Brings hosts up in a process that a test may kill: DATA_FOLDER CACHE_FOLDER HOST... Progress on standard output.
import { openSandbox } from '../sandbox.ts'

const [dataFolder = '', cacheFolder = '', ...names] = process.argv.slice(2)
const sandbox = await openSandbox({ dataFolder, cacheFolder, report: (line) => console.log(line) })
try {
  await sandbox.up(names.map((name) => ({ name })))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
