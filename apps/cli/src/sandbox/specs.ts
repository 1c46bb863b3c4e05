import { checkFlavour, parseSize, sandboxProblems, smallestDiskBytes, type HostSpec } from '@slipway/sandbox'

/** What `up` is told on the command line. */
export interface UpOptions {
  count?: string
  flavour?: string
  disk?: string
  address?: string
  memory?: string
  cpus?: string
  install?: true
}

/** One control plane and two workers. */
const defaultCount = 3
/** Below this, systemd and SSH do not start. */
const smallestMemoryBytes = 128 * 2 ** 20

/**
 * The hosts that are asked for; none, which means those that exist, where no name and no number is given and
 * there are some. Throws `sandbox/ValueInvalid`.
 */
export const specsOf = (names: readonly string[], options: UpOptions, someExist: boolean): HostSpec[] => {
  const count = options.count === undefined ? undefined : numberOf('--count', options.count, /^\d+$/)
  const all = [...names, ...numbered(count ?? (names.length > 0 || someExist ? 0 : defaultCount))]
  if (options.address !== undefined && all.length !== 1)
    throw sandboxProblems.ValueInvalid({
      option: '--address',
      value: options.address,
      expected: 'an address together with the name of one host',
    })
  const shape = shapeOf(options)
  return all.map((name) => ({ ...shape, name, address: options.address }))
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `host-${index + 1}`)

const shapeOf = ({ flavour, disk, memory, cpus }: UpOptions): Omit<HostSpec, 'name'> => ({
  flavour: flavour === undefined ? undefined : checkFlavour(flavour),
  diskBytes: disk === undefined ? undefined : atLeast('--disk', disk, smallestDiskBytes),
  memoryBytes: memory === undefined ? undefined : atLeast('--memory', memory, smallestMemoryBytes),
  cpus: cpus === undefined ? undefined : numberOf('--cpus', cpus, /^\d+(\.\d+)?$/),
})

const atLeast = (option: string, text: string, smallest: number): number => {
  const bytes = parseSize(option, text)
  if (bytes < smallest)
    throw sandboxProblems.ValueInvalid({ option, value: text, expected: `at least ${smallest / 2 ** 20}M` })
  return bytes
}

const numberOf = (option: string, text: string, pattern: RegExp): number => {
  if (!pattern.test(text) || Number(text) <= 0)
    throw sandboxProblems.ValueInvalid({ option, value: text, expected: 'a number above 0' })
  return Number(text)
}
