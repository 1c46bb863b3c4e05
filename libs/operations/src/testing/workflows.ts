import { condition, defineSignal, setHandler } from '@temporalio/workflow'

export const finishSignal = defineSignal('finish')

/** Runs until it is told to finish, or is cancelled. */
export const runOperation = async (operationId: string): Promise<string> => {
  let finished = false
  setHandler(finishSignal, () => void (finished = true))
  await condition(() => finished)
  return operationId
}

export const gatherHostFacts = runOperation
