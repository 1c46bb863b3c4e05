import { defineProblems } from '@slipway/domain'

/** What goes wrong between the CLI and the platform; refusals of the platform itself have their words in the catalogue. */
export const clientProblems = defineProblems('client', {
  ServerUnreachable: [
    'unavailable',
    (data: { server: string; reason: string }) => ({
      what: 'The platform does not answer.',
      where: data.server,
      why: data.reason,
      remedy:
        'See that it runs (npm start) and that the address is right: slipway login <URL>, or SLIPWAY_SERVER.',
    }),
  ],
  NotSlipway: [
    'unavailable',
    (data: { server: string; status: number }) => ({
      what: `What answers is not the API of Slipway (HTTP ${data.status}).`,
      where: data.server,
      remedy: 'Give the address of the platform: slipway login <URL>, or SLIPWAY_SERVER.',
    }),
  ],
  ApiTooOld: [
    'invalid',
    (data: { server: string; version: string; api: number; needed: number }) => ({
      what: `The platform is too old for this command: its API is version ${data.api}, and ${data.needed} is needed.`,
      where: `${data.server} (Slipway ${data.version})`,
      remedy: 'Upgrade the platform, or use the slipway of its release.',
    }),
  ],
  ApiTooNew: [
    'invalid',
    (data: { server: string; version: string; api: number; known: number }) => ({
      what: `The platform is too new for this command: its API is version ${data.api}, and ${data.known} is the last that it knows.`,
      where: `${data.server} (Slipway ${data.version})`,
      remedy: 'Use the slipway of the platform’s release.',
    }),
  ],
  NotSignedIn: [
    'forbidden',
    (data: { server: string }) => ({
      what: 'You are not signed in, or your session has ended.',
      where: data.server,
      remedy: 'Sign in: slipway login. Scripts give SLIPWAY_SERVER and SLIPWAY_TOKEN.',
    }),
  ],
  NotAllowed: [
    'forbidden',
    (data: { server: string; message: string }) => ({
      what: 'You may not do this.',
      where: data.server,
      why: data.message,
      remedy: 'Ask an administrator of the platform, or sign in as somebody who may.',
    }),
  ],
  ServerFailed: [
    'failed',
    (data: { server: string; message: string }) => ({
      what: 'The platform failed where it should not.',
      where: data.server,
      why: data.message,
      remedy: 'Try again; if it stays, look for what it names in the logs of the API.',
    }),
  ],
  NotAskedRight: [
    'invalid',
    (data: { server: string; message: string }) => ({
      what: 'The platform does not understand this request.',
      where: data.server,
      why: data.message,
      remedy: 'Check what was given; if that is right, use the slipway of the platform’s release.',
    }),
  ],
  SessionUnreadable: [
    'damaged',
    (data: { path: string; reason: string }) => ({
      what: 'The file of the session cannot be read.',
      where: data.path,
      why: data.reason,
      remedy: 'Sign in again, which writes it anew: slipway login.',
    }),
  ],
  PlainAddress: [
    'invalid',
    (data: { server: string }) => ({
      what: 'Without TLS a password and a session may travel on this machine alone.',
      where: data.server,
      remedy: 'Give an https:// address.',
    }),
  ],
  NoAddress: [
    'invalid',
    (data: { server: string }) => ({
      what: 'This is not the address of a server.',
      where: data.server,
      remedy: 'Give one as in https://slipway.example.org or http://127.0.0.1:7440.',
    }),
  ],
})
