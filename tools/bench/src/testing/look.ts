import type { HostAccess } from '@slipway/sandbox'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onHost } from './on-host.ts'

/** What a host is, line by line. */
export const lookAt = async (host: HostAccess | undefined): Promise<string> =>
  onHost(host, await readFile(join(import.meta.dirname, 'look.sh'), 'utf8'))

/** What is there now and was not, and what was and is not. */
export const difference = (before: string | undefined, now: string): string[] => {
  const [old, fresh] = [(before ?? '').split('\n'), now.split('\n')]
  return [
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
    ...old.filter((line) => !fresh.includes(line)).map((line) => `- ${line}`),
  ]
}

/** Takes the kubelet's port on a host; free again by `systemctl stop squatter`. */
export const takeKubeletPort =
  'systemd-run --unit squatter --quiet python3 -m http.server 10250; until ss -ltn | grep -q :10250; do sleep 0.1; done'
