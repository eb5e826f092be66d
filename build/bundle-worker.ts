import { join } from 'node:path'
import { rolldown, type InputOptions, type OutputOptions } from 'rolldown'
import { dropDocumentation } from './drop-documentation.ts'
import { dropIndexes } from './drop-indexes.ts'
import { toolParameters } from './tool-parameters.ts'
import { trimDrizzle } from './trim-drizzle.ts'
import { trimPhoneMetadata } from './trim-phone-metadata.ts'
import { trimPostalMime } from './trim-postal-mime.ts'
import { trimZod } from './trim-zod.ts'

/** A module of the Worker as it is uploaded: the first of a bundle is the one it is entered by. */
export interface WorkerModule {
  readonly path: string
  readonly text: string
}

const ROOT = join(import.meta.dirname, '..')
const DOOR = 'door'
const ENTRY = 'index'

/**
 * The Worker at `entry` as it is deployed: what it begins with in one module, what it loads later in modules of their own.
 * Nothing is written. The door in front keeps the names that the platform enters by; whatever else the first module hands
 * to later ones would be taken for entrances as well.
 */
export async function bundleWorker(entry = 'src/index.ts'): Promise<readonly WorkerModule[]> {
  const bundle = await rolldown(inputOf(join(ROOT, entry)))
  try {
    const { output } = await bundle.generate(OUTPUT)
    const modules = output.flatMap((file) =>
      file.type === 'chunk' ? [{ path: file.fileName, text: inAscii(file.code) }] : [],
    )
    return modules.toSorted((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1))
  } finally {
    await bundle.close()
  }
}

const rank = (path: string): number => (path === `${ENTRY}.mjs` ? 0 : 1)

const inSrc = (file: string): string => join(ROOT, 'src', file)

const inputOf = (entry: string): InputOptions => ({
  input: { [ENTRY]: DOOR },
  cwd: ROOT,
  platform: 'neutral',
  external: [/^cloudflare:/, /^node:/],
  resolve: {
    conditionNames: ['workerd', 'worker', 'browser', 'import', 'default'],
    mainFields: ['browser', 'module', 'main'],
    alias: {
      // What `staticFiles` has made stays out, and all that it is made of.
      [inSrc('routes/site/documentation.ts')]: inSrc('routes/site/stored-documentation.ts'),
      [inSrc('routes/site/site-files.ts')]: inSrc('routes/site/stored-site-files.ts'),
      [inSrc('routes/api/agent-templates.ts')]: inSrc('routes/api/stored-agent-templates.ts'),
      'libphonenumber-js/min': join(ROOT, 'node_modules/libphonenumber-js/min/es6/index.js'),
    },
  },
  transform: { target: 'es2024' },
  treeshake: { propertyReadSideEffects: false, manualPureFunctions: ['z'] },
  preserveEntrySignatures: 'allow-extension',
  logLevel: 'warn',
  plugins: [
    doorOf(entry),
    toolParameters(),
    dropDocumentation(),
    dropIndexes(),
    trimZod(),
    trimDrizzle(),
    trimPhoneMetadata(),
    trimPostalMime(),
  ],
})

const doorOf = (entry: string) => ({
  name: 'door',
  resolveId: (id: string) => (id === DOOR ? id : null),
  load: (id: string) =>
    id === DOOR ? `export * from ${JSON.stringify(entry)}\nexport { default } from ${JSON.stringify(entry)}` : null,
})

const OUTPUT: OutputOptions = {
  format: 'esm',
  minify: true,
  comments: false,
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name].mjs',
  codeSplitting: {
    groups: [{ name: 'start', tags: ['$initial'], test: (id: string) => id !== DOOR }],
  },
}

/**
 * V8 keeps a text of ASCII in half the memory, and takes it as it is. A tagged template reads its own raw text, in which an
 * escape is another one: modules with one stay as they are.
 */
const inAscii = (code: string): string =>
  code.includes('.raw`')
    ? code
    : code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
