import { serveProblems } from '../problems.ts'

/** An image as a registry serves it. Digests are sha256 in hexadecimal. */
export interface ServedImage {
  /** Upstream name with its host, as in registry.k8s.io/pause: the repository. */
  name: string
  /** Missing where it is given by its digest alone. */
  tag?: string
  manifest: string
  /** Configuration and layers. */
  parts: readonly string[]
}

/** Files in the layout of distribution's filesystem driver (registry/storage/paths.go), below the root folder. */
export interface Layout {
  /** Path and sha256 of each blob. */
  blobs: ReadonlyMap<string, string>
  /** Path of each link, with the digest that it holds. */
  links: ReadonlyMap<string, string>
}

const root = 'docker/registry/v2'
// distribution/reference's grammar; that it refuses "..", "_layers" and the like keeps every path inside the folder
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const host = /^[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?::[0-9]+)?$/
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/

/** Throws ImageNameUnusable, or NameTwice when one name and tag mean two images. */
export const registryLayout = (images: readonly ServedImage[]): Layout => {
  const blobs = new Map<string, string>()
  const links = new Map<string, string>()
  const addBlob = (sha256: string) =>
    blobs.set(`${root}/blobs/sha256/${sha256.slice(0, 2)}/${sha256}/data`, sha256)
  const addTag = (repository: string, image: string, tag: string, manifest: string) => {
    const current = `${repository}/_manifests/tags/${tag}/current/link`
    const other = links.get(current)
    if (other !== undefined && other !== manifest)
      throw serveProblems.NameTwice({ name: image, first: `sha256:${other}`, second: `sha256:${manifest}` })
    links.set(current, manifest)
    links.set(`${repository}/_manifests/tags/${tag}/index/sha256/${manifest}/link`, manifest)
  }
  for (const { name, tag, manifest, parts } of images) {
    const image = tag === undefined ? name : `${name}:${tag}`
    const [first = '', ...rest] = name.split('/')
    const named = host.test(first) && rest.every((part) => component.test(part))
    if (!named || (tag !== undefined && !tagForm.test(tag))) throw serveProblems.ImageNameUnusable({ image })
    const repository = `${root}/repositories/${name}`
    if (tag !== undefined) addTag(repository, image, tag, manifest)
    links.set(`${repository}/_manifests/revisions/sha256/${manifest}/link`, manifest)
    for (const part of parts) links.set(`${repository}/_layers/sha256/${part}/link`, part)
    for (const sha256 of [manifest, ...parts]) addBlob(sha256)
  }
  return { blobs, links }
}
