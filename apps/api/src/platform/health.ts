import { Controller, Get, Inject, Res } from '@nestjs/common'
import type { Response } from 'express'
import { PARTS, type Parts } from '../parts.ts'
import { Public } from '../permissions/allow.ts'

@Controller('health')
export class HealthController {
  @Inject(PARTS) private readonly parts!: Parts

  /** The process answers. */
  @Get('live')
  @Public()
  live(@Res() response: Response): void {
    response.json({ live: true })
  }

  /** What it needs to answer anything else is there. */
  @Get('ready')
  @Public()
  async ready(@Res() response: Response): Promise<void> {
    const database = await this.parts.database.isReady()
    response.status(database ? 200 : 503).json({ ready: database, database })
  }
}
