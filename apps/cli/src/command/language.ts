import { languages, type Language } from '@slipway/words'

/** The language of failures and findings: --lang, else that of the terminal (LC_ALL, LC_MESSAGES, LANG), else English. */
export const languageOf = (
  argv: readonly string[] = process.argv,
  env: NodeJS.ProcessEnv = process.env,
): Language => {
  const flag = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const said = argv[flag] === '--lang' ? argv[flag + 1] : argv[flag]?.slice('--lang='.length)
  const wanted = said ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? ''
  return languages.find((language) => wanted.toLowerCase().startsWith(language)) ?? 'en'
}
