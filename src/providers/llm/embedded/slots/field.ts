import type { AgentField } from '../../../../agents/agent-document.ts'
import { readDigits, readInteger } from '../../../../dialogue/when/number-words.ts'
import { readDate } from '../../../../dialogue/when/read-date.ts'
import type { Heard } from '../heard.ts'
import { findNames, indexNames } from './closed-names.ts'
import { readName } from '../../../../dialogue/capture/read-name.ts'

/** What a form says when the caller wants to be reached on the number they call from. */
export const CALLER_ID = 'caller_id'

const TEXT_VALUE_CHARS_MAX = 600

export type FieldHeard = { readonly type: 'value'; readonly value: string } | { readonly type: 'nothing' }

const NOTHING: FieldHeard = { type: 'nothing' }
const value = (text: string): FieldHeard =>
  text === '' ? NOTHING : { type: 'value', value: text.slice(0, TEXT_VALUE_CHARS_MAX) }

type Reader = (
  heard: Heard,
  field: AgentField,
  clock: { readonly nowMs: number; readonly timeZone: string },
) => FieldHeard

const READERS: Readonly<Record<AgentField['type'], Reader>> = {
  text: (heard) => value(withoutLead(heard.raw)),
  name: (heard) => value(readName(heard.raw, true) ?? ''),
  phone: readPhone,
  email: readEmail,
  date: (heard, _, clock) => value(readDate(heard.raw, clock) ?? ''),
  dob: (heard, _, clock) => value(readBirth(heard.raw, clock) ?? ''),
  number: (heard) => value(String(heard.party() ?? readInteger(heard.raw) ?? '')),
  boolean: (heard) => value(yesOrNo(heard)),
  enum: readOption,
  zip: (heard) => value(/^\d{5}/.exec(readDigits(heard.raw))?.[0] ?? ''),
}

/** The value `heard` gives for `field`, as it should be written, or that it gives none. */
export const readField: Reader = (heard, field, clock) => READERS[field.type](heard, field, clock)

function yesOrNo(heard: Heard): string {
  const answer = heard.yesNo()
  return answer === 'yes' || answer === 'no' ? answer : ''
}

/** Ten digits in North America, seven to fifteen anywhere. */
function readPhone(heard: Heard): FieldHeard {
  if (
    /\b(?:this (?:number|one|phone)|the (?:number|one|phone) im (?:calling|on)|number im calling|calling from|same number|caller id|my cell this one|you have it)\b/.test(
      heard.plain,
    )
  )
    return value(CALLER_ID)
  const digits = readDigits(heard.raw)
  return digits.length >= 7 && digits.length <= 15 ? value(digits) : NOTHING
}

function readEmail(heard: Heard): FieldHeard {
  const text = heard.raw
    .toLowerCase()
    .replace(/\s+(?:at|@)\s+/g, '@')
    .replace(/\s*(?:\bdot\b|\bpoint\b)\s*/g, '.')
    .replace(/\s*\bunderscore\b\s*/g, '_')
    .replace(/\s*\b(?:dash|hyphen)\b\s*/g, '-')
  const direct = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)
  return value(direct?.[0].replace(/\.$/, '') ?? '')
}

function readOption(heard: Heard, field: AgentField): FieldHeard {
  const options = field.options ?? []
  const exact = options.find((option) => heard.plain === option.toLowerCase())
  if (exact !== undefined) return value(exact)
  const { ids } = findNames(indexNames(options.map((option) => ({ id: option, names: [option] }))), heard.plain)
  return ids.length === 1 ? value(ids[0] ?? '') : NOTHING
}

/** A date of birth, also as bare digits on a keypad or read out: 03051980. */
function readBirth(raw: string, clock: { readonly nowMs: number; readonly timeZone: string }): string | null {
  const spoken = readDate(raw, clock)
  if (spoken !== null) return spoken
  const digits = /^(\d{2})(\d{2})((?:19|20)\d{2})$/.exec(readDigits(raw))
  return digits ? readDate(`${digits[1]}/${digits[2]}/${digits[3]}`, clock) : null
}

const LEAD =
  /^(?:\s|[.,!?-]|\b(?:yes|yeah|yep|sure|ok|okay|alright|please|well|so|um+|uh+|er+m?|hmm+|oh|it['’]?s|it is|that['’]?s|that would be|it would be|i think it['’]?s|i think|the (?:message|medication|medicine|pharmacy|reason) is|the (?:message|medication|medicine|pharmacy|reason) would be|just|tell (?:them|him|her) (?:that )?|say (?:that )?|can you (?:tell|say|let) (?:them|him|her) (?:know )?(?:that )?|let (?:them|him|her) know (?:that )?)\b)+/i

/** Free words without how the answer begins. */
function withoutLead(raw: string): string {
  const text = raw.trim()
  const rest = text.replace(LEAD, '').replace(/\s+/g, ' ').trim()
  return (rest.length >= 2 ? rest : text).replace(/[\s.]+$/, '')
}
