import type { Area } from '../entry.ts'

export const en = {
  SignedOut: {
    what: 'Nobody is signed in.',
    why: 'The request carries no session, or its session has ended.',
    remedy: 'Sign in (slipway login) and ask again.',
  },
  NotAllowed: {
    what: 'You may not do this: it needs the permission {permission}.',
    remedy: 'Ask an administrator of the platform.',
  },
  SignInFailed: {
    what: 'The name or the password is wrong.',
    remedy: 'Check both and try again.',
  },
  TooManyAttempts: {
    what: 'There were too many failed sign-ins; the next one is possible in {seconds} s.',
    why: 'They are counted by name and by the address they come from.',
    remedy: 'Wait that long, then try again.',
  },
  PasswordWrong: {
    what: 'The present password is wrong.',
    remedy: 'Give the password that you sign in with.',
  },
  PasswordShort: {
    what: 'A password has at least {least} characters.',
    remedy: 'Choose a longer one; several words are easy to remember.',
  },
  PasswordLong: { what: 'A password has at most {most} characters.', remedy: 'Choose a shorter one.' },
  PasswordSame: { what: 'The new password is the old one.', remedy: 'Choose another one.' },
  OriginForeign: {
    what: 'The request was not made by a page of this server.',
    why: 'A session’s cookie is taken only from the platform’s own pages.',
    remedy: 'Use the dashboard itself; behind a proxy, set api.publicUrl to the address that browsers see.',
  },
  NotJson: {
    what: 'The request’s body is not said to be JSON.',
    remedy: 'Send it with the header Content-Type: application/json.',
  },
  InputInvalid: { what: '{field} is not valid: {reason}.', remedy: 'Correct it and try again.' },
  Unknown: {
    what: 'There is no {what} {id}, or you may not see it.',
    remedy: 'Check the name or the id.',
  },
  CsvInvalid: {
    what: 'The table of hosts is not valid: {reason}.',
    remedy: 'Correct it; nothing was imported.',
  },
  CsvColumns: {
    what: 'The table of hosts lacks a column: {missing}.',
    remedy: 'Begin it with the line name,address,port; port may be left out.',
  },
  TooDeep: {
    what: 'The document is {depth} fields deep; at most {greatest} are allowed.',
    remedy: 'Ask in several smaller documents.',
  },
  TooCostly: {
    what: 'The document would cost {cost}; at most {greatest} is allowed.',
    remedy: 'Ask for fewer fields or shorter pages (first).',
  },
  SubscriptionsOnly: {
    what: 'Over a WebSocket only subscriptions are answered.',
    remedy: 'Send queries and mutations by POST to /graphql.',
  },
  TooManySubscriptions: {
    what: 'A connection has at most {most} subscriptions.',
    remedy: 'End some of them, or open another connection.',
  },
  ClusterNotRunning: {
    what: 'The cluster {cluster} has no API server that could sign a kubeconfig.',
    why: 'It is not made yet, or it is deleted.',
    remedy: 'Wait until it is made, then ask again.',
  },
  HoursInvalid: {
    what: 'A kubeconfig is valid for {least} to {most} hours.',
    remedy: 'Give a number of hours between these.',
  },
  ServerUnknown: {
    what: '{server} is none of the addresses that the cluster’s certificate carries.',
    why: 'It carries {known}.',
    remedy: 'Choose one of these, or give it at creation as one of apiNames.',
  },
  UiNotSet: {
    what: 'Temporal’s UI is not known to the platform.',
    remedy: 'Set temporal.uiUrl to its address.',
  },
  UiUnreachable: { what: 'Temporal’s UI does not answer.', remedy: 'See that Temporal and its UI run.' },
  BundlesUnreachable: {
    what: 'The platform’s bundles cannot be read: {reason}.',
    remedy:
      'See that bundles are built (slipway bundle list) and served, and that hosts.filesUrl names where.',
  },
} as const satisfies Area
