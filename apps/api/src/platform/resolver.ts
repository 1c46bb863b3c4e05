import { Inject } from '@nestjs/common'
import { Context, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { PARTS, type Parts } from '../parts.ts'
import { Public } from '../permissions/allow.ts'
import type { Context as Asked } from '../web/context.ts'
import { BundleVersion, Platform } from './types.ts'
import { apiVersion } from './version.ts'

@Resolver(() => Platform)
export class PlatformResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => Platform, {
    description: 'The only field without a login; its bundles are for those who are signed in.',
  })
  @Public()
  platform() {
    return { version: this.parts.settings.version, apiVersion }
  }

  @ResolveField(() => [BundleVersion])
  async bundles(@Context() { caller }: Asked): Promise<BundleVersion[]> {
    if (!caller) return []
    return (await this.parts.bundles.list()).map(({ digest, manifest }) => ({
      digest,
      kubernetesVersion: manifest.kubernetes,
      artifacts: manifest.artifacts.length,
      bytes: manifest.artifacts.reduce((sum, { size }) => sum + size, 0),
    }))
  }
}
