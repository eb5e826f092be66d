import { and, asc, eq, lte, or } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { holderOf } from '../egress/holder-of.ts'
import type { Whose } from '../egress/may-leave.ts'
import { log } from '../kernel/log.ts'
import { PLATFORM } from '../privacy/request.ts'
import type { Letter, MailSender } from '../providers/mail/contract.ts'
import { oneOf } from '../records/expired.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { open } from '../vault/seal.ts'
import type { MailWorld } from './mail-world.ts'
import { outgoingPlace, type MailWords } from './outgoing-mail.ts'
import { LOOP_FIELD } from './reading/own-marks.ts'

type Row = typeof outgoingMails.$inferSelect

const PER_RUN_MAX = 100
const ATTEMPTS_MAX = 10
/** Whoever took a mail to send it has it for so long; after the n-th try it rests 2ⁿ times as long. */
const LEASE_MS = 60_000
const REST_MS_MAX = 6 * 60 * 60 * 1000
/** What the register lets go to nobody is asked about anew so often. */
const HELD_MS = 10 * 60 * 1000

/** Which mails are to be sent now. */
export interface Which {
  /** Only what answers this mail, or is about these requests. */
  readonly mailId: string
  readonly requestIds: readonly string[]
}

/**
 * Sends what is owed in a region, oldest first, and says how many were taken.
 *
 * Each is taken by one sender at a time. One that dies between sending and noting it makes a second copy and never none: what
 * the law wants answered must not be lost.
 */
export async function sendOwedMails(world: MailWorld, stores: RegionStores, which?: Which): Promise<number> {
  const { sender, nowMs } = world
  if (sender === null) return 0
  const due = and(
    eq(outgoingMails.status, 'owed'),
    lte(outgoingMails.nextAttemptAtMs, nowMs),
    which && or(eq(outgoingMails.mailId, which.mailId), oneOf(outgoingMails.requestId, which.requestIds)),
  )
  const rows = await stores.db
    .select()
    .from(outgoingMails)
    .where(due)
    .orderBy(asc(outgoingMails.nextAttemptAtMs))
    .limit(PER_RUN_MAX)
  let sent = 0
  for (const row of rows) if (await take(world, stores, row)) sent += Number(await sendOne(world, stores, row, sender))
  return sent
}

/** False where somebody else has it. */
async function take({ nowMs }: MailWorld, { db }: RegionStores, row: Row): Promise<boolean> {
  const rest = Math.min(LEASE_MS * 2 ** row.attempts, REST_MS_MAX)
  const unchanged = and(eq(outgoingMails.id, row.id), eq(outgoingMails.attempts, row.attempts))
  const taken = await db
    .update(outgoingMails)
    .set({ attempts: row.attempts + 1, nextAttemptAtMs: nowMs + rest })
    .where(and(unchanged, eq(outgoingMails.status, 'owed')))
    .returning({ id: outgoingMails.id })
  return taken.length > 0
}

async function sendOne(world: MailWorld, stores: RegionStores, row: Row, sender: MailSender): Promise<boolean> {
  const words = await wordsOf(world, stores, row)
  if (words === null) return fail(stores, row, 'key_gone')
  const sent = await sender.send(letterOf(words, row, world), whoseIs(world, row))
  if (sent.ok) {
    await stores.db
      .update(outgoingMails)
      .set({ status: 'sent', sentAtMs: world.nowMs, errorCode: null })
      .where(eq(outgoingMails.id, row.id))
    return true
  }
  const { code, isPassing, isHeld } = sent.error
  if (isHeld) return hold(world, stores, row, code)
  if (!isPassing || row.attempts + 1 >= ATTEMPTS_MAX) return fail(stores, row, code)
  await stores.db.update(outgoingMails).set({ errorCode: code }).where(eq(outgoingMails.id, row.id))
  return false
}

/** What the platform itself tells a business, of an incident above all, is the platform's own: it tells of nobody. */
const whoseIs = ({ directory, nowMs }: MailWorld, { tenantId, kind }: Row): Whose | undefined =>
  tenantId === PLATFORM || kind === 'business_notice' ? undefined : () => holderOf(directory, tenantId, nowMs)

/** Stays owed, and has been tried as often as before: nobody was asked to take it. */
async function hold({ nowMs }: MailWorld, { db }: RegionStores, row: Row, errorCode: string): Promise<false> {
  const { id, attempts } = row
  const held = { attempts, nextAttemptAtMs: nowMs + HELD_MS, errorCode }
  await db.update(outgoingMails).set(held).where(eq(outgoingMails.id, id))
  return false
}

async function fail({ db }: RegionStores, { id, kind }: Row, errorCode: string): Promise<false> {
  log.error('mail.not_sent', { mailId: id, kind, code: errorCode })
  await db.update(outgoingMails).set({ status: 'failed', errorCode }).where(eq(outgoingMails.id, id))
  return false
}

async function wordsOf({ vault }: MailWorld, { blobs }: RegionStores, row: Row): Promise<MailWords | null> {
  const key = await findPersonKey(vault, blobs, row.tenantId, row.id)
  if (key === null || row.sealedMail === null) return null
  const text = await open(key, outgoingPlace(row.tenantId, row.id), row.sealedMail)
  return text === null ? null : (JSON.parse(text) as MailWords)
}

const NAMES: Readonly<Record<MailWords['from'], string>> = {
  privacy: 'Careline privacy desk',
  support: 'Careline support',
  general: 'Careline',
}

/** What is in no other header of ours, and marks what comes back to us. */
const LOOP_MARK = 'careline'
const REFERENCES_MAX = 20

/** A mail of ours as it is sent: answers are marked as a machine's, so that machines leave them alone. */
export function letterOf(
  words: MailWords,
  { kind }: Pick<Row, 'kind'>,
  { domain, publicUrl }: Pick<MailWorld, 'domain' | 'publicUrl'>,
): Letter {
  const { to, subject, text, from, thread, inReplyTo, references = [], confirm, unsubscribe } = words
  const isByPerson = kind === 'ticket'
  const replied = inReplyTo === undefined || inReplyTo === null ? null : bracketed(inReplyTo)
  return {
    from: { name: NAMES[from], email: `${from}@${domain}` },
    to,
    replyTo: `${from}${thread === undefined ? '' : `+${thread}`}@${domain}`,
    subject,
    text: confirm === undefined ? text : `${text}\n\n${publicUrl}/privacy/confirm/${confirm}`,
    headers: {
      ...(replied !== null && { 'In-Reply-To': replied }),
      ...(references.length > 0 && { References: references.slice(-REFERENCES_MAX).map(bracketed).join(' ') }),
      ...(!isByPerson && { 'Auto-Submitted': replied === null ? 'auto-generated' : 'auto-replied' }),
      ...(!isByPerson && { 'X-Auto-Response-Suppress': 'All' }),
      ...(unsubscribe !== undefined && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      [LOOP_FIELD]: LOOP_MARK,
    },
  }
}

const bracketed = (id: string): string => `<${id.replace(/[<>\s]/g, '')}>`
