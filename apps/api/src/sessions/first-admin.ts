import { addUser, findUser, recordAudit, type Database } from '@slipway/persistence'
import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hashPassword } from './password.ts'
import { firstAdmin } from './sign-in.ts'

/**
 * Makes the first admin where there is nobody of that name, with a random password that is left in a file for
 * whoever installed the platform. The file is written before the user is there for good: a crash between the two
 * leaves a file that the next start writes anew. Of several that start at once one makes it.
 */
export const ensureFirstAdmin = (database: Database, path: string): Promise<boolean> =>
  database.transaction(async (tx) => {
    if (await findUser(tx, firstAdmin)) return false
    const password = randomBytes(15).toString('base64url')
    const user = { name: firstAdmin, passwordHash: await hashPassword(password), admin: true }
    if (!(await addUser(tx, user))) return false
    await recordAudit(tx, { userName: firstAdmin, action: 'user.add', subject: firstAdmin })
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, `${password}\n`, { mode: 0o600 })
    await rename(`${path}.new`, path)
    return true
  })
