import { isE164 } from '../../../kernel/phone.ts'
import { err, type Result } from '../../../kernel/result.ts'
import type { HookRejection } from '../../hook.ts'
import { valueOf, type Fields } from '../../../kernel/form-fields.ts'

/** The words ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE and PRIVATE typed on a keypad. No number is hidden so. */
const HIDDEN = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+7748283'])

export const isCallSid = (sid: string): boolean => /^CA[0-9a-zA-Z]{32}$/.test(sid)

/** A caller's number in E.164, or null for whoever hides it or calls from something that is no phone. */
export function phoneOf(from: string): string | null {
  const phone = from.startsWith('whatsapp:') ? from.slice('whatsapp:'.length) : from
  return isE164(phone) && !HIDDEN.has(phone) ? phone : null
}

export const callerOf = (fields: Fields): string | null => phoneOf(valueOf(fields, 'From') ?? '')

/** A whole number from zero, or null for anything else: Twilio writes -1 for a length it does not know yet. */
export function countOf(fields: Fields, name: string): number | null {
  const text = valueOf(fields, name) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** Whether the caller is still on the line, by the status that comes with what is asked. */
export const isCallerPresent = (fields: Fields): boolean => valueOf(fields, 'CallStatus') === 'in-progress'

export const unreadable = (field: string): Result<never, HookRejection> => err({ reason: 'unreadable', field })
