import { run } from '@slipway/system'
import { sandboxProblems } from '../problems.ts'
import { missingFeatures } from './kernel-features.ts'
import { installPackages, missingPrograms, packagesOf } from './programs.ts'

/** Throws `sandbox/NotRoot` unless this process may do everything. */
export const checkRoot = (): void => {
  if (process.getuid?.() !== 0)
    throw sandboxProblems.NotRoot({ user: String(process.getuid?.() ?? 'unknown') })
}

/**
 * Refuses, before anything is made, what could not be finished: rights, packages (which `install` installs),
 * kernel features, a loop device.
 */
export const checkRequirements = async (options: {
  install: boolean
  report: (line: string) => void
}): Promise<void> => {
  checkRoot()
  const packages = packagesOf(await missingPrograms())
  if (packages.length > 0 && options.install) await installPackages(packages, options.report)
  const missing = await missingPrograms()
  if (missing.length > 0)
    throw sandboxProblems.PackagesMissing({ programs: missing, packages: packagesOf(missing) })
  const features = await missingFeatures()
  if (features.length > 0) throw sandboxProblems.KernelFeaturesMissing({ features })
  await checkLoopDevice()
}

const checkLoopDevice = async (): Promise<void> => {
  try {
    await run(['losetup', '--find'])
  } catch (error) {
    const lastLines = (error as { data?: { lastLines?: string } }).data?.lastLines
    throw sandboxProblems.NoLoopDevice({ why: lastLines ?? (error as Error).message })
  }
}
