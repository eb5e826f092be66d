import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { staticFile } from '../../build/static-files.ts'
import { DOCUMENTATION_FILES } from '../../src/routes/site/stored-documentation.ts'
import { SETTING_NAMES } from '../../src/settings.ts'

const DOCUMENTS = ['README.md', 'AGENTS.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')]
const MANUAL = 'docs/operating.md'
/** Tells of what is no more, too. */
const HISTORY = 'CHANGELOG.md'

/** Paths of ours in code spans. `NAME` stands for what a reader makes, `*` for many. */
const OUR_PATH = /`((?:src|test|simulator|bench|build|docs|migrations)\/[^`\s]*)`/g
const LINK = /\]\((?!https?:)([^)#]+)[^)]*\)/g
/** Of a sentence or of a curl: `GET /v1/tickets`, `-X POST $URL/v1/agents`. */
const OPERATION = /\b(GET|POST|PUT|PATCH|DELETE) (?:\$URL)?\/v1(\/[\w/:{}$-]+)/g
/** What a log line or an event is called. */
const LOGGED = /`([a-z_]+\.[a-z_]+)`/g
const SETTING = /`([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:=[^`]*)?`/g

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name)

/** One part of an address: a name of ours, or whatever stands for an id. */
const isSamePart = (said: string, ours: string): boolean =>
  said === ours || (ours.startsWith('{') && /^[:{$]|^[A-Z]+$|^(?:twilio|cloudflare)$/.test(said))

async function ourOperations(): Promise<readonly { readonly method: string; readonly parts: readonly string[] }[]> {
  const document = JSON.parse((await staticFile(DOCUMENTATION_FILES.json)) ?? '{}')
  return Object.entries(document.paths as Readonly<Record<string, object>>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), parts: path.replace('/v1', '').split('/') })),
  )
}

const operations = await ourOperations()
const isOperation = (method: string, path: string): boolean => {
  const said = path.split('/')
  return operations.some(
    ({ method: ours, parts }) =>
      ours === method && parts.length === said.length && parts.every((part, at) => isSamePart(said[at] ?? '', part)),
  )
}

/** Every path, link and operation in the documents is there. */
const missing = DOCUMENTS.flatMap((document) => {
  const text = readFileSync(document, 'utf8')
  const linked = all(text, LINK).map((path) => join(dirname(document), path))
  const paths = [...all(text, OUR_PATH).filter((path) => !/NAME|\*/.test(path)), ...linked]
  const asked = [...text.matchAll(OPERATION)].filter(
    ([, method = '', path = '']) => document !== HISTORY && !isOperation(method, path),
  )
  return [...paths.filter((path) => !existsSync(path)), ...asked.map(([said]) => said)].map(
    (name) => `${document} names ${name}, which does not exist`,
  )
})

/** The manual names every setting, no other, and nothing that is never logged or told. */
function wrongInManual(): readonly string[] {
  const text = readFileSync(MANUAL, 'utf8')
  const sources = globSync('src/**/*.ts')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const known: readonly string[] = SETTING_NAMES
  return [
    ...known.filter((name) => !text.includes(name)).map((name) => `${MANUAL} does not name the setting ${name}`),
    ...all(text, SETTING)
      .filter((name) => !known.includes(name))
      .map((name) => `${MANUAL} names ${name}, which is no setting`),
    ...all(text, LOGGED)
      .filter((name) => !existsSync(name) && !sources.includes(name))
      .map((name) => `${MANUAL} names ${name}, which the sources do not`),
  ]
}

const wrong = [...missing, ...wrongInManual()]
for (const line of wrong) console.error(line)
process.exit(wrong.length === 0 ? 0 : 1)
