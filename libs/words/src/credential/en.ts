import type { Area } from '../entry.ts'

export const en = {
  NameTaken: {
    what: 'There is a credential {name} already.',
    remedy: 'Choose another name, or remove the one that is there.',
  },
  InUse: {
    what: 'The credential {name} cannot be removed.',
    why: 'It is the way into {hosts} hosts.',
    remedy: 'Remove those hosts or give them another credential first.',
  },
  NoMasterKey: {
    what: 'There is no master key in {folder}.',
    why: 'Credentials and cluster secrets are encrypted with it.',
    remedy: 'Put the key file back that was there, or let SLIPWAY_MASTER_KEY name the key.',
  },
  MasterKeyUnreadable: {
    what: 'The master key {key} cannot be read.',
    why: 'A master key is an id of letters, digits, dots or hyphens, and 32 bytes in base64.',
    remedy: 'Put the key back as it was made; what it sealed cannot be opened without it.',
  },
  KeyMissing: {
    what: 'A secret cannot be opened.',
    why: 'It was sealed with the master key {key}, which is not there.',
    remedy: 'Put the file of that key back beside the others and start the platform again.',
  },
  SealBroken: {
    what: 'The secret {context} cannot be opened.',
    why: 'Its bytes in the database were changed, or moved from another place.',
    remedy: 'Restore the database from a backup, or enter the secret anew.',
  },
} as const satisfies Area
