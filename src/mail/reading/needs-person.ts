import { CLASSIFIED_CHARS_MAX } from './classify.ts'
import type { Label } from './labels.ts'
import type { Finding, LoopClass, MailText } from './mail-reading.ts'
import type { Body } from './read-body-text.ts'

interface Read {
  readonly body: Body
  readonly text: MailText
  readonly findings: readonly Finding[]
  readonly conflicts: readonly Label[]
  readonly language: string | null
  readonly isCut: boolean
  readonly loop: LoopClass
}

/** Character sets that no decoder here reads. */
const UNREADABLE_CHARSET = /^(utf-?7|unicode-1-1-utf-7|x-user-defined|ebcdic.*|ibm(037|1047))$/
const UNKNOWN_SHARE_MAX = 0.02
/** Turns the letters after it round: what is read is not what is seen. */
const TURNED = /[\u202D\u202E\u2066-\u2068]/
const SIGNS_OF_SECRECY = /-----BEGIN PGP MESSAGE-----|-----BEGIN PKCS7-----/
/** The languages that the rules know. */
const KNOWN = new Set(['en', 'es', 'de', 'fr', 'pt'])

/** In order: the first that holds is why somebody has to look. */
const REASONS: readonly (readonly [reason: string, holds: (read: Read) => boolean])[] = [
  ['encrypted', ({ body, text }) => body.kinds.has('encrypted') || SIGNS_OF_SECRECY.test(text.fresh)],
  ['image_only', (read) => isEmpty(read) && read.body.kinds.has('image')],
  ['calendar_only', (read) => isEmpty(read) && read.body.kinds.has('calendar')],
  ['passed_on_only', (read) => isEmpty(read) && read.text.forwarded !== ''],
  ['attachment_only', (read) => isEmpty(read) && (read.body.kinds.has('attachment') || read.body.kinds.has('message'))],
  ['nothing_new', (read) => isEmpty(read) && read.text.quoted !== ''],
  ['empty', isEmpty],
  ['unreadable', (read) => isUnreadable(read)],
  ['turned_letters', ({ text }) => TURNED.test(text.fresh)],
  ['forms_differ', ({ conflicts }) => conflicts.length > 0],
  [
    'language',
    (read) => isOnlyOther(read) && (read.language === null || !KNOWN.has(read.language)) && isForeign(read.text.fresh),
  ],
  ['too_long', (read) => isOnlyOther(read) && (read.isCut || read.text.fresh.length > CLASSIFIED_CHARS_MAX)],
]

/** Why somebody has to look at a mail, or null when it can be read. What a machine sent needs nobody for being empty. */
export function needsPersonFor(read: Read): string | null {
  if (read.loop.isUnsubscribe || (isEmpty(read) && read.loop.reason !== null)) return null
  return REASONS.find(([, holds]) => holds(read))?.[0] ?? null
}

function isEmpty({ text }: Read): boolean {
  return !/[\p{L}\p{N}]/u.test(text.fresh)
}

const isOnlyOther = ({ findings }: Read): boolean => findings.every(({ label }) => label === 'other')

function isUnreadable({ body, text }: Read): boolean {
  if (body.charsets.some((charset) => UNREADABLE_CHARSET.test(charset))) return true
  const unknown = text.fresh.split('\uFFFD').length - 1
  return unknown > 0 && unknown / text.fresh.length > UNKNOWN_SHARE_MAX
}

/** Whether most of the letters are of a script, or the words of a language, that no rule knows. */
function isForeign(fresh: string): boolean {
  const letters = fresh.match(/\p{L}/gu)?.length ?? 0
  const latin = fresh.match(/\p{Script=Latin}/gu)?.length ?? 0
  return letters > 0 && (latin / letters < 0.5 || letters > 40)
}
