import type { Area } from '../entry.ts'

export const en = {
  SettingUnknown: {
    what: 'There is no setting {name}.',
    why: 'It is named in {source}.',
    remedy: 'Perhaps {nearest} is meant; slipway config lists them all.',
  },
  SettingInvalid: {
    what: 'The setting {name} has a value that it cannot have: {reason}.',
    why: 'It is set in {source}. It means: {about}.',
    remedy: 'Give it a value of that form; slipway config shows what is set.',
  },
  SettingsUnreadable: {
    what: 'The settings in {path} cannot be read: {reason}.',
    remedy: 'Mend the file, or let SLIPWAY_CONFIG name another one.',
  },
  TlsWanted: {
    what: 'The API may not listen on {listen} without TLS.',
    why: 'Others than this machine would reach it there, and passwords would be readable on their way.',
    remedy: 'Set api.tls.certificate and api.tls.key, or let it listen on 127.0.0.1.',
  },
  TlsHalf: {
    what: '{given} is set, but not {missing}.',
    why: 'A certificate is of no use without its key, nor a key without its certificate.',
    remedy: 'Set both or neither.',
  },
  AddressWanted: {
    what: 'The part {part} does not run here, and {name} names no other.',
    remedy: 'Set {name}, or take {part} into the setting parts.',
  },
  AlreadyRunning: {
    what: 'A platform runs already for the data folder {data}.',
    remedy: 'Use that one, end it, or let SLIPWAY_DATA name another folder.',
  },
  PartNotReady: {
    what: 'The part {part} did not become ready: {outcome}.',
    why: '{lastLines}',
    remedy: 'Mend what its last lines name and start again; the whole log is {log}.',
  },
  PortTaken: {
    what: 'The address {listen}, which the setting {name} names, is taken.',
    remedy: 'End what listens there, or set another one.',
  },
  DatabaseSilent: {
    what: 'The database of this platform does not answer.',
    remedy: 'Start the platform (npm start), or let database.url name its database.',
  },
  PostgresFailed: {
    what: 'The embedded PostgreSQL did not start.',
    why: '{lines}',
    remedy: 'Mend what its last lines name, or let database.url name another PostgreSQL.',
  },
  FolderOutOfReach: {
    what: 'PostgreSQL cannot go into the folder {folder}.',
    why: 'It runs as the account postgres, and one of the folders above is closed to others.',
    remedy:
      'Open the folders above for passing through (chmod o+x), or let SLIPWAY_DATA name another folder.',
  },
} as const satisfies Area
