/** A package that dnf chose. */
export interface ChosenPackage {
  name: string
  arch: string
  /** Epoch, where not 0, version and release: 1:3.4-5.el9 */
  evr: string
}

const chosen = /^---> Package (\S+)\.(\S+) (\S+) will be installed$/

/** The closure from what `dnf -v install` printed. */
export const closureOf = (output: string): ChosenPackage[] =>
  output.split('\n').flatMap((line) => {
    const [, name, arch, evr] = chosen.exec(line.trim()) ?? []
    return name && arch && evr ? [{ name, arch, evr }] : []
  })

/** The name of its file, which leaves the epoch out. */
export const fileOf = ({ name, arch, evr }: ChosenPackage): string =>
  `${name}-${evr.replace(/^\d+:/, '')}.${arch}.rpm`
