import { SetMetadata } from '@nestjs/common'
import type { Permission } from './permission.ts'

export const permissionKey = 'slipway:permission'

/** Who may call it. A field or a route without `Allow` or `Public` is denied to everybody, and fails a test. */
export const Allow = (permission: Permission) => SetMetadata(permissionKey, permission)

/** Anybody may call it, also without a login. */
export const Public = () => SetMetadata(permissionKey, 'public')
