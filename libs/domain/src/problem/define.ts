import { Problem, type Kind, type Words } from './problem.ts'

// `any` is what lets each entry state the type of its own data; callers see that type, not `any`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Entry = readonly [kind: Kind, words: (data: any) => Words]

type Makers<Entries extends Record<string, Entry>> = {
  readonly [Code in keyof Entries]: (data: Parameters<Entries[Code][1]>[0]) => Problem
}

/**
 * Declares the problems of one area, each once: its code, its kind and its words.
 * Codes are prefixed with the area, as in `bundle/BlobDamaged`.
 */
export const defineProblems = <const Entries extends Record<string, Entry>>(
  area: string,
  entries: Entries,
): Makers<Entries> =>
  Object.fromEntries(
    Object.entries(entries).map(([code, [kind, words]]) => [
      code,
      (data: Record<string, unknown>) => new Problem(`${area}/${code}`, kind, data, words(data)),
    ]),
  ) as Makers<Entries>
