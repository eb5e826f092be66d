import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { openRoot } from '../src/vault/root.ts'
import { openVault } from '../src/vault/vault.ts'

const HELP = `npm run keys -- rotate     a new root key, and the settings for each of the three deployments it takes
npm run keys -- new        a new root key, for a gateway that has none

ROOT_KEY, LOOKUP_PEPPERS and SIGNING_KEYS_RETIRED are read from the environment, or from .dev.vars.
Nothing is changed: what is printed is for whoever sets secrets, and is secret itself.`

/** `NAME=value` lines of a file that may not be there. */
function fileSettings(file: string): Record<string, string> {
  if (!existsSync(file)) return {}
  const lines = readFileSync(file, 'utf8').split('\n')
  const pairs = lines.flatMap((line) => {
    const [, name, value = ''] = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const]
  })
  return Object.fromEntries(pairs)
}

const newKey = (): string => randomBytes(32).toString('base64')

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(',')

async function rotate(): Promise<string> {
  const settings = { ...fileSettings('.dev.vars'), ...process.env }
  const { ROOT_KEY: former = '', LOOKUP_PEPPERS: peppers = '', SIGNING_KEYS_RETIRED: retired = '' } = settings
  const root = openRoot(former)
  if (root === null) fail('ROOT_KEY is not set, or is not 32 bytes in base64.')
  const key = newKey()
  // What numbers are looked up by must outlive the key it was made of: what stands on it is for ever.
  const first = Buffer.from(await pepperBytes(former)).toString('base64')
  const known = /(^|,)\s*1:/.test(peppers) ? peppers : joined(peppers, `1:${first}`)
  const signed = await openVault(former, peppers).publicKey()
  const always = [`LOOKUP_PEPPERS=${known}`, `SIGNING_KEYS_RETIRED=${joined(retired, signed)}`]
  const step = (title: string, lines: readonly string[]): string =>
    [title, ...lines.map((line) => `  ${line}`)].join('\n')
  return [
    step('1. Deploy with both, the former one still first: every isolate learns to open what the new one seals.', [
      `ROOT_KEY=${former}`,
      `ROOT_KEY_PREVIOUS=${key}`,
      ...always,
    ]),
    step('2. Once that runs everywhere, deploy with the new one first: the sweeps replace the former one.', [
      `ROOT_KEY=${key}`,
      `ROOT_KEY_PREVIOUS=${former}`,
      ...always,
    ]),
    step(
      '3. When GET /v1/key_rotations says done in every region, and two days have passed, deploy without the former one.',
      [`ROOT_KEY=${key}`, 'ROOT_KEY_PREVIOUS, unset', ...always],
    ),
  ].join('\n\n')
}

async function pepperBytes(rootKey: string): Promise<Uint8Array> {
  const root = openRoot(rootKey)
  if (root === null) fail('ROOT_KEY is not 32 bytes in base64.')
  return root.derive('pepper|1')
}

const [command = 'help'] = process.argv.slice(2)
const tell = (text: string): boolean => process.stdout.write(`${text}\n`)

if (command === 'new') tell(`ROOT_KEY=${newKey()}`)
else if (command === 'rotate') tell(await rotate())
else if (command === 'help' || command === '--help') tell(HELP)
else fail(`${command} is no command.\n\n${HELP}`)
