import { defineProblems, type Problem } from '@slipway/domain'
import { z } from 'zod'

const mb = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`

/** Everything that can be wrong with a bundle, in one place. */
export const bundleProblems = defineProblems('bundle', {
  BlobDamaged: [
    'damaged',
    (data: { artifact: string; path: string; expected: string; actual: string }) => ({
      what: `The content of ${data.artifact} is not what the bundle's manifest names.`,
      where: data.path,
      why: `expected sha256 ${data.expected}\nfound    sha256 ${data.actual}`,
      remedy: 'Build or import this bundle again: only the damaged content is made anew.',
    }),
  ],
  BlobMissing: [
    'damaged',
    (data: { artifact: string; path: string }) => ({
      what: `The content of ${data.artifact} is missing.`,
      where: data.path,
      remedy: 'Build or import this bundle again: only what is missing is made anew.',
    }),
  ],
  SignatureWrong: [
    'damaged',
    (data: { version: string; key: string }) => ({
      what: `The manifest of bundle ${data.version} does not match its signature.`,
      where: `bundle ${data.version}, key ${data.key}`,
      why: 'The manifest or the signature was changed after it was signed.',
      remedy: 'Do not use this bundle. Fetch it again from whoever built it, or build it anew.',
    }),
  ],
  KeyUnknown: [
    'forbidden',
    (data: { version: string; key: string; folder: string }) => ({
      what: `Bundle ${data.version} is signed by a key that is not trusted here.`,
      where: `key ${data.key}; trusted keys are in ${data.folder}`,
      remedy:
        'Ask whoever built it for the public key, compare its id by another way than the one the bundle came by, and import with --key FILE.',
    }),
  ],
  KeyUnreadable: [
    'invalid',
    (data: { path: string; why: string }) => ({
      what: 'This is not an ed25519 key in PEM.',
      where: data.path,
      why: data.why,
      remedy: 'Give the .pub file that "slipway bundle export" wrote beside the bundle.',
    }),
  ],
  SigningKeyUnreadable: [
    'damaged',
    (data: { path: string; why: string }) => ({
      what: "This platform's own signing key cannot be read.",
      where: data.path,
      why: data.why,
      remedy:
        'Restore the file, or move it away: the next build makes a new key, which networks that import its bundles have to be told to trust.',
    }),
  ],
  VersionWrong: [
    'damaged',
    (data: { version: string; actual: string; store: string }) => ({
      what: `What is entered as bundle ${data.version} is the bundle of Kubernetes ${data.actual}.`,
      where: data.store,
      why: "The signed manifest names another version than the store's index.",
      remedy: 'Do not use this bundle. Fetch it again from whoever built it, or build it anew.',
    }),
  ],
  NoBundle: [
    'not-found',
    (data: { store: string }) => ({
      what: 'No bundle is here yet.',
      where: data.store,
      remedy: '"slipway bundle build" makes one, "slipway bundle import FILE" takes one over.',
    }),
  ],
  VersionUnknown: [
    'invalid',
    (data: { version: string; known: readonly string[] }) => ({
      what: `There is no bundle of Kubernetes ${data.version}.`,
      where: data.version,
      remedy:
        data.known.length === 0
          ? 'No bundle is here yet: build or import one.'
          : `Known: ${data.known.join(', ')}.`,
    }),
  ],
  NoSpace: [
    'unavailable',
    (data: { folder: string; freeBytes: number; neededBytes?: number }) => ({
      what:
        data.neededBytes === undefined
          ? `The disk filled up; ${mb(data.freeBytes)} are free now.`
          : `There is not enough room on the disk: ${mb(data.neededBytes)} are needed, ${mb(data.freeBytes)} are free.`,
      where: data.folder,
      remedy:
        'Free some space there, or choose another disk by SLIPWAY_DATA and SLIPWAY_CACHE. The same command then goes on with what is finished.',
    }),
  ],
  FileTruncated: [
    'damaged',
    (data: { path: string; why: string }) => ({
      what: 'The bundle file ends too early or is damaged.',
      where: data.path,
      why: data.why,
      remedy: 'Copy the file again and compare its size with the original. Nothing of it was taken over.',
    }),
  ],
  FileUnsuitable: [
    'invalid',
    (data: { path: string; why: string }) => ({
      what: 'This is no bundle file.',
      where: data.path,
      why: data.why,
      remedy: 'Give the file that "slipway bundle export" wrote.',
    }),
  ],
  TargetUnusable: [
    'invalid',
    (data: { path: string; why: string }) => ({
      what: 'The bundle cannot be written there.',
      where: data.path,
      why: data.why,
      remedy: 'Name a file in a folder that exists and that you may write to.',
    }),
  ],
  LayoutUnreadable: [
    'damaged',
    (data: { path: string; why: string }) => ({
      what: 'A file of the bundle store cannot be read.',
      where: data.path,
      why: data.why,
      remedy: 'Build or import the bundle again.',
    }),
  ],
  BuildFailed: [
    'failed',
    (data: { artifact: string; command: string; lastLines: string }) => ({
      what: `Building ${data.artifact} failed.`,
      where: data.command,
      why: data.lastLines,
      remedy: 'Mend what the last lines name and run the same command again: what is finished is kept.',
    }),
  ],
})

/** LayoutUnreadable for whatever kept a file of the store from being read. */
export const layoutUnreadable = (path: string, error: unknown): Problem =>
  bundleProblems.LayoutUnreadable({ path, why: reasonOf(error) })

/** An error in words, without its stack; of zod's, what is wrong with which field. */
export const reasonOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? z.prettifyError(error)
    : error instanceof Error
      ? error.message
      : String(error)
