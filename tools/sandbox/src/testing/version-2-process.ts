// Goes through a host's life and prints its state after each step, as a list: DATA_FOLDER.
import { openSandbox } from '../sandbox.ts'

const [dataFolder = ''] = process.argv.slice(2)
const sandbox = await openSandbox({ dataFolder })
const states: (string | undefined)[] = []
const note = async (): Promise<void> => void states.push((await sandbox.list()).hosts[0]?.state)
try {
  await sandbox.up([{ name: 'one' }])
  await note()
  await sandbox.freeze('one')
  await note()
  await sandbox.heal('one')
  await sandbox.reboot('one')
  await note()
  await sandbox.freeze('one')
  await sandbox.kill('one')
  await note()
  await sandbox.start('one')
  await sandbox.stop('one')
  await note()
} finally {
  await sandbox.down()
}
console.log(JSON.stringify(states))
