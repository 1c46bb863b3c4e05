import { defineProblems } from '@slipway/domain'

export const authorityProblems = defineProblems('authority', {
  Damaged: [
    'damaged',
    (data: { path: string; why: string }) => ({
      what: "The platform's certificate authority cannot be read.",
      where: data.path,
      why: data.why,
      remedy:
        'Put its folder back from a backup. If there is none, remove the folder: a new authority is made, and every host that trusts the old one must be given the new ca.crt.',
    }),
  ],
  Expired: [
    'unavailable',
    (data: { path: string; notAfter: string }) => ({
      what: `The platform's certificate authority ends on ${data.notAfter} and can issue nothing that lasts.`,
      where: data.path,
      remedy:
        'Remove its folder: a new authority is made, and every host that trusts the old one must be given the new ca.crt.',
    }),
  ],
})
