import { All, Controller, Inject, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { handOn } from './temporal-ui.ts'

/** Temporal's own UI, for admins. */
@Controller()
export class TemporalController {
  @Inject(PARTS) private readonly parts!: Parts

  @All(['temporal', 'temporal/*path'])
  @Allow('temporal:use')
  temporal(@Req() request: Request, @Res() response: Response): void {
    handOn(this.parts.settings.temporalUi, request, response)
  }
}
