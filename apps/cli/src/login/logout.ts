import type { Command } from 'commander'
import { openClient } from '../client/client.ts'
import { forgetSession, readSession, serverOf, sessionPath } from '../client/session.ts'
import { answer, apiCommand, type Common } from '../command/api-command.ts'
import { languageOf } from '../command/language.ts'
import { logoutDocument } from './documents.ts'

export const logoutCommand = (): Command =>
  apiCommand('logout', 'end the session, here and on the platform', 'slipway logout').action(
    async (options: Common) => {
      const path = sessionPath()
      const session = await readSession(path)
      await forgetSession(path) // first: whatever the platform answers, nothing stays here
      if (session) await openClient({ server: serverOf(session), language: languageOf() }).ask(logoutDocument)
      const text = session ? `signed out of ${session.server}` : 'nobody was signed in'
      answer(options, { server: session?.server ?? null }, text)
    },
  )
