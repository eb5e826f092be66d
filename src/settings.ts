import { fromBase64 } from './kernel/bytes.ts'
import type { SettingName } from './env.ts'

/** A setting that is not what it must be. `expected` is for whoever set it; the value itself is never repeated. */
export interface SettingProblem {
  readonly name: string
  readonly expected: string
}

type Rule = (value: string, all: Readonly<Record<string, string | undefined>>) => boolean

const isOrigin: Rule = (value) => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value)
const isKey32: Rule = (value) => fromBase64(value)?.length === 32

const RULES: Readonly<
  Record<SettingName, { readonly required: boolean; readonly holds: Rule; readonly expected: string }>
> = {
  PLATFORM: {
    required: true,
    holds: (value) => value === 'cloudflare' || value === 'local',
    expected: '"cloudflare" or "local"',
  },
  PUBLIC_URL: {
    required: true,
    holds: (value, all) => isOrigin(value, all) && (all['PLATFORM'] === 'local' || value.startsWith('https:')),
    expected: 'an origin without a path, such as https://gateway.example.com (https when deployed)',
  },
  ROOT_KEY: { required: true, holds: isKey32, expected: '32 bytes in base64 (44 characters)' },
  OPERATOR_KEY: {
    required: true,
    holds: (value) => /^[\x21-\x7e]{24,200}$/.test(value),
    expected: '24 to 200 visible characters',
  },
  TWILIO_ACCOUNT_SID: {
    required: false,
    holds: (value) => /^AC[0-9a-f]{32}$/i.test(value),
    expected: 'AC and 32 hexadecimal digits',
  },
  TWILIO_AUTH_TOKEN: {
    required: false,
    holds: (value) => value.length >= 8 && !/\s/.test(value),
    expected: 'the auth token of TWILIO_ACCOUNT_SID',
  },
  TWILIO_AUTH_TOKEN_SECONDARY: {
    required: false,
    holds: (value) => value.length >= 8 && !/\s/.test(value),
    expected: 'the secondary auth token of TWILIO_ACCOUNT_SID',
  },
  TWILIO_API_URL: {
    required: false,
    holds: isOrigin,
    expected: 'an origin without a path, such as https://api.twilio.com',
  },
  LLM_PROVIDER: {
    required: false,
    holds: (value) => /^[a-z][a-z-]{1,30}$/.test(value),
    expected: 'the name of a model provider, such as "embedded"',
  },
}

export const SETTING_NAMES = Object.keys(RULES) as readonly SettingName[]

/** What is wrong with `settings`: every name at once, so that a start is not mended one value at a time. */
export function checkSettings(settings: Readonly<Record<string, string | undefined>>): readonly SettingProblem[] {
  return SETTING_NAMES.flatMap((name) => {
    const { required, holds, expected } = RULES[name]
    const value = settings[name]
    if (value === undefined || value === '') return required ? [{ name, expected }] : []
    return holds(value, settings) ? [] : [{ name, expected }]
  })
}

/** What each setting is, for `.dev.vars.example` and the operating manual. */
export const describeSetting = (name: SettingName): string => RULES[name].expected
