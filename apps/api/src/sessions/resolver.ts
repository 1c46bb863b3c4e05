import { Inject } from '@nestjs/common'
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql'
import { PARTS, type Parts } from '../parts.ts'
import { Allow, Public } from '../permissions/allow.ts'
import { callerOf, type Context as Asked } from '../web/context.ts'
import { endedCookie, sessionCookie } from './cookie.ts'
import { changePassword, signIn, signOut } from './sign-in.ts'
import { ChangePasswordResult, LoginResult, Session, User } from './types.ts'

@Resolver(() => Session)
export class SessionsResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => User)
  @Allow('self')
  me(@Context() context: Asked): User {
    return callerOf(context).person
  }

  @Mutation(() => LoginResult)
  @Public()
  async login(
    @Args('name', { type: () => String }) name: string,
    @Args('password', { type: () => String }) password: string,
    @Args('cookie', {
      type: () => Boolean,
      nullable: true,
      defaultValue: false,
      description: 'Sets a __Host- cookie and gives no token.',
    })
    cookie: boolean | null,
    @Context() { address, response }: Asked,
  ) {
    const by = cookie ? 'cookie' : 'bearer'
    const { token, ...session } = await signIn(this.parts.database, { name, password, address, by })
    if (by === 'bearer') return { ...session, token }
    response?.setHeader('set-cookie', sessionCookie(token, session.expiresAt))
    return session
  }

  @Mutation(() => Boolean)
  @Allow('self')
  async logout(@Context() context: Asked): Promise<boolean> {
    const { person, token, session, by } = callerOf(context)
    await signOut(this.parts.database, { name: person.name, token })
    this.parts.sessionEnds.publish(session.id)
    if (by === 'cookie') context.response?.setHeader('set-cookie', endedCookie)
    return true
  }

  @Mutation(() => ChangePasswordResult)
  @Allow('self')
  async changePassword(
    @Args('current', { type: () => String }) current: string,
    @Args('next', { type: () => String }) next: string,
    @Context() context: Asked,
  ) {
    const { person, token } = callerOf(context)
    const who = { ...person, token, address: context.address }
    await changePassword(this.parts.database, who, { current, next }, this.parts.settings.firstPassword)
    this.parts.sessionEnds.check()
    return person
  }
}
