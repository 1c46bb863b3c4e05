import type { Problem } from '@slipway/domain'
import { serveProblems } from '../problems.ts'

/** Why a server could not listen: the port is taken, or something else that `why` tells. */
export const listenProblem = (
  server: string,
  address: string,
  port: number,
  taken: boolean,
  why: string,
): Problem =>
  taken
    ? serveProblems.PortTaken({ server, address, port })
    : serveProblems.CannotListen({ server, address, port, why })
