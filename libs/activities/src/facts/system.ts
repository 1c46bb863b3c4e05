import type { HostFacts } from '@slipway/domain'
import { linesOf } from './sections.ts'

/** /etc/os-release. */
export const readOs = (text: string): HostFacts['os'] => {
  const values = new Map(
    linesOf(text).map((line): [string, string] => {
      const middle = line.indexOf('=')
      return [line.slice(0, middle), line.slice(middle + 1).replace(/^(["'])(.*)\1$/, '$2')]
    }),
  )
  const id = values.get('ID') ?? ''
  const version = values.get('VERSION_ID') ?? ''
  return { id, version, name: values.get('PRETTY_NAME') ?? `${id} ${version}` }
}

/** /proc/meminfo, in kB there. A kernel before 3.14 does not say what is available: free and caches are near it. */
export const readMemory = (text: string): HostFacts['memory'] => {
  const of = (name: string): number | undefined => {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]
    return found === undefined ? undefined : Number(found) * 1024
  }
  const available = of('MemAvailable') ?? (of('MemFree') ?? 0) + (of('Buffers') ?? 0) + (of('Cached') ?? 0)
  return { total: of('MemTotal') ?? 0, available, swap: of('SwapTotal') ?? 0 }
}

/** Lines of `df -P -k`, and /proc/mounts for what is read-only. */
export const readDisks = (df: string, mounts: string): HostFacts['disks'] => {
  const readOnly = new Map(
    linesOf(mounts).map((line): [string, boolean] => {
      const [, path = '', , options = ''] = line.split(' ')
      return [path, options.split(',').includes('ro')]
    }),
  )
  const disks = new Map<string, HostFacts['disks'][number]>()
  for (const line of linesOf(df)) {
    const [, size, free, path] = /\s(\d+)\s+\d+\s+(\d+)\s+\d+%\s+(\S+)$/.exec(line) ?? []
    if (path === undefined) continue
    disks.set(path, {
      path,
      size: Number(size) * 1024,
      free: Number(free) * 1024,
      readOnly: readOnly.get(path) ?? false,
    })
  }
  return [...disks.values()]
}

/** The host's clock was read somewhere between asking and the answer: their middle is wrong by half of that at most. */
export const readClock = (
  { sentAt, answeredAt }: { sentAt: number; answeredAt: number },
  clock: string,
  synchronized: string,
): HostFacts['clock'] => {
  const there = Number(clock.replace(/N$/, '').replace(/\.$/, ''))
  const here = (sentAt + answeredAt) / 2 / 1000
  const doubt = (answeredAt - sentAt) / 2 / 1000
  const difference = there - here
  const word = /(yes|no)\s*$/i.exec(synchronized)?.[1]?.toLowerCase()
  return {
    offset: Math.abs(difference) <= doubt ? 0 : Math.round(difference * 1000) / 1000,
    synchronized: word === undefined ? null : word === 'yes',
  }
}

export const readPython = (text: string): HostFacts['python'] => {
  const [path, version] = (linesOf(text)[0] ?? '').split(' ')
  return path && version ? { path, version } : null
}
