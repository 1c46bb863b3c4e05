import { expect, test } from 'vitest'
import { languageOf } from './language.ts'

test.each([
  [['--lang', 'zh'], { LANG: 'en_US.UTF-8' }, 'zh'],
  [['--lang=zh'], {}, 'zh'],
  [[], { LANG: 'zh_CN.UTF-8' }, 'zh'],
  [[], { LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [[], { LANG: 'fr_FR.UTF-8' }, 'en'],
  [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
  [['--lang'], {}, 'en'],
  [[], {}, 'en'],
])('%j in %j is read in %s', (argv, env, language) => {
  expect(languageOf(argv, env)).toBe(language)
})
