import { chmod, readFile, writeFile } from 'node:fs/promises'

/** Turns over one bit in the middle of a file, or at the byte given; the file stays as long as it was. */
export const flipBit = async (path: string, at?: number): Promise<void> => {
  const bytes = await readFile(path)
  const offset = at ?? Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset)
  await chmod(path, 0o644)
  await writeFile(path, bytes)
}
