import type { Command } from 'commander'

/** Gives a command and all below it one behaviour: what was typed wrong is said with the usage, and thrown. */
export const settle = (command: Command): Command => {
  command.exitOverride().showHelpAfterError()
  command.commands.forEach(settle)
  return command
}
