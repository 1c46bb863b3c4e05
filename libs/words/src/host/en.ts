import type { Area } from '../entry.ts'

export const en = {
  Unreachable: {
    what: 'The host {host} cannot be reached at {address}: {reason}.',
    remedy:
      'See that it is running, that its address and SSH port are right, and that no firewall is between it and the platform.',
  },
  LoginRefused: {
    what: 'The host {host} refuses the login of {user}.',
    why: 'The credential does not satisfy it. What it accepts: {methods}.',
    remedy: 'Give the host a credential with the right user and password or key, then look at it again.',
  },
  CredentialUnusable: {
    what: 'The credential of the host {host} cannot be used: {reason}.',
    remedy: 'Store the private key again, whole and with its passphrase.',
  },
  PasswordExpired: {
    what: 'The password of {user} on the host {host} has expired.',
    remedy: 'Log in by hand, set a new one, and store it in the credential.',
  },
  NoShell: {
    what: 'The user {user} gets no shell on the host {host}.',
    why: 'The host said: {output}.',
    remedy: 'Give the user a login shell such as /bin/sh, or use another user.',
  },
  SudoRefused: {
    what: 'The user {user} does not become root on the host {host}.',
    why: 'sudo said: {reason}.',
    remedy: 'Let sudoers allow the user everything without a terminal, and store the right sudo password.',
  },
  SudoPasswordNeeded: {
    what: 'On the host {host}, sudo asks {user} for a password, and the credential holds none.',
    remedy: 'Store the sudo password in the credential, or let sudoers ask for none.',
  },
  KeyChanged: {
    what: 'The host {host} shows another key than when it was first seen.',
    why: 'It was installed anew, or another machine answers at its address. First seen: {expected}; now: {seen}.',
    remedy: 'If you know why it changed: slipway host forget-key {host}. Else find out who answers there.',
  },
  FactsUnreadable: {
    what: 'What the host {host} says about itself cannot be understood: {missing}.',
    remedy: 'See that it runs a supported Linux with the usual tools, then look at it again.',
  },
  CommandFailed: {
    what: 'A command on the host {host} failed: {outcome}.',
    why: 'Its last lines: {output}',
    remedy: 'Mend what its last lines name and try again.',
  },
  NameTaken: {
    what: 'There is a host {name} already.',
    remedy: 'Choose another name.',
  },
  AddressTaken: {
    what: 'The address {address}, port {port}, belongs to a host that is registered already.',
    why: 'It may be in another project.',
    remedy: 'Use the host that is there, or have it removed first.',
  },
  InUse: {
    what: 'The host {host} cannot be removed: it belongs to the cluster {cluster}.',
    remedy: 'Remove it from the cluster, or delete the cluster, first.',
  },
  Gone: {
    what: 'There is no host {host} any more.',
    remedy: 'Look at the list of hosts.',
  },
} as const satisfies Area
