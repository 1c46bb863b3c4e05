import { benchmarkMain } from '../main.ts'
import { engineOptions, usage } from './options.ts'

await benchmarkMain(usage, async (argv, benchmark) => {
  const options = engineOptions(argv)
  // Temporal's own libraries are loaded by who measures, not by who asks for help
  const { runEngine } = await import('./engine.ts')
  return runEngine(options, benchmark)
})
