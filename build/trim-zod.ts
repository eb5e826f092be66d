import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'

const SRC = join(import.meta.dirname, '../src')
const NO_JSON_SCHEMA = `(() => { throw new Error('JSON Schema is made by build/, not in the Worker') })()`

/** What nothing of ours can reach, in zod's schemas. Each must be found: a new zod may be written otherwise. */
const CUTS: readonly (readonly [what: string, pattern: RegExp, by: string])[] = [
  // The Worker makes no JSON Schema: the documentation and the parameters of tools are made beforehand.
  ['JSON Schema of a kind', /^ +inst\._zod\.processJSONSchema = .*;\n/gm, ''],
  ['JSON Schema for others', /createStandardJSONSchemaMethod\(this, "\w+"\)/g, 'undefined'],
  ['JSON Schema of a schema', /createToJSONSchemaMethod\(this, \{\}\)\(params\)/g, NO_JSON_SCHEMA],
  // It compiles objects with `new Function` where that is allowed. In a Worker it never is.
  ['compiled objects', /core\.\$ZodObjectJIT\.init/g, 'core.$ZodObject.init'],
]

/** `z.string().ulid()` and the like. They are said otherwise, `z.ulid()`, where they are said at all. */
const FORMAT = /^ {4}(\w+)\(params\) \{\n +return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm

/** Leaves out of zod's schemas what cannot be reached in a Worker, so that what only it needs falls away with it. */
export const trimZod = (): Plugin => ({
  name: 'trim-zod',
  transform: {
    filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ },
    handler: (code) => ({ code: trimmed(code) }),
  },
})

function trimmed(code: string): string {
  const methods = methodsCalled()
  const cut = CUTS.reduce((text, [what, pattern, by]) => {
    if (text.search(pattern) < 0) throw new Error(`zod is not written as it was: ${what}`)
    return text.replaceAll(pattern, by)
  }, code)
  if (cut.search(FORMAT) < 0) throw new Error('zod is not written as it was: formats of strings')
  return cut.replaceAll(FORMAT, (method, name: string) => (methods.has(name) ? method : ''))
}

/** Every name that some source of the Worker calls a method by. */
function methodsCalled(): ReadonlySet<string> {
  const texts = globSync('**/*.ts', { cwd: SRC }).map((file) => readFileSync(join(SRC, file), 'utf8'))
  return new Set(texts.flatMap((text) => Array.from(text.matchAll(/\.\s*(\w+)\(/g), ([, name = '']) => name)))
}
