// Stands in for a part. Arguments: its name, the file in which it says what it does, and how it behaves.
import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'

const [name = '', journal = '', ...ways] = process.argv.slice(2)
const say = (what: string) => appendFileSync(journal, `${name} ${what} ${process.pid}\n`)

say('start')
if (ways.includes('with-child')) {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  say(`child ${child.pid}`)
}
if (ways.includes('with-server')) {
  const server = spawn('sleep', ['1000'], { stdio: 'ignore', detached: true })
  server.unref()
  say(`server ${server.pid}`)
  process.stdout.write(`slipway: ready {"pid":${server.pid},"secret":"hunter2"}\n`)
}
process.on('SIGTERM', () => {
  say('asked')
  if (ways.includes('stubborn')) return
  setTimeout(() => {
    say('end')
    process.exit(0)
  }, 50)
})
if (ways.includes('fails')) {
  console.error('no room on the disk')
  process.exit(3)
}
if (!ways.includes('never-ready') && !ways.includes('with-server')) process.stdout.write('slipway: ready\n')
setInterval(() => undefined, 1000)
