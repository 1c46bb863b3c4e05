/**
 * The path of a request as the map of paths has it, or undefined if it cannot be decoded.
 * apt asks for the files of a flat repository below `./`, so that means nothing; `..` is left, and leads nowhere.
 */
export const askedPath = (url: string): string | undefined => {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '').replaceAll(/(?:\/\.)+(?=\/)/g, '')
  } catch {
    return undefined
  }
}
