// the API serves files only; everything is asked for by the browser
export const ssr = false
export const prerender = false
