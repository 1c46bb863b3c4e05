import { benchmarkMain } from '../main.ts'
import { runCreate } from './create.ts'
import { createOptions, usage } from './options.ts'

await benchmarkMain(usage, (argv, benchmark) => runCreate(createOptions(argv), benchmark))
