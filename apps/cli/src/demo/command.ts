import { terminalProgress } from '@slipway/system'
import { Command, Option } from 'commander'
import { interruptSignal } from '../command/interrupt.ts'
import { openDemo, type Demo } from './context.ts'
import { makeDemo, makeDemoOnce } from './demo.ts'
import { takeDown } from './take-down.ts'

export const demoCommand = (): Command =>
  new Command('demo')
    .description('the whole platform on this machine, and a cluster on three sandbox hosts')
    .addOption(new Option('--once', 'take everything down at the end').conflicts('down'))
    .option(
      '--down',
      'delete the cluster, end the platform and the hosts; what is known stays in the data folder',
    )
    .addHelpText('after', '\nExample:\n  $ npm run demo\n  $ npm run demo -- --down')
    .action(async ({ once, down }: { once?: true; down?: true }) => {
      if (down) return withDemo(takeDown)
      await withDemo(async (demo) => {
        const closing = once ? await makeDemoOnce(demo) : (await makeDemo(demo)).closing
        process.stdout.write(`${closing}\n`)
      })
    })

const withDemo = async (work: (demo: Demo) => Promise<void>): Promise<void> => {
  const progress = terminalProgress()
  try {
    await work(await openDemo(progress, interruptSignal()))
  } finally {
    progress.close()
  }
}
