/** How many columns of a terminal a text takes: Chinese characters and their punctuation take two each. */
export const displayWidth = (text: string): number => {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : 1
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** The text within so many columns; what does not fit is left out at the end, and an ellipsis says so. */
export const fit = (text: string, width: number): string => {
  if (displayWidth(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break
    kept += character
  }
  return width < 1 ? '' : `${kept}…`
}

/** A name within so many columns; its end is kept, which is where names of hosts differ. */
export const fitName = (name: string, width: number): string => {
  if (name.length <= width) return name
  const tail = Math.floor((width - 1) / 2)
  return `${name.slice(0, width - 1 - tail)}…${tail === 0 ? '' : name.slice(-tail)}`
}

/** Whole words on lines of so many columns; what is longer than a line stays whole. Line breaks are kept. */
export const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = ['']
    for (const word of paragraph.split(/(?<=[\s\u3000-\u303f\uff00-\uff0f\u4e00-\u9fff])/u)) {
      const line = lines.at(-1) ?? ''
      if (line !== '' && displayWidth((line + word).trimEnd()) > width) lines.push(word)
      else lines[lines.length - 1] = line + word
    }
    return lines.map((line) => line.trimEnd())
  })
