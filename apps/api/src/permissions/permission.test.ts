import { expect, test } from 'vitest'
import { mayDo, mayDoSomewhere, otherPermissions, projectPermissions, type Person } from './permission.ts'

const person = (admin: boolean, projects: Person['scope']['projects']): Person => ({
  id: '1',
  name: 'name',
  admin,
  scope: { projects },
})
const [admin, member, stranger] = [person(true, 'all'), person(false, ['one']), person(false, [])]

test.each(projectPermissions)(
  '%s: admins everywhere, members in their projects, others nowhere',
  (permission) => {
    expect([admin, member, stranger].map((who) => mayDo(who, permission, 'one'))).toEqual([true, true, false])
    expect([admin, member, stranger].map((who) => mayDo(who, permission, 'two'))).toEqual([
      true,
      false,
      false,
    ])
    expect([admin, member, stranger].map((who) => mayDoSomewhere(who, permission))).toEqual([
      true,
      true,
      false,
    ])
  },
)

test('what belongs to no project: one’s own affairs for all, the platform’s for admins', () => {
  const who = [admin, member, stranger]
  expect(otherPermissions.map((permission) => who.map((one) => mayDoSomewhere(one, permission)))).toEqual([
    [true, true, true],
    [true, false, false],
  ])
})
