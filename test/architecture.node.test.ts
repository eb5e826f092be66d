import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'

const LINES_MAX = 300

/** Words every part may speak: what a call is, what an agent document says, when something is meant to be. */
const VOCABULARY = String.raw`calls/call|calls/relay-words|messages/message|agents/agent-document|agents/hours|agents/text-in|agents/weekdays`

const VERBS =
  'agents|audit|bookings|calls|consent|dialogue|egress|erasure|events|incidents|legal|mail|messages|minors|outreach|people|policies|privacy|promises|recordings|retention|tasks|tenants|tickets'

/** Durable Objects (LiveCall is three files), and what the queue enters by: the platform opens these, so they see `env`. */
const DOORS =
  /^(calls\/(live-call|call-carrier|call-handle|setting-of|media\/(speech-door|instruct)|voicemail\/transcriber-of)|bookings\/diary|dialogue\/models-of|events\/endpoint|events\/consume-wakes|people\/identity|messages\/(thread|thread-handle|intake|models-for|platform-of)|outreach\/(dial\/(pace|open-dial-door)|campaign\/campaign-object))\.ts$/

/**
 * Which way imports may point; the first row that fits a file counts. A file may always import its own folder; beyond
 * that, only what its row allows. docs/architecture.md draws the same table.
 */
