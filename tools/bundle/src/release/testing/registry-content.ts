import { dockerMediaTypes, mediaTypes } from '../../oci/schema.ts'
import { sha256OfBytes } from '../../store/digest.ts'
import type { ReleaseImage } from '../catalogue.ts'

export interface Content {
  bytes: Buffer
  type: string
}

/** Small images as upstream registries serve them: most as an OCI index, some by Docker's names, one without index. */
export const imageContents = ({ host, path, tag }: ReleaseImage): Map<string, Content> => {
  const contents = new Map<string, Content>()
  const put = (kind: 'blobs' | 'manifests', text: string, type: string) => {
    const bytes = Buffer.from(text)
    const digest = `sha256:${sha256OfBytes(bytes)}`
    contents.set(`${kind}/${digest}`, { bytes, type })
    return { mediaType: type, digest, size: bytes.length }
  }
  const docker = host === 'ghcr.io' || path === 'pause'
  const types = docker ? dockerMediaTypes : mediaTypes
  const layerType = docker
    ? 'application/vnd.docker.image.rootfs.diff.tar.gzip'
    : 'application/vnd.oci.image.layer.v1.tar+gzip'
  const manifestFor = (architecture: string) => {
    const config = put('blobs', JSON.stringify({ os: 'linux', architecture, made: path }), mediaTypes.config)
    // the first layer is common to all images, as upstream's base image is
    const layers = [
      put('blobs', `base ${architecture}`, layerType),
      put('blobs', `${path} ${architecture}`, layerType),
    ]
    const manifest = { schemaVersion: 2, mediaType: types.manifest, config, layers }
    return put('manifests', JSON.stringify(manifest), types.manifest)
  }
  const amd64 = manifestFor('amd64')
  const top =
    path === 'pause'
      ? amd64
      : put(
          'manifests',
          JSON.stringify({
            schemaVersion: 2,
            mediaType: types.index,
            manifests: [
              { ...manifestFor('arm64'), platform: { os: 'linux', architecture: 'arm64' } },
              { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
            ],
          }),
          types.index,
        )
  const named = contents.get(`manifests/${top.digest}`)
  if (named) contents.set(`manifests/${tag}`, named)
  return new Map([...contents].map(([key, content]) => [`/v2/${host}/${path}/${key}`, content]))
}
