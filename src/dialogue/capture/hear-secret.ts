import type { AgentField } from '../../agents/agent-document.ts'
import { captureDigits } from './capture-digits.ts'
import { type CaptureSetting, captureField, isCaptured } from './capture-field.ts'
import type { Miss } from './captured.ts'
import { readSecretNote, secretNote, type Given, type Wrong } from './line-notes.ts'
import { digitsIn } from './spoken-digits.ts'
import { piecesOf } from './spoken-pieces.ts'

/** What a caller gave for a secret field. `note` is all that anybody else may know of it. */
export interface SecretHeard {
  /** Null when it cannot be it. */
  readonly value: string | null
  readonly note: string
}

/** Of fewer digits than these among other words, the words are about something else. */
const DIGITS_MIN = 2

/**
 * The value of a sensitive field in what the caller said or keyed in, and a note in place of it; null when there is nothing
 * of it there, and the words may be passed on as they are.
 */
export function hearSecret(field: AgentField, text: string, given: Given, setting: CaptureSetting): SecretHeard | null {
  if (readSecretNote(text) !== null) return null
  const pieces = piecesOf(text)
  const spoken = digitsIn(pieces)
  const count = spoken.reduce((sum, { digits }) => sum + digits.length, 0)
  const captured = valueOf(field, text, setting)
  if (captured.ok) {
    const digits = field.type === 'dob' && given === 'said' ? null : captured.value.replaceAll(/\D/g, '').length
    return { value: captured.value, note: secretNote({ count: digits, given, wrong: null }) }
  }
  const isBare = spoken.length > 0 && spoken.length === pieces.filter(({ kind }) => kind !== 'stop').length
  if (count < DIGITS_MIN && !isBare) return null
  return { value: null, note: secretNote({ count, given, wrong: whyNot(captured.error, count, field) }) }
}

type Value = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: Miss }

function valueOf(field: AgentField, text: string, setting: CaptureSetting): Value {
  if (field.digits !== undefined) return captureDigits(text, field.digits)
  if (!isCaptured(field.type)) return { ok: false, error: { reason: 'nothing_heard' } }
  const captured = captureField(field.type, text, setting)
  return captured.ok ? { ok: true, value: captured.value.value } : captured
}

function whyNot(miss: Miss, count: number, { digits }: AgentField): Wrong {
  if (miss.reason === 'too_few_digits' || miss.reason === 'area_code_missing') return 'too few'
  if (miss.reason === 'too_many_digits') return 'too many'
  if (digits === undefined) return 'not valid'
  return count < digits.min ? 'too few' : 'too many'
}
