import { benchmarkMain } from '../main.ts'
import { runFloor } from './floor.ts'
import { floorOptions, usage } from './options.ts'

await benchmarkMain(usage, (argv, benchmark) => runFloor(floorOptions(argv), benchmark))
