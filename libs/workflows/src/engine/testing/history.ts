import proto from '@temporalio/proto'
import { join } from 'node:path'

const { History } = proto.temporal.api.history.v1
export type History = proto.temporal.api.history.v1.IHistory

/** A history as an earlier release wrote it. record-history.ts writes it anew when the engine's order has to change. */
export const historyPath = join(import.meta.dirname, 'history.json')

/** The SDK's own pair of functions for this does not work where two copies of protobufjs are installed. */
export const asJson = (history: History): string =>
  `${JSON.stringify(History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String }))}\n`

export const fromJson = (text: string): History =>
  History.fromObject(JSON.parse(text) as Record<string, unknown>)
