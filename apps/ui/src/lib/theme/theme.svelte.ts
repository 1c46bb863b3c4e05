const key = 'slipway-theme'
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const state = $state<{ now: Theme }>({
  now: themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system',
})

const show = (theme: Theme) => {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.dataset['theme'] = theme
}
show(state.now)

export const theme = {
  get now(): Theme {
    return state.now
  },
  set now(next: Theme) {
    state.now = next
    localStorage.setItem(key, next)
    show(next)
  },
}
