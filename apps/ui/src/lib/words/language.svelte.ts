import { languages, words, type Code, type Language } from '@slipway/words'
import type { Entry } from '@slipway/words'

const key = 'slipway-language'

const preferred = (): Language => {
  const chosen = localStorage.getItem(key) ?? navigator.language.slice(0, 2)
  return languages.find((language) => language === chosen) ?? 'en'
}

const state = $state<{ now: Language }>({ now: preferred() })

export const language = {
  get now(): Language {
    return state.now
  },
  set now(next: Language) {
    state.now = next
    localStorage.setItem(key, next)
    document.documentElement.lang = next
  },
}
document.documentElement.lang = state.now

/** The words of a code in the chosen language. */
export const say = (code: string, data: Record<string, unknown> = {}): Entry => words(state.now, code, data)

/** What a code of the screens says. */
export const t = (code: Extract<Code, `screen/${string}`>, data: Record<string, unknown> = {}): string =>
  say(code, data).what
