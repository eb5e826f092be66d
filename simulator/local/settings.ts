import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSettings, SETTING_NAMES, type SettingProblem } from '../../src/settings.ts'

/** Secrets that are made up on the first start and kept, readable by their owner only. */
interface Generated {
  readonly ROOT_KEY: string
  readonly OPERATOR_KEY: string
  readonly OPERATOR_KEYS: string
  readonly TWILIO_ACCOUNT_SID: string
  readonly TWILIO_AUTH_TOKEN: string
  readonly META_APP_SECRET: string
  readonly META_VERIFY_TOKEN: string
  readonly META_ACCESS_TOKEN: string
}

/** What takes two people to do is shown by two. */
const OPERATORS = ['ann.lee', 'bo.ray']

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

function generatedSecrets(stateDir: string): Generated {
  const file = join(stateDir, 'secrets.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Generated>) : {}
  const made: Generated = {
    ROOT_KEY: randomBytes(32).toString('base64'),
    OPERATOR_KEY: `op_${hex(24)}`,
    OPERATOR_KEYS: OPERATORS.map((name) => `${name}:op_${hex(24)}`).join(','),
    TWILIO_ACCOUNT_SID: `AC${hex(16)}`,
    TWILIO_AUTH_TOKEN: hex(16),
    META_APP_SECRET: hex(16),
    META_VERIFY_TOKEN: hex(16),
    META_ACCESS_TOKEN: `EAA${hex(32)}`,
    ...kept,
  }
  if (Object.keys(kept).length === Object.keys(made).length) return made
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

/** `NAME=value` lines; quotes around a value are taken off, lines that begin with # are comments. */
function readDevVars(): Record<string, string> {
  if (!existsSync('.dev.vars')) return {}
  const lines = readFileSync('.dev.vars', 'utf8').split('\n')
  const pairs = lines.flatMap((line) => {
    const match = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
    return match?.[1] === undefined ? [] : [[match[1], (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2')] as const]
  })
  return Object.fromEntries(pairs)
}

/** Vendors' settings that later parts read: handed through as they are. */
const HANDED_THROUGH = /^(META|OPENAI|WHATSAPP)_[A-Z_]+$/

/** Where nobody is: made-up credentials are shown to nobody who is real. */
export const NOWHERE = 'http://127.0.0.1:9'

/** Whoever sets one of these has a model of their own, and is handed no part of a simulated one. */
const VENDORS = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_REALTIME_URL']

export interface LocalSettings {
  readonly bindings: Readonly<Record<string, string>>
  readonly generated: Generated
  readonly problems: readonly SettingProblem[]
}

/**
 * The settings of a local gateway: the environment, else `.dev.vars`, else `defaults`, else what was generated.
 *
 * An environment that names one half of a carrier account does not get the other half made up.
 */
export function localSettings(stateDir: string, defaults: Readonly<Record<string, string>>): LocalSettings {
  const generated = generatedSecrets(stateDir)
  const given = { ...readDevVars(), ...process.env } as Record<string, string | undefined>
  const ownAccount = Boolean(given['TWILIO_ACCOUNT_SID'] ?? given['TWILIO_AUTH_TOKEN'])
  const made: Record<string, string> = { ...generated }
  if (ownAccount) {
    delete made['TWILIO_ACCOUNT_SID']
    delete made['TWILIO_AUTH_TOKEN']
  } else made['TWILIO_API_URL'] = NOWHERE
  // A made-up token is for whoever plays Meta, and nothing to show to Meta itself.
  if (!(given['WHATSAPP_API_URL'] || defaults['WHATSAPP_API_URL'])) delete made['META_ACCESS_TOKEN']
  // The simulated models are for whoever has none of their own.
  const usesOwn = VENDORS.some((name) => Boolean(given[name]))
  const names = [
    ...SETTING_NAMES,
    ...Object.keys(given).filter((name) => HANDED_THROUGH.test(name)),
    ...Object.keys(made),
  ]
  const bindings: Record<string, string> = {}
  for (const name of new Set(names)) {
    const spared = usesOwn && VENDORS.includes(name)
    const value = given[name] || (spared ? undefined : defaults[name]) || made[name]
    if (value !== undefined) bindings[name] = value
  }
  bindings['PLATFORM'] = 'local'
  return { bindings, generated, problems: checkSettings(bindings) }
}
