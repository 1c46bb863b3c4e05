import { randomBytes } from 'node:crypto'

/**
 * The command that becomes root by what the user may and then runs a shell that reads its script from standard input.
 * It goes through the user's own login shell, whichever that is. It prints `<mark> root` or `<mark> sudo` as soon as
 * the shell is ready, and `<mark> ?` on standard error where sudo wants a password: only then is one sent, so that it
 * can never be taken for a line of the script. sudo hides SSH_CONNECTION, which the script may want.
 */
export const rootShell = (): { mark: string; command: string } => {
  const mark = `slipway-${randomBytes(8).toString('hex')}`
  const inner = `echo ${mark} sudo; SSH_CONNECTION=\\$1 exec sh -s`
  const command =
    `exec sh -c 'if [ "$(id -u)" = 0 ]; then echo ${mark} root; exec sh -s; fi; ` +
    `LC_ALL=C exec sudo -S -p "${mark} ?" sh -c "${inner}" sh "$SSH_CONNECTION"'`
  return { mark, command }
}

/** A shell of the user's own, ready to read a script as `rootShell` does. */
export const userShell = (): { mark: string; command: string } => {
  const mark = `slipway-${randomBytes(8).toString('hex')}`
  return { mark, command: `exec sh -c 'echo ${mark} user; exec sh -s'` }
}
