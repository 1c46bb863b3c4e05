import { parse } from 'yaml'
import { z } from 'zod'
import { commandProblems } from '../command/problems.ts'
import { readNamedFile } from '../command/secret.ts'

/** What a file of --file may say; hosts by name or id. What it leaves out, options or the platform's defaults give. */
export const specSchema = z.strictObject({
  name: z.string().optional(),
  kubernetesVersion: z.string().optional(),
  controlPlanes: z.array(z.string()).optional(),
  workers: z.array(z.string()).optional(),
  podNetwork: z.string().optional(),
  serviceNetwork: z.string().optional(),
  proxyMode: z.string().optional(),
  apiNames: z.array(z.string()).optional(),
})
export type SpecFile = z.infer<typeof specSchema>

/** Throws `command/SpecInvalid`, which names every wrong field. */
export const readSpec = async (path: string): Promise<SpecFile> => parseSpec(await readNamedFile(path), path)

export const parseSpec = (text: string, path: string): SpecFile => {
  const parsed = specSchema.safeParse(yamlOf(text, path))
  if (parsed.success) return parsed.data
  throw commandProblems.SpecInvalid({ path, errors: z.prettifyError(parsed.error) })
}

const yamlOf = (text: string, path: string): unknown => {
  try {
    return parse(text) ?? {}
  } catch (error) {
    throw commandProblems.SpecInvalid({
      path,
      errors: error instanceof Error ? error.message : String(error),
    })
  }
}
