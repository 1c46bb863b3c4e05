import { clusterSpecSchema, type BundleManifest } from '@slipway/domain'
import { everything, type Plan } from '@slipway/persistence'
import {
  openTestDatabase,
  seedHosts,
  type SeededHosts,
  type TestDatabase,
} from '@slipway/persistence/testing'
import type { Client } from '@temporalio/client'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planOperation } from '../plan/plan-operation.ts'
import type { Actor, Platform } from '../platform.ts'
import { smallPlanners } from './planners.ts'

const manifest: BundleManifest = {
  schema: 1,
  kubernetes: '1.36.3',
  platform: 'linux/amd64',
  source: 'release',
  operatingSystems: ['debian-12'],
  artifacts: [],
}

export interface World extends Platform {
  database: TestDatabase
  /** What could not be started. */
  unstarted: unknown[]
  /** The bundle's digest from now on. */
  bundleDigest: string
  close(): Promise<void>
}

/** A platform with a database and folders of its own, plans of two steps, and one bundle: 1.36.3. */
export const openWorld = async (temporal: Client): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-operations-'))
  const playbooks = join(folder, 'ansible')
  await mkdir(playbooks)
  await writeFile(join(playbooks, 'run.yml'), '- hosts: all\n')
  const database = await openTestDatabase()
  const unstarted: unknown[] = []
  const world: World = {
    database,
    temporal,
    data: join(folder, 'data'),
    playbooks,
    planners: smallPlanners,
    unstarted,
    bundleDigest: 'b'.repeat(64),
    onUnstarted: (error) => unstarted.push(error),
    bundles: {
      versions: async () => ['1.36.3'],
      find: async (version) => (version === '1.36.3' ? { manifest, digest: world.bundleDigest } : undefined),
    },
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}

export interface Site extends SeededHosts {
  actor: Actor
}

/** A project of its own with hosts, and somebody who may see it. */
export const openSite = async ({ database }: World): Promise<Site> => {
  const seeded = await seedHosts(database.fork(everything))
  return { ...seeded, actor: { name: 'someone', scope: { projects: [seeded.project.id] } } }
}

/** Plans a cluster of that name on the site's hosts: the first is the control plane. */
export const planCreate = (world: World, { project, hosts, actor }: Site, name = 'demo'): Promise<Plan> =>
  planOperation(world, {
    actor,
    request: {
      verb: 'create',
      project: project.id,
      spec: clusterSpecSchema.parse({
        name,
        kubernetesVersion: '1.36.3',
        controlPlanes: [hosts[0]!.id],
        workers: hosts.slice(1).map(({ id }) => id),
      }),
    },
  })

export const planDelete = (world: World, { actor }: Site, cluster: string): Promise<Plan> =>
  planOperation(world, { actor, request: { verb: 'delete', cluster } })
