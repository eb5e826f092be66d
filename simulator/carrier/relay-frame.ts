/** A frame the application sent us, checked. */
export type RelayFrame =
  | { readonly type: 'text'; readonly token: string; readonly last: boolean; readonly interruptible: boolean | null }
  | { readonly type: 'play'; readonly source: string; readonly loop: number; readonly interruptible: boolean | null }
  | { readonly type: 'sendDigits'; readonly digits: string }
  | { readonly type: 'language' }
  | { readonly type: 'end'; readonly handoffData: string | null }

type Fields = Readonly<Record<string, unknown>>

/** Twilio takes no longer message. */
const FRAME_CHARS_MAX = 64 * 1024

/** The frame in `text`, or what is wrong with it, in the words of Twilio's error. */
export function readRelayFrame(text: string): RelayFrame | string {
  if (text.length > FRAME_CHARS_MAX) return 'too long'
  const fields = objectOf(text)
  if (fields === null) return 'not json'
  return READ.get(fields['type'])?.(fields) ?? 'unknown or malformed type'
}

const READ = new Map<unknown, (fields: Fields) => RelayFrame | string>([
  ['text', readText],
  ['play', readPlay],
  ['sendDigits', readDigits],
  ['language', readLanguage],
  ['end', readEnd],
])

const isOptional = (value: unknown, type: 'string' | 'boolean' | 'number'): boolean =>
  value === undefined || typeof value === type

const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

function readText({ token, last, lang, interruptible, preemptible }: Fields): RelayFrame | string {
  if (typeof token !== 'string') return 'text needs a token'
  if (!isOptional(last, 'boolean') || !isOptional(lang, 'string')) return 'last is a boolean, lang a string'
  if (!isOptional(interruptible, 'boolean') || !isOptional(preemptible, 'boolean')) return 'flags are booleans'
  return { type: 'text', token, last: last === true, interruptible: flag(interruptible) }
}

function readPlay({ source, loop, interruptible, preemptible }: Fields): RelayFrame | string {
  if (typeof source !== 'string' || !URL.canParse(source)) return 'play needs a source'
  if (!isOptional(loop, 'number') || Number(loop ?? 1) < 0) return 'loop is a number from zero'
  if (!isOptional(interruptible, 'boolean') || !isOptional(preemptible, 'boolean')) return 'flags are booleans'
  return { type: 'play', source, loop: typeof loop === 'number' ? loop : 1, interruptible: flag(interruptible) }
}

function readDigits({ digits }: Fields): RelayFrame | string {
  const valid = typeof digits === 'string' && /^[0-9w#*]+$/.test(digits)
  return valid ? { type: 'sendDigits', digits } : 'sendDigits takes 0-9, w, # and *'
}

function readLanguage({ ttsLanguage, transcriptionLanguage }: Fields): RelayFrame | string {
  const valid = isOptional(ttsLanguage, 'string') && isOptional(transcriptionLanguage, 'string')
  return valid && (ttsLanguage ?? transcriptionLanguage) !== undefined
    ? { type: 'language' }
    : 'language needs a language'
}

function readEnd({ handoffData }: Fields): RelayFrame | string {
  if (!isOptional(handoffData, 'string')) return 'handoffData is a string'
  return { type: 'end', handoffData: typeof handoffData === 'string' ? handoffData : null }
}

function objectOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
