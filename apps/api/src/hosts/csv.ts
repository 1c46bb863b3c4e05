import { hostNameSchema, ipv4Schema, refuse, type Problem } from '@slipway/domain'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

export const hostRowSchema = z.object({
  name: hostNameSchema,
  address: ipv4Schema,
  port: z.coerce.number().int().min(1).max(65_535),
})
export type HostRow = z.infer<typeof hostRowSchema>

export interface RowError {
  /** As editors count: the header is line 1. */
  line: number
  problem: Problem
}

const columns = ['name', 'address']
const mostRows = 2000

/**
 * Reads hosts from lines `name,address,port` below a header that names the columns in any order; port may be left
 * out. Gives every mistake at once. Throws access/CsvColumns or access/CsvInvalid where it is no such table at all.
 */
export const readHosts = (text: string): { rows: HostRow[]; errors: RowError[] } => {
  const records = recordsOf(text)
  const header = records[0]?.record ?? {}
  const missing = columns.filter((column) => !(column in header))
  if (missing.length > 0)
    throw refuse('invalid', 'access/CsvColumns', { field: 'csv', missing: missing.join(', ') })
  const rows: HostRow[] = []
  const errors: RowError[] = []
  const seen = new Map<string, number>()
  for (const { record, line } of records) {
    const parsed = hostRowSchema.safeParse({ ...record, port: record.port || 22 })
    if (!parsed.success) {
      errors.push(...parsed.error.issues.map((issue) => ({ line, problem: invalidCell(issue, record) })))
      continue
    }
    rows.push(parsed.data)
    for (const [field, value] of uniqueOf(parsed.data)) {
      const first = seen.get(value)
      if (first !== undefined) errors.push({ line, problem: doubled(field, value, first) })
      else seen.set(value, line)
    }
  }
  return { rows, errors }
}

const uniqueOf = ({ name, address, port }: HostRow): [field: string, value: string][] => [
  ['name', name],
  ['address', `${address}:${port}`],
]

const doubled = (field: string, value: string, line: number): Problem =>
  refuse('invalid', 'access/InputInvalid', { field, reason: `${value} is in line ${line} already` })

const invalidCell = (issue: z.core.$ZodIssue, record: Record<string, string>): Problem => {
  const field = String(issue.path[0] ?? 'line')
  return refuse('invalid', 'access/InputInvalid', {
    field,
    reason: `“${record[field] ?? ''}”: ${issue.message}`,
  })
}

const recordsOf = (text: string): { record: Record<string, string>; line: number }[] => {
  try {
    const found = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      info: true,
      skip_empty_lines: true,
      to: mostRows,
      trim: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[]
    return found.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    throw refuse('invalid', 'access/CsvInvalid', {
      field: 'csv',
      reason: error instanceof Error ? error.message : String(error),
    })
  }
}
