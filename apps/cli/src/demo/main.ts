// npm run demo
import { failWith } from '../command/failure.ts'
import { settle } from '../command/settle.ts'
import { demoCommand } from './command.ts'

try {
  await settle(demoCommand()).parseAsync()
} catch (error) {
  failWith(error)
}
