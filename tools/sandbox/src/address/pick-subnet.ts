import { overlap, rangeOf, toAddress } from './address.ts'

/**
 * Sandboxes take their networks from here: private addresses that few installations use, and that end before
 * 10.96.0.0/12, which kubeadm gives to services. A host in there could not be reached by its cluster's pods.
 */
export const sandboxRange = '10.64.0.0/11'

/**
 * The first network of 256 addresses that overlaps none of `taken`, beginning at a place that follows from the id,
 * so that two sandboxes seldom look at the same one. Undefined when none is free.
 */
export const pickSubnet = (id: string, taken: readonly string[]): string | undefined => {
  const { first, last } = rangeOf(sandboxRange)
  const count = (last - first + 1) / 256
  const start = Number.parseInt(id, 16) % count
  const ranges = taken.map(rangeOf)
  for (let step = 0; step < count; step++) {
    const subnet = `${toAddress(first + ((start + step) % count) * 256)}/24`
    const range = rangeOf(subnet)
    if (!ranges.some((other) => overlap(range, other))) return subnet
  }
  return undefined
}
