const line = /^([0-9a-f]{64})(?:\s+\*?(\S+))?$/

/**
 * The sha256 that a published checksum file gives for `file`: in a list by name, or alone.
 * Undefined if there is none.
 */
export const publishedChecksum = (text: string, file: string): string | undefined => {
  // some publishers end their lines with a NUL (sha256sum -z)
  const entries = text
    .split(/[\r\n\0]+/)
    .map((entry) => line.exec(entry.trim()))
    .filter((entry) => entry !== null)
  const named = entries.find(([, , name]) => name !== undefined && name.replace(/^.*\//, '') === file)
  const alone = entries.length === 1 && entries[0]?.[2] === undefined ? entries[0] : undefined
  return (named ?? alone)?.[1]
}
