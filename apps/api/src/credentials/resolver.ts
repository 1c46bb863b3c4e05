import { Inject } from '@nestjs/common'
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import {
  addCredential,
  findCredential,
  listCredentials,
  recordAudit,
  removeCredential,
  type Credential as Row,
} from '@slipway/persistence'
import { checkedPage, PageArgs, pageOf } from '../paging/page.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { allow, projectFor } from '../permissions/project.ts'
import { checked } from '../schema/checked.ts'
import { checkedId, known } from '../schema/id.ts'
import { RemoveResult } from '../schema/removed.ts'
import { callerOf, type Context as Asked } from '../web/context.ts'
import { credentialInputSchema } from './input.ts'
import { AddCredentialResult, Credential, CredentialConnection, CredentialInput } from './types.ts'
import { isGiven } from '../schema/given.ts'

@Resolver(() => Credential)
export class CredentialsResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => CredentialConnection)
  @Allow('credentials:read')
  async credentials(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args({ type: () => PageArgs }) page: PageArgs,
    @Context() { readers }: Asked,
  ) {
    const filter = !isGiven(project) ? {} : { project: checkedId('project', project) }
    return pageOf(await listCredentials(readers.em, filter, checkedPage(page)))
  }

  @Mutation(() => AddCredentialResult)
  @Allow('credentials:write')
  async addCredential(
    @Args('input', { type: () => CredentialInput }) { project: asked, ...input }: CredentialInput,
    @Context() context: Asked,
  ): Promise<Row> {
    const { name, userName, ...given } = checked(credentialInputSchema, input)
    const project = await projectFor(context, 'credentials:write', asked)
    const kind = given.password === undefined ? 'private-key' : 'password'
    const secrets = Object.fromEntries(Object.entries(given).filter(([, secret]) => secret !== undefined))
    return context.readers.em.transactional(async (tx) => {
      const added = await addCredential(tx, this.parts.vault, { project, name, userName, kind, secrets })
      const by = callerOf(context).person.name
      await recordAudit(tx, {
        ...{ userName: by, project, action: 'credential.add', subject: name },
        data: { id: added.id, kind, user: userName },
      })
      return added
    })
  }

  @Mutation(() => RemoveResult)
  @Allow('credentials:write')
  async removeCredential(@Args('id', { type: () => ID }) id: string, @Context() context: Asked) {
    return context.readers.em.transactional(async (tx) => {
      const row = known('credential', id, await findCredential(tx, checkedId('credential', id)))
      allow(context, 'credentials:write', row.project)
      await removeCredential(tx, id)
      await recordAudit(tx, {
        ...{ userName: callerOf(context).person.name, project: row.project },
        ...{ action: 'credential.remove', subject: row.name, data: { id } },
      })
      return { id }
    })
  }

  @ResolveField(() => Boolean)
  hasSudoPassword(@Parent() { sudoPassword }: Row): boolean {
    return sudoPassword !== null
  }

  @ResolveField(() => Int)
  async hosts(@Parent() { id }: Row, @Context() { readers }: Asked): Promise<number> {
    return (await readers.hostsOfCredential(id)) ?? 0
  }
}
