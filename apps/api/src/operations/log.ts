import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common'
import { linesAfter, type LogLine } from '@slipway/persistence'
import type { Request, Response } from 'express'
import { once } from 'node:events'
import type { Bell } from '../live/bell.ts'
import { positionOf } from '../live/operation-events.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { isId, known } from '../schema/id.ts'
import { watchSession } from '../sessions/watch.ts'
import { callerOf, freshReaders, type Context } from '../web/context.ts'

interface Asked {
  step?: string
  target?: string
  after?: string
  follow?: string
}

const atOnce = 500
const beatEvery = 15_000

/** The log of an operation, of a step, or of one cell, as server-sent events. */
@Controller('operations')
export class LogController {
  @Inject(PARTS) private readonly parts!: Parts

  /**
   * Lines after `after` or Last-Event-ID, which an id of an event is; then as they come, until the cell or the
   * operation has ended, which the event `end` says. With follow=false only those that are there.
   */
  @Get(':id/log')
  @Allow('operations:read')
  async log(
    @Param('id') id: string,
    @Query() query: Asked,
    @Req() request: Request & { context: Context },
    @Res() response: Response,
  ): Promise<void> {
    const { context } = request
    const { step, target } = query
    const resumed = request.header('last-event-id')
    const position = positionOf(resumed || query.after)
    known('operation', id, isId(id) ? await context.readers.operation(id) : undefined)
    const { bell, end } = this.parts.changes.bell(
      (change) =>
        (change.kind === 'operation' && change.id === id) ||
        (change.kind === 'ledger' && change.operation === id) ||
        (change.kind === 'log' &&
          change.operation === id &&
          (step === undefined || change.step === step) &&
          (target === undefined || change.target === target)),
    )
    const stop = watchSession(this.parts, callerOf(context), end)
    response.on('close', end)
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    response.flushHeaders()
    const beat = setInterval(() => response.write(': \n\n'), beatEvery).unref()
    try {
      await this.#send(response, bell, context, {
        id,
        step,
        target,
        position,
        follow: query.follow !== 'false',
      })
    } finally {
      clearInterval(beat)
      stop()
      end()
      response.end()
    }
  }

  async #send(
    response: Response,
    bell: Bell,
    context: Context,
    asked: {
      id: string
      step: string | undefined
      target: string | undefined
      position: number
      follow: boolean
    },
  ): Promise<void> {
    const { id, step, target, follow } = asked
    let { position } = asked
    do {
      let lines: LogLine[]
      let over: boolean
      do {
        context.readers = freshReaders(this.parts.database, context.caller)
        // whether it is over first: when it is, all its lines are there
        over = !follow || (await this.#isOver(context, id, step, target))
        lines = await linesAfter(context.readers.em, { operation: id, step, target }, position, atOnce)
        for (const line of lines) {
          position = line.seq
          if (!response.write(`id: ${line.seq}\ndata: ${JSON.stringify(line)}\n\n`)) await drained(response)
          if (bell.closed) return
        }
      } while (lines.length === atOnce)
      if (over) return void response.write(`event: end\ndata: {}\n\n`)
    } while (await bell.wait())
  }

  /** A cell that failed may be tried again as long as its operation runs. */
  async #isOver({ readers }: Context, id: string, step?: string, target?: string): Promise<boolean> {
    if (known('operation', id, await readers.operation(id)).state !== 'running') return true
    if (step === undefined || target === undefined) return false
    const cell = (await readers.cells(id))?.find((one) => one.step === step && one.target === target)
    return cell !== undefined && !['running', 'failed'].includes(cell.state)
  }
}

/** A client that went away is no longer waited for. */
const drained = async (response: Response): Promise<void> => {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (response.destroyed) return
  await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
}