const DIRECTION: readonly { readonly part: RegExp; readonly may: RegExp }[] = [
  { part: /^kernel\//, may: /^$/ },
  { part: /^vault\//, may: /^kernel\// },
  { part: /^dialogue\/when\//, may: /^kernel\// },
  { part: /^dialogue\/capture\//, may: new RegExp(String.raw`^(kernel/|dialogue/when/|(${VOCABULARY})\.ts$)`) },
  {
    part: /^providers\//,
    may: new RegExp(
      String.raw`^(kernel/|env\.ts$|egress/(leave|may-leave)\.ts$|providers/hook\.ts$|(${VOCABULARY}|agents/find-answer)\.ts$|dialogue/(when|capture)/)`,
    ),
  },
  { part: /^records\//, may: new RegExp(String.raw`^(kernel/|vault/|context\.ts$|records/|(${VOCABULARY})\.ts$)`) },
  {
    part: DOORS,
    may: new RegExp(String.raw`^(kernel/|vault/|context\.ts$|env\.ts$|settings\.ts$|records/|providers/|(${VERBS})/)`),
  },
  {
    part: new RegExp(`^(${VERBS})/`),
    may: new RegExp(String.raw`^(kernel/|vault/|context\.ts$|records/|providers/(\w+/contract|hook)\.ts$|(${VERBS})/)`),
  },
  {
    part: /^sweeps\//,
    may: new RegExp(String.raw`^(kernel/|vault/|context\.ts$|records/|providers/\w+/contract\.ts$|(${VERBS})/)`),
  },
  { part: /^routes\//, may: /^(?!index\.ts$|app\.ts$)/ },
  { part: /^[\w-]+\.ts$/, may: /./ },
]

const ROOT = join(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')
const sources = globSync('**/*.ts', { cwd: SRC }).sort()
const files = sources.filter((file) => !file.endsWith('.test.ts'))
const textOf = (file: string): string => readFileSync(join(SRC, file), 'utf8')

/** The files of ours that `file` imports, statically or not, from src/. */
function importsOf(file: string): string[] {
  const paths = textOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)
  return [...paths].map(([, path = '']) => join(dirname(file), path))
}

/** The folder of one provider, whose files belong together: `providers/telephony/twilio`. */
const providerOf = (file: string): string | undefined => /^providers\/[\w-]+\/[\w-]+(?=\/)/.exec(file)?.[0]

/** Two providers never meet, nor do two kinds; a registry lists the providers of its own kind. */
function providerMay(file: string, imported: string): boolean {
  const kind = dirname(providerOf(file) ?? file)
  if (!imported.startsWith('providers/')) return true
  if (file === `${kind}/registry.ts`) return imported.startsWith(`${kind}/`)
  const own = providerOf(file)
  return (
    imported === `${kind}/contract.ts` ||
    imported === 'providers/hook.ts' ||
    // What several vendors of a kind speak alike is no provider, and knows none.
    (kind === 'providers/llm' && imported.startsWith('providers/llm/chat/')) ||
    (kind === 'providers/transcribe' && imported.startsWith('providers/transcribe/whisper/')) ||
    (own !== undefined && imported.startsWith(`${own}/`))
  )
}

function mayImport(file: string, imported: string): boolean {
  const direction = DIRECTION.find(({ part }) => part.test(file))
  if (file.startsWith('providers/') && imported.startsWith('providers/')) return providerMay(file, imported)
  return imported.startsWith(`${dirname(file)}/`) || direction?.may.test(imported) === true
}

test.each(files)('%s points the right way', (file) => {
  expect(
    DIRECTION.some(({ part }) => part.test(file)),
    'a new folder needs a row in DIRECTION',
  ).toBe(true)
  const wrong = importsOf(file).filter((imported) => !mayImport(file, imported))
  expect(wrong, `${file} must not import these`).toEqual([])
})

test('the rules refuse what they are there to refuse', () => {
  const refused = [
    ['kernel/result.ts', 'vault/vault.ts'],
    ['vault/seal.ts', 'records/calls/table.ts'],
    ['providers/telephony/twilio/api.ts', 'context.ts'],
    ['providers/telephony/twilio/api.ts', 'providers/llm/contract.ts'],
    ['providers/telephony/twilio/api.ts', 'providers/telephony/registry.ts'],
    ['providers/telephony/twilio/api.ts', 'providers/llm/chat/prompt.ts'],
    ['providers/llm/chat/prompt.ts', 'providers/llm/openai/index.ts'],
    ['providers/llm/openai/index.ts', 'providers/llm/workers-ai/index.ts'],
    ['providers/llm/openai/index.ts', 'providers/transcribe/whisper/language-tag.ts'],
    ['providers/transcribe/openai/index.ts', 'providers/transcribe/workers-ai/index.ts'],
    ['records/calls/table.ts', 'providers/telephony/contract.ts'],
    ['recordings/keep-recording.ts', 'env.ts'],
    ['recordings/keep-recording.ts', 'providers/telephony/registry.ts'],
    ['calls/summarise.ts', 'routes/api/calls.ts'],
    ['sweeps/retention.ts', 'providers/telephony/twilio/api.ts'],
    ['routes/api/calls.ts', 'app.ts'],
  ] as const
  for (const [file, imported] of refused) expect(mayImport(file, imported), `${file} -> ${imported}`).toBe(false)
})

test('a verb never sees Hono', () => {
  const verbs = new RegExp(`^(${VERBS}|records|vault|kernel|sweeps|providers)/`)
  const seeing = files.filter((file) => verbs.test(file) && /from 'hono/.test(textOf(file)))
  expect(seeing).toEqual([])
})

test('only the log writes to the console', () => {
  expect(files.filter((file) => file !== 'kernel/log.ts' && /\bconsole\./.test(textOf(file)))).toEqual([])
})

test('nothing waits by a clock that cannot be called off: it would keep an object awake, and paid for', () => {
  expect(files.filter((file) => textOf(file).includes('AbortSignal.timeout('))).toEqual([])
})

test(`no file is longer than ${LINES_MAX} lines`, () => {
  const long = files.filter((file) => textOf(file).split('\n').length - 1 > LINES_MAX)
  expect(long).toEqual([])
})

test('every file is named after the thing it holds', () => {
  const everything = globSync('{src,test,simulator,bench}/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.includes('node_modules'),
  )
  const drawers = everything.filter((file) =>
    /(^|\/)(utils?|helpers?|common|misc|shared|types|constants)(\.|\/)/.test(file),
  )
  expect(drawers).toEqual([])
  const names = everything
    .map((file) => basename(file))
    .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.ts$/.test(name))
  expect(names).toEqual([])
})

test('our own code is never mocked', () => {
  const tests = globSync('{src,test,simulator,bench}/**/*.test.ts', { cwd: ROOT })
  // Written in two halves so as not to find itself.
  const mocking = new RegExp(String.raw`\bvi\.` + '(mock|doMock|stubGlobal)')
  expect(tests.filter((file) => mocking.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
})

test('every R2 prefix in the code belongs to a category', () => {
  const categories = files
    .filter((file) => file.endsWith('/category.ts'))
    .map(textOf)
    .join('\n')
  const listed = [...categories.matchAll(/blobPrefixes: \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, prefix]) => prefix),
  )
  // A key of ours begins with its prefix and the tenant, so that no tenant's path reaches another's.
  const used = files.flatMap((file) =>
    [...textOf(file).matchAll(/`([a-z-]+\/)\$\{(?:\w+\.)?tenantId\}\//g)].map(([, prefix]) => prefix),
  )
  expect(new Set(used)).toEqual(new Set(listed))
  const puts = files.flatMap((file) =>
    [...textOf(file).matchAll(/blobs\.(?:put|createMultipartUpload)\(\s*['"`]/g)].map(() => file),
  )
  expect(puts, 'an object is stored under a name made by a function, not spelled out on the spot').toEqual([])
})
