import { run } from '@slipway/system'
import { until } from '../kernel/until.ts'

/** Waits until no loop device has a file of this folder: the kernel lets them go after the last mount. */
export const untilLoopsAreGone = (folder: string): Promise<void> =>
  until(async () => (await loopsIn(folder)).length === 0, `loop devices of ${folder}`)

/** The loop devices whose files are, or were before they were deleted, in this folder. */
export const loopsIn = async (folder: string): Promise<string[]> => {
  const { stdout } = await run(['losetup', '--list', '--noheadings', '--output', 'NAME,BACK-FILE'])
  return stdout
    .split('\n')
    .filter((line) => line.includes(` ${folder}/`))
    .map((line) => line.split(' ')[0] ?? '')
}
