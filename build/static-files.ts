import { registerHooks } from 'node:module'
import type { Documentation } from '../src/routes/site/documentation.ts'
import { STORED_FILES, STORED_ORIGIN } from '../src/routes/site/stored-documentation.ts'

/** A file that is deployed beside the Worker's modules, and read by it through the binding ASSETS. */
export interface StaticFile {
  readonly path: string
  readonly text: string
}

/** What only the platform has: nothing of it runs here, it is only named. */
const PLATFORM = `data:text/javascript,${encodeURIComponent('export class DurableObject {}')}`

/** The documentation, made of the Worker's own sources. */
export async function staticFiles(): Promise<readonly StaticFile[]> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cloudflare:workers' ? { url: PLATFORM, shortCircuit: true } : next(specifier, context),
  })
  try {
    const { documentationFor } = await import('../src/routes/site/documentation.ts')
    const documentation = documentationFor(STORED_ORIGIN)
    return Object.entries(STORED_FILES).map(([part, path]) => ({
      path,
      text: documentation[part as keyof Documentation],
    }))
  } finally {
    hooks.deregister()
  }
}
