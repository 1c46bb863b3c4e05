import type { HostFacts } from '@slipway/domain'
import { linesOf } from './sections.ts'

/** Lines of `ip -o -4 addr show`; the loopback is left out. */
export const readAddresses = (text: string): HostFacts['addresses'] =>
  linesOf(text).flatMap((line) => {
    const [, name, address, bits] = /^\d+:\s+(\S+)\s+inet\s+([\d.]+)(?:\/(\d+))?/.exec(line) ?? []
    if (!name || !address || name === 'lo') return []
    return [{ interface: name.replace(/@.*/, ''), address, network: networkOf(address, Number(bits ?? 32)) }]
  })

/** Lines of `ip -o -4 route show`: the networks, each once. */
export const readRoutes = (text: string): string[] => {
  const networks = linesOf(text).flatMap((line) => {
    const [, address, bits] =
      /^(?:(?:unicast|blackhole|unreachable)\s+)?([\d.]+)(?:\/(\d+))?\s/.exec(`${line} `) ?? []
    return address ? [networkOf(address, Number(bits ?? 32))] : []
  })
  return [...new Set(networks)]
}

/** What `ss -l -n -t -p` says, or where that is missing /proc/net/tcp, which names no processes. */
export const readPorts = (text: string): HostFacts['ports'] => {
  const ports = new Map<number, string | null>()
  for (const line of linesOf(text)) {
    const listening = /^LISTEN\s+\d+\s+\d+\s+\S*?:(\d+)\s+\S+\s*(?:users:\(\("([^"]+)")?/.exec(line)
    const kernel = /^\d+:\s+[0-9A-F]+:([0-9A-F]{4})\s+[0-9A-F]+:0000\s+0A\s/.exec(line)
    if (listening) ports.set(Number(listening[1]), listening[2] ?? ports.get(Number(listening[1])) ?? null)
    else if (kernel) ports.set(parseInt(kernel[1] ?? '', 16), null)
  }
  return [...ports].map(([port, process]) => ({ port, process })).toSorted((a, b) => a.port - b.port)
}

const networkOf = (address: string, bits: number): string => {
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const first = value - (value % 2 ** (32 - bits))
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`
}
