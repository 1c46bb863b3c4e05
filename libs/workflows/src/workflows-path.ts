/** The file whose exports are the workflows, for the worker that bundles it. */
export const workflowsPath: string = decodeURIComponent(new URL('./workflows.ts', import.meta.url).pathname)
