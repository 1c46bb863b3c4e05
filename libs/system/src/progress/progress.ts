/** One piece of long work in sight. */
export interface ProgressTask {
  /** What it is doing now, in a few words. */
  note(text: string): void
  done(result?: string): void
  failed(): void
}

/** Where long work says what it does; each piece has a start, an end and its elapsed time. */
export interface Progress {
  start(label: string): ProgressTask
}

/** For callers that show nothing. */
export const silentProgress: Progress = {
  start: () => ({ note: () => undefined, done: () => undefined, failed: () => undefined }),
}

/** Runs `work` as one task of the progress; `result` makes the words of its end. */
export const withProgress = async <Result>(
  progress: Progress,
  label: string,
  work: (task: ProgressTask) => Promise<Result>,
  result?: (value: Result) => string | undefined,
): Promise<Result> => {
  const task = progress.start(label)
  try {
    const value = await work(task)
    task.done(result?.(value))
    return value
  } catch (error) {
    task.failed()
    throw error
  }
}
