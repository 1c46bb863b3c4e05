/** The part of a content that a request asks for, by its first and last byte; `undefined` is the whole. */
export type Part = { first: number; last: number } | undefined

/**
 * Reads a Range header (RFC 9110, 14.2) of one range of bytes. What is not understood, several ranges among it,
 * means the whole, as the RFC allows; a range that begins after the end is 'unsatisfiable'.
 */
export const readRange = (header: string | undefined, size: number): Part | 'unsatisfiable' => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from === '') return suffix(Number(to), size)
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return undefined
  return first < size ? { first, last } : 'unsatisfiable'
}

const suffix = (length: number, size: number): Part | 'unsatisfiable' =>
  length > 0 && size > 0 ? { first: Math.max(0, size - length), last: size - 1 } : 'unsatisfiable'
