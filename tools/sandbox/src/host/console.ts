import { open } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Instance } from '../instance/instance.ts'
import { consolePath } from './record.ts'

const tailBytes = 4096
const tailLines = 15

/** The last lines of what the host printed while it booted and stopped, without colours. */
export const lastConsoleLines = async (instance: Instance, name: string): Promise<string> => {
  const file = await open(consolePath(instance, name)).catch(() => undefined)
  if (file === undefined) return ''
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(tailBytes),
      position: Math.max(0, size - tailBytes),
    })
    const text = stripVTControlCharacters(buffer.subarray(0, bytesRead).toString())
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-tailLines)
      .join('\n')
  } finally {
    await file.close()
  }
}
