import { err, ok } from '../../kernel/result.ts'
import type { Capture, Miss } from './captured.ts'
import { joinAddress, type Mark, marksOf } from './email-marks.ts'
import { sayEmail } from './say-captured.ts'

const ADDRESS_CHARS_MAX = 254
const LOCAL = /^[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/

/** Providers whose ending nobody says. */
const BARE_PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gmail: 'gmail.com',
    googlemail: 'googlemail.com',
    yahoo: 'yahoo.com',
    hotmail: 'hotmail.com',
    outlook: 'outlook.com',
    icloud: 'icloud.com',
    aol: 'aol.com',
    msn: 'msn.com',
    comcast: 'comcast.net',
    verizon: 'verizon.net',
    proton: 'proton.me',
    protonmail: 'protonmail.com',
  }),
)

/**
 * The e-mail address in what somebody says: "ann dot lee at example dot com", "a n n underscore l double e at gmail",
 * "j as in john …". Of several the last counts.
 *
 * `sure` when it was written, or every word of it was a single one or spelled; `unsure` when words had to be joined
 * ("ann lee at …" may be annlee or ann.lee), or a well-known ending was added.
 */
export function captureEmail(text: string): Capture {
  const written = [...text.toLowerCase().matchAll(/[a-z0-9][\w.%+'-]*@[a-z0-9][a-z0-9.-]*\.[a-z]{2,24}/g)].at(-1)?.[0]
  if (written !== undefined) return judged(written, true)
  const marks = marksOf(text)
  const at = marks.findLastIndex(({ kind }) => kind === 'at')
  if (at < 0) return err(hasDot(marks) ? { reason: 'no_at_sign' } : { reason: 'nothing_heard' })
  const local = joinAddress(marks.slice(0, at), 'back')
  const domain = joinAddress(marks.slice(at + 1), 'on')
  const full = BARE_PROVIDERS.get(domain.text) ?? domain.text
  if (local.text === '') return err({ reason: 'nothing_heard' })
  if (!full.includes('.')) return err({ reason: 'no_domain' })
  return judged(`${local.text}@${full}`, local.words < 2 && domain.words < 2 && full === domain.text)
}

/** "Ann dot lee example dot com" was meant as an address. "I'm at work" was not. */
const hasDot = (marks: readonly Mark[]): boolean => {
  const dot = marks.findLastIndex(({ kind, text }) => kind === 'mark' && text === '.')
  return dot > 0 && /^(?:com|net|org|edu|gov|io|co)$/.test(marks[dot + 1]?.text ?? '')
}

function judged(address: string, sure: boolean): Capture {
  const refused: Miss = { reason: 'no_such_address' }
  const [local = '', domain = ''] = address.split('@')
  if (address.length > ADDRESS_CHARS_MAX || !LOCAL.test(local) || local.includes('..')) return err(refused)
  if (!DOMAIN.test(domain)) return err(refused)
  return ok({ value: address, confidence: sure ? 'sure' : 'unsure', readBack: sayEmail(address) })
}
