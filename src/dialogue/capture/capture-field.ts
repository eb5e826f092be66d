import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/min'
import type { AgentField } from '../../agents/agent-document.ts'
import { err, ok } from '../../kernel/result.ts'
import { readDate } from '../when/read-date.ts'
import type { WhenClock } from '../when/wish.ts'
import { captureBirth, correctBirth, keyedDate } from './capture-birth.ts'
import { captureEmail } from './capture-email.ts'
import { captureName } from './capture-name.ts'
import { capturePhone } from './capture-phone.ts'
import { captureNumber, captureYesNo, captureZip } from './capture-plain.ts'
import type { Capture } from './captured.ts'
import { correctEmail } from './correct-email.ts'
import { correctName } from './correct-name.ts'
import { correctPhone } from './correct-phone.ts'
import { sayDate, sayEmail, sayPhone } from './say-captured.ts'

/** What is needed to understand an answer: the business's clock, and the country whose numbers need no code. */
export interface CaptureSetting extends WhenClock {
  readonly country?: CountryCode
}

/** The kinds of field whose values are captured by type. Free text and choices are the document's own. */
export type CapturedType = Exclude<AgentField['type'], 'text' | 'enum'>

/** Whether a field of this type is captured by its type. */
export const isCaptured = (type: AgentField['type']): type is CapturedType => type !== 'text' && type !== 'enum'

type Capturer = (text: string, setting: CaptureSetting) => Capture

const CAPTURERS: Readonly<Record<CapturedType, Capturer>> = {
  name: captureName,
  phone: (text, { country }) => capturePhone(text, country),
  email: captureEmail,
  dob: captureBirth,
  date: captureDate,
  number: captureNumber,
  boolean: captureYesNo,
  zip: captureZip,
}

/** What somebody's answer gives for a field of this type: its value and how it is read back, or why it gives none. */
export const captureField = (type: CapturedType, text: string, setting: CaptureSetting): Capture =>
  CAPTURERS[type](text, setting)

function captureDate(text: string, clock: WhenClock): Capture {
  const date = readDate(text, clock) ?? readDate(keyedDate(text), clock)
  return date === null
    ? err({ reason: 'nothing_heard' })
    : ok({ value: date, confidence: 'sure', readBack: sayDate(date) })
}

/**
 * `value` with the part put right that the caller names when it is read back: "the last four are 0143", "no, it's B as in
 * boy", "the fourth", "dot org". Null when they name none; whole new values are {@link captureField}'s.
 */
export function correctField(type: CapturedType, value: string, text: string, setting: CaptureSetting): string | null {
  if (type === 'phone') return correctPhone(value, text, setting.country)
  if (type === 'email') return correctEmail(value, text)
  if (type === 'dob') return correctBirth(value, text, setting)
  return type === 'name' ? correctName(value, text) : null
}

const SAYERS: Readonly<Partial<Record<AgentField['type'], (value: string) => string>>> = {
  phone: sayPhone,
  email: sayEmail,
  dob: sayDate,
  date: sayDate,
}

/** A field's value for the ear. */
export const sayField = (type: AgentField['type'], value: string): string => SAYERS[type]?.(value) ?? value

/** The country of a BCP 47 tag that has one: `en-GB` is GB; the United States where it has none. */
export function countryOf(language: string): CountryCode {
  const region = /-([A-Z]{2})\b/.exec(language)?.[1]
  return region !== undefined && isSupportedCountry(region) ? region : 'US'
}
