import { join } from 'node:path'
import { z } from 'zod'
import { subnetWithGateway, type Subnet } from '../address/pick-address.ts'
import type { Instance } from '../instance/instance.ts'
import { readRecord, writeRecord } from '../instance/record.ts'

const record = z.object({ subnet: z.string() })
const pathOf = (instance: Instance): string => join(instance.folder, 'network.json')

/** The sandbox's network as it was chosen at the first `up`; undefined before. */
export const readNetwork = async (instance: Instance): Promise<Subnet | undefined> => {
  const found = await readRecord(pathOf(instance), record)
  return found && subnetWithGateway(found.subnet)
}

export const writeNetwork = (instance: Instance, { subnet }: Subnet): Promise<void> =>
  writeRecord(pathOf(instance), { subnet })
