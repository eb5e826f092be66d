import { registerHooks } from 'node:module'
import { templates } from '../src/agents/templates/index.ts'
import { TEMPLATES_FILE } from '../src/routes/api/stored-agent-templates.ts'
import { DOCUMENTATION_FILES } from '../src/routes/site/stored-documentation.ts'
import { policyFile, TRUST_FILE } from '../src/routes/site/stored-site-files.ts'
import { textOfPolicy } from '../src/policies/policy-texts.ts'
import { POLICY_VERSIONS } from '../src/policies/policy-versions.ts'
import { trustDocument } from '../src/promises/trust-document.ts'
import { STORED_ORIGIN } from '../src/routes/stored-file.ts'

/** A file that is deployed beside the Worker's modules, and read by it through the binding ASSETS. */
export interface StaticFile {
  readonly path: string
  readonly text: string
}

/** What makes each static file, of the Worker's own sources. */
const FILES: Readonly<Record<string, () => Promise<string>>> = {
  [TEMPLATES_FILE]: async () => JSON.stringify(templates),
  [DOCUMENTATION_FILES.json]: async () => (await documentation()).json,
  [DOCUMENTATION_FILES.page]: async () => (await documentation()).page,
  [TRUST_FILE]: async () => JSON.stringify(trustDocument()),
  ...Object.fromEntries(POLICY_VERSIONS.map((version) => [policyFile(version), async () => textOfPolicy(version)])),
}

/** Every static file of a deployment. */
export const staticFiles = (): Promise<readonly StaticFile[]> =>
  Promise.all(Object.entries(FILES).map(async ([path, make]) => ({ path, text: await make() })))

/** The text of one of them, made now; null where there is none of that name. */
export const staticFile = async (path: string): Promise<string | null> => (await FILES[path]?.()) ?? null

/** What only the platform has: nothing of it runs here, it is only named. */
const PLATFORM = `data:text/javascript,${encodeURIComponent('export class DurableObject {}')}`

async function documentation() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cloudflare:workers' ? { url: PLATFORM, shortCircuit: true } : next(specifier, context),
  })
  try {
    const { documentationFor } = await import('../src/routes/site/documentation.ts')
    return documentationFor(STORED_ORIGIN)
  } finally {
    hooks.deregister()
  }
}
