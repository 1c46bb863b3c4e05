export interface Counts {
  passed: number
  failed: number
}

export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
})

/** The last line of every test run. */
export const closingLine = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`
