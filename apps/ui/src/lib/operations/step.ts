/** The code of a step's title in the catalogue of words: init-control-plane is step/InitControlPlane. */
export const stepCode = (name: string): string =>
  `step/${name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())}`
