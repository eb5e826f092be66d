import type { AgentField } from '../../../../agents/agent-document.ts'
import { type CaptureSetting, captureField, countryOf, isCaptured } from '../../../../dialogue/capture/capture-field.ts'
import { captureDigits, type DigitCount } from '../../../../dialogue/capture/capture-digits.ts'
import type { Captured, Miss } from '../../../../dialogue/capture/captured.ts'
import { hearSecret } from '../../../../dialogue/capture/hear-secret.ts'
import { readSecretNote } from '../../../../dialogue/capture/line-notes.ts'
import type { WhenClock } from '../../../../dialogue/when/wish.ts'
import type { Heard } from '../heard.ts'
import { findNames, indexNames } from './closed-names.ts'

/** What a form says when the caller wants to be reached on the number they call from. */
export const CALLER_ID = 'caller_id'

const TEXT_VALUE_CHARS_MAX = 600

export type FieldHeard =
  | { readonly type: 'value'; readonly value: string; readonly confidence: Captured['confidence'] }
  | { readonly type: 'nothing'; readonly miss: Miss }

const NOTHING: FieldHeard = { type: 'nothing', miss: { reason: 'nothing_heard' } }
const value = (text: string): FieldHeard =>
  text === '' ? NOTHING : { type: 'value', value: text.slice(0, TEXT_VALUE_CHARS_MAX), confidence: 'sure' }

/** When and where an answer is given. */
export type FieldClock = WhenClock & { readonly language: string }

type Reader = (heard: Heard, field: AgentField, clock: FieldClock) => FieldHeard

const OWN_READERS: Readonly<Partial<Record<AgentField['type'], Reader>>> = {
  text: (heard) => value(withoutLead(heard.raw)),
  enum: readOption,
  phone: readPhone,
  number: (heard, field, clock) => {
    if (field.digits !== undefined) return readCode(heard.raw, field.digits)
    const people = heard.party()
    return people === null ? typed('number', heard.raw, clock) : value(String(people))
  },
}

/** The value `heard` gives for `field`, as it should be written, or why it gives none. */
export const readField: Reader = (heard, field, clock) => {
  if (field.sensitive === true) return readSecret(heard.raw, field, clock)
  const own = OWN_READERS[field.type]
  return own ? own(heard, field, clock) : typed(field.type, heard.raw, clock)
}

function readCode(raw: string, count: DigitCount): FieldHeard {
  const code = captureDigits(raw, count)
  return code.ok ? value(code.value) : { type: 'nothing', miss: code.error }
}

/** Of a secret there is only a note that it was given. Where nobody has put one in its place, it is put here. */
function readSecret(raw: string, field: AgentField, clock: FieldClock): FieldHeard {
  const text = hearSecret(field, raw, 'said', settingOf(clock))?.note ?? raw
  const note = readSecretNote(text)
  if (note === null) return NOTHING
  if (note.wrong === null) return value(text)
  const digits = note.count ?? 0
  if (field.digits !== undefined) return { type: 'nothing', miss: { reason: 'wrong_count', digits, ...field.digits } }
  return { type: 'nothing', miss: { reason: field.type === 'phone' ? WHY_NO_PHONE[note.wrong] : 'not_valid', digits } }
}

const WHY_NO_PHONE = { 'too few': 'too_few_digits', 'too many': 'too_many_digits', 'not valid': 'not_valid' } as const

/** What is needed to capture in this turn: its clock, and the country of its language. */
export const settingOf = ({ nowMs, timeZone, language }: FieldClock): CaptureSetting => ({
  nowMs,
  timeZone,
  country: countryOf(language),
})

function typed(type: AgentField['type'], raw: string, clock: FieldClock): FieldHeard {
  if (!isCaptured(type)) return NOTHING
  const captured = captureField(type, raw, settingOf(clock))
  if (!captured.ok) return { type: 'nothing', miss: captured.error }
  return { type: 'value', value: captured.value.value, confidence: captured.value.confidence }
}

/** The number the caller rings from, or another. */
function readPhone(heard: Heard, _: AgentField, clock: FieldClock): FieldHeard {
  if (
    /\b(?:this (?:number|one|phone)|the (?:number|one|phone) im (?:calling|on)|number im calling|calling from|(?:number|one|phone) you (?:just )?(?:called|rang|reached)|same number|caller id|my cell this one|you have it)\b/.test(
      heard.plain,
    )
  )
    return value(CALLER_ID)
  return typed('phone', heard.raw, clock)
}

function readOption(heard: Heard, field: AgentField): FieldHeard {
  const options = field.options ?? []
  const exact = options.find((option) => heard.plain === option.toLowerCase())
  if (exact !== undefined) return value(exact)
  const { ids } = findNames(indexNames(options.map((option) => ({ id: option, names: [option] }))), heard.plain)
  return ids.length === 1 ? value(ids[0] ?? '') : NOTHING
}

const LEAD =
  /^(?:\s|[.,!?-]|\b(?:yes|yeah|yep|sure|ok|okay|alright|please|well|so|um+|uh+|er+m?|hmm+|oh|it['’]?s|it is|that['’]?s|that would be|it would be|i think it['’]?s|i think|the (?:message|medication|medicine|pharmacy|reason) is|the (?:message|medication|medicine|pharmacy|reason) would be|just|tell (?:them|him|her) (?:that )?|say (?:that )?|can you (?:tell|say|let) (?:them|him|her) (?:know )?(?:that )?|let (?:them|him|her) know (?:that )?)\b)+/i

const ONLY_YES_OR_NO = /^\W*(?:(?:yes|yeah|yep|sure|ok|okay|alright|please|oh|um+|uh+)\b\W*)+$/i

/** Free words without how the answer begins; of a single word also without its article. */
function withoutLead(raw: string): string {
  const text = raw.trim()
  const rest = text.replace(LEAD, '').replace(/\s+/g, ' ').trim()
  if (rest === '' && ONLY_YES_OR_NO.test(text)) return ''
  return (rest.length >= 2 ? rest : text).replace(/[\s.]+$/, '').replace(/^(?:the|my) (?=\S+$)/i, '')
}
