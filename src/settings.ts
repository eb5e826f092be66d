import { fromBase64, fromBase64Url } from './kernel/bytes.ts'
import type { SettingName } from './env.ts'
import { readOperatorKeys } from './kernel/operator-keys.ts'
import { readPeppers } from './vault/peppers.ts'
import { readRoots } from './vault/vault.ts'

/** A setting that is not what it must be. `expected` is for whoever set it; the value itself is never repeated. */
export interface SettingProblem {
  readonly name: string
  readonly expected: string
}

type Rule = (value: string, all: Readonly<Record<string, string | undefined>>) => boolean

const isOrigin: Rule = (value) => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value)
const isKey32: Rule = (value) => fromBase64(value)?.length === 32
const isToken: Rule = (value) => /^[\x21-\x7e]{8,512}$/.test(value)
const TOKEN_FORM = '8 to 512 visible characters'

/** An address of a vendor, or of a server that speaks like it: a path is fine, credentials and a query are not. */
const isAddress =
  (schemes: RegExp): Rule =>
  (value) => {
    if (!URL.canParse(value)) return false
    const { protocol, username, password, search, hash } = new URL(value)
    return schemes.test(protocol) && username + password + search + hash === ''
  }
const isHttp = isAddress(/^https?:$/)
const isSocket = isAddress(/^(https?|wss?):$/)

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
  MAIL_DOMAIN: {
    required: false,
    holds: (value) => /^(?=.{1,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(value),
    expected: 'the domain our mail addresses are at, such as careline.example.com; unset, the host of PUBLIC_URL',
  },
  MAIL_READER: {
    required: false,
    holds: (value) => value === 'rules' || value === 'model',
    expected: 'rules, or model: a mail no rule understands may be shown to the model of LLM_PROVIDER; unset, rules',
  },
  MAIL_AUTHSERV_ID: {
    required: false,
    holds: (value) => /^(none|[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?\.[a-z]{2,63})$/.test(value),
    expected:
      'the name our mail server signs its findings about senders with, or none where it puts down none: then nobody is believed to be who they write they are; unset, mx.cloudflare.net',
  },
  ROOT_KEY: { required: true, holds: isKey32, expected: '32 bytes in base64 (44 characters)' },
  ROOT_KEY_PREVIOUS: {
    required: false,
    holds: (value) => readRoots(value) !== null,
    expected:
      '32 bytes in base64 each, with commas between them: other root keys that open, while one replaces another',
  },
  SIGNING_KEYS_RETIRED: {
    required: false,
    holds: (value) => value.split(',').every((part) => fromBase64Url(part.trim())?.length === 32),
    expected: 'public keys of 32 bytes in base64url, with commas between them: what they signed is still believed',
  },
  LOOKUP_PEPPERS: {
    required: false,
    holds: (value) => readPeppers(value) !== null,
    expected: 'versions with 32 bytes each in base64, 2:…,3:…; the newest is used, all are looked under',
  },
  OPERATOR_KEY: {
    required: true,
    holds: (value) => /^[\x21-\x7e]{24,200}$/.test(value),
    expected: '24 to 200 visible characters',
  },
  OPERATOR_KEYS: {
    required: false,
    holds: (value, all) => readOperatorKeys(value)?.every(({ key }) => key !== all['OPERATOR_KEY']) === true,
    expected:
      'ann.lee:KEY,bo.ray:KEY: each operator by name with a key of their own, 24 to 200 visible characters without a comma; no name and no key twice, and none that is OPERATOR_KEY',
  },
  TWILIO_ACCOUNT_SID: {
    required: false,
    holds: (value) => /^AC[0-9a-f]{32}$/i.test(value),
    expected: 'AC and 32 hexadecimal digits',
  },
  TWILIO_AUTH_TOKEN: {
    required: false,
    holds: isToken,
    expected: `the auth token of TWILIO_ACCOUNT_SID, ${TOKEN_FORM}`,
  },
  TWILIO_AUTH_TOKEN_SECONDARY: {
    required: false,
    holds: isToken,
    expected: `the secondary auth token of TWILIO_ACCOUNT_SID, ${TOKEN_FORM}`,
  },
  TWILIO_API_URL: { required: false, holds: isHttp, expected: 'an address such as https://api.twilio.com' },
  META_APP_SECRET: { required: false, holds: isToken, expected: `the secret of the WhatsApp app, ${TOKEN_FORM}` },
  META_APP_SECRET_PREVIOUS: {
    required: false,
    holds: isToken,
    expected: `the secret before META_APP_SECRET, while it is being changed, ${TOKEN_FORM}`,
  },
  META_VERIFY_TOKEN: {
    required: false,
    holds: isToken,
    expected: `the word Meta repeats when it verifies the webhook, ${TOKEN_FORM}`,
  },
  META_ACCESS_TOKEN: { required: false, holds: isToken, expected: `the WhatsApp access token, ${TOKEN_FORM}` },
  WHATSAPP_API_URL: { required: false, holds: isHttp, expected: 'an address such as https://graph.facebook.com' },
  WHATSAPP_API_VERSION: {
    required: false,
    holds: (value) => /^v\d{1,3}\.\d{1,2}$/.test(value),
    expected: 'a version such as v26.0',
  },
  LLM_PROVIDER: {
    required: false,
    holds: (value) => /^(embedded|openai|workers-ai)$/.test(value),
    expected: 'embedded, openai or workers-ai',
  },
  OPENAI_API_KEY: { required: false, holds: isToken, expected: `the key of the model's server, ${TOKEN_FORM}` },
  OPENAI_MODEL: {
    required: false,
    holds: (value) => /^[\x21-\x7e]{1,100}$/.test(value),
    expected: 'the name of a model, such as gpt-5-mini',
  },
  OPENAI_BASE_URL: { required: false, holds: isHttp, expected: 'an address such as https://api.openai.com/v1' },
  OPENAI_REALTIME_MODEL: {
    required: false,
    holds: (value) => /^[\x21-\x7e]{1,100}$/.test(value),
    expected: 'the name of a speech model, such as gpt-realtime',
  },
  OPENAI_REALTIME_URL: {
    required: false,
    holds: isSocket,
    expected: 'an address such as wss://api.openai.com/v1/realtime',
  },
  WORKERS_AI_MODEL: {
    required: false,
    holds: (value) => /^@(cf|hf)\/[\x21-\x7e]{3,100}$/.test(value),
    expected: 'the name of a Workers AI model, such as @cf/meta/llama-3.3-70b-instruct-fp8-fast',
  },
  TRANSCRIBE_PROVIDER: {
    required: false,
    holds: (value) => /^(none|openai|workers-ai)$/.test(value),
    expected: 'none, openai or workers-ai; unset, voicemail is written down by whoever leads the talk',
  },
  OPENAI_TRANSCRIBE_MODEL: {
    required: false,
    holds: (value) => /^[\x21-\x7e]{1,100}$/.test(value),
    expected: 'the name of a model that transcribes, such as whisper-1',
  },
  WORKERS_AI_TRANSCRIBE_MODEL: {
    required: false,
    holds: (value) => /^@(cf|hf)\/[\x21-\x7e]{3,100}$/.test(value),
    expected: 'the name of a Workers AI model that transcribes, such as @cf/openai/whisper-large-v3-turbo',
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

/** What each setting is, for `.dev.vars.example`. */
export const describeSetting = (name: SettingName): string => RULES[name].expected
