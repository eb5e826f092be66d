import { and, eq, inArray, lt, lte, sql } from 'drizzle-orm'
import { askerTokenOf } from '../privacy/asker-token.ts'
import { noteAcknowledged } from '../privacy/tell-asker.ts'
import { errorName, log } from '../kernel/log.ts'
import { mails } from '../records/mails/table.ts'
import { actOnMail, type ReadMail } from './act-on-mail.ts'
import { addressTokenOf } from './address-tokens.ts'
import { answerText } from './answers/answer-text.ts'
import { toldRequest, type ToldRequest } from './answers/told-request.ts'
import { mailCtx, type MailOwner, type MailWorld } from './mail-world.ts'
import { isOnItsWay, owedStatusOf, oweMail, type OwedStatus } from './owe-mail.ts'
import { threadIn } from './own-addresses.ts'
import type { Inbox } from './outgoing-mail.ts'
import { isSpoken, outcomesIn, type SpokenOutcome } from './outcome.ts'
import { requestWith } from './own-requests.ts'
import { readRaw, type RawMail } from './raw-mail.ts'
import { IDENTITIES_MAX, identitiesIn, namedBusiness } from './route-mail.ts'
import { twinOf, twinTokenOf } from './twin.ts'
import { understand } from './understand.ts'

type MailRow = typeof mails.$inferSelect

/** What is not done yet. */
export const OPEN_STATUSES = ['received', 'acted'] as const
export const ATTEMPTS_MAX = 8
const CLAIM_MS = 2 * 60 * 1000

/** Answers go out so long after a mail came, whatever had to be looked up for them: the time tells nothing either. */
export const ANSWER_AFTER_MS = 3_000

/**
 * Reads a mail that is kept, does what it asks, and owes the answer: each step is noted when it is done, and whoever comes after
 * a crash goes on from there. One at a time works on a mail.
 *
 * `atHand`: its bytes, for who has just kept them.
 *
 * Never throws: what failed is tried again by the sweep, and after {@link ATTEMPTS_MAX} tries it is for a person.
 *
 * @returns whether there may be something to send now.
 */
export async function processMail(
  world: MailWorld,
  owner: MailOwner,
  mailId: string,
  atHand: RawMail | null = null,
): Promise<boolean> {
  const row = await claim(world, owner, mailId)
  if (row === undefined) return false
  try {
    const mail = await read(world, owner, row, atHand)
    if (mail !== null) return await goThrough(world, owner, row, mail)
    await settle(world, owner, { ...row, status: 'closed' })
  } catch (error) {
    log.error('mail.failed', { mailId, error: errorName(error), attempts: row.attempts })
    await release(world, owner, row)
  }
  return false
}

async function goThrough(world: MailWorld, owner: MailOwner, row: MailRow, mail: ReadMail): Promise<boolean> {
  const twinToken = await twinTokenOf(world, mail)
  const isBegun = row.status === 'acted' || row.attempts > 1 || row.requestIds.length > 0
  const twin = isBegun ? null : await twinOf(world, mail, twinToken)
  if (twin !== null) {
    await note(world, owner, row, { ...findingsOf(mail), ...twin, twinToken })
    return false
  }
  const acted = row.status === 'acted' ? row : await act(world, owner, row, { mail, twinToken })
  return acted.status === 'acted' && answer(world, owner, acted, mail)
}

/** The requests that a mail made or was about. */
export async function requestsOfMail(world: MailWorld, owner: MailOwner, mailId: string): Promise<readonly string[]> {
  const { db } = mailCtx(world, owner)
  return (await db.select({ ids: mails.requestIds }).from(mails).where(eq(mails.id, mailId)).get())?.ids ?? []
}

async function claim(world: MailWorld, owner: MailOwner, mailId: string): Promise<MailRow | undefined> {
  const { nowMs } = world
  const isFree = and(
    eq(mails.id, mailId),
    inArray(mails.status, [...OPEN_STATUSES]),
    lte(mails.claimedUntilMs, nowMs),
    lt(mails.attempts, ATTEMPTS_MAX),
  )
  const [row] = await mailCtx(world, owner)
    .db.update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, claimedUntilMs: nowMs + CLAIM_MS })
    .where(isFree)
    .returning()
  return row
}

/** The wait grows with every try. After the last one nobody waits: the sweep hands it to people. */
async function release(world: MailWorld, owner: MailOwner, { id, attempts }: MailRow): Promise<void> {
  const claimedUntilMs = world.nowMs + (attempts < ATTEMPTS_MAX ? 30_000 * 2 ** attempts : 0)
  await mailCtx(world, owner).db.update(mails).set({ claimedUntilMs }).where(eq(mails.id, id))
}

async function settle(
  world: MailWorld,
  owner: MailOwner,
  { id, status }: Pick<MailRow, 'id' | 'status'>,
): Promise<void> {
  await mailCtx(world, owner).db.update(mails).set({ status }).where(eq(mails.id, id))
}

/** The mail as it was kept, read; null where its key is gone. */
async function read(
  world: MailWorld,
  owner: MailOwner,
  row: MailRow,
  atHand: RawMail | null,
): Promise<ReadMail | null> {
  const kept = atHand ?? (await readRaw(mailCtx(world, owner), row.id))
  if (kept === null) return null
  const reading = await understand(world, kept, { truncated: row.truncated, isOurs: row.inbox !== 'business' })
  const senderToken = reading.from === null ? null : await addressTokenOf(world.vault, reading.from.address)
  const { id: mailId, inbox, receivedAtMs, attempts, requestIds: soFar } = row
  return {
    mailId,
    inbox,
    owner,
    reading,
    thread: threadIn(kept.to),
    senderToken,
    receivedAtMs,
    isRetry: attempts > 1,
    soFar,
  }
}

interface Acting {
  readonly mail: ReadMail
  readonly twinToken: string
}

/** The row as it is then: `acted`, or as before where the next step has more to do. A step that did its part is no failed try. */
async function act(world: MailWorld, owner: MailOwner, row: MailRow, { mail, twinToken }: Acting): Promise<MailRow> {
  if (world.authservId !== null && mail.reading.authentication.reasons.includes('no_results'))
    log.warn('mail.no_results', { mailId: row.id })
  const acted = await actOnMail(world, mail)
  const { outcomes, requestIds, ticketId, needsPerson, mayAnswer } = acted
  if (acted.isPartial)
    return note(world, owner, row, { requestIds, attempts: row.attempts - 1, claimedUntilMs: world.nowMs })
  const { reading } = mail
  return note(world, owner, row, {
    ...findingsOf(mail),
    twinToken,
    status: 'acted',
    loopReason: mayAnswer ? null : (reading.loop.reason ?? (reading.from === null ? 'no_sender' : 'closed')),
    requestIds,
    ticketId,
    outcome: [...outcomes, ...(needsPerson ? ['for_a_person'] : [])].join(','),
  })
}

const findingsOf = ({ reading, senderToken }: ReadMail) => ({
  authentication: reading.authentication.level,
  labels: [...new Set(reading.findings.map(({ label }) => label))],
  senderToken,
})

async function note(world: MailWorld, owner: MailOwner, row: MailRow, set: Partial<MailRow>): Promise<MailRow> {
  await mailCtx(world, owner).db.update(mails).set(set).where(eq(mails.id, row.id))
  return { ...row, ...set }
}

/** Owes the one answer, if there is to be one, and is done with the mail. */
async function answer(world: MailWorld, owner: MailOwner, row: MailRow, mail: ReadMail): Promise<boolean> {
  const all = outcomesIn(row.outcome)
  const outcomes = all.filter(isSpoken)
  const { from } = mail.reading
  const mayAnswer = row.loopReason === null && from !== null
  if (mayAnswer && outcomes.length > 0) await owe(world, owner, row, { mail, outcomes, to: from.address })
  const needsPerson = row.outcome?.endsWith('for_a_person') === true
  const done = mayAnswer && !all.includes('closed') ? 'answered' : 'closed'
  await settle(world, owner, { id: row.id, status: needsPerson ? 'for_a_person' : done })
  return mayAnswer
}

interface Answering {
  readonly mail: ReadMail
  readonly outcomes: readonly SpokenOutcome[]
  readonly to: string
}

/** What the caps hold back acknowledges nothing: then the request does so itself. */
async function owe(world: MailWorld, owner: MailOwner, row: MailRow, answering: Answering): Promise<void> {
  const onceKey = onceKeyOf(row, answering.outcomes)
  const known = await owedStatusOf(mailCtx(world, owner), onceKey)
  if (!isOnItsWay(known ?? (await oweAnswer(world, owner, row, { ...answering, onceKey })))) return
  for (const id of row.requestIds.slice(0, ACKNOWLEDGED_MAX)) {
    const request = await requestWith(world, id)
    if (request !== null) await noteAcknowledged(mailCtx(world, request.owner), id)
  }
}

/** Those after them only end being contacted, which is told at once and by nothing else. */
const ACKNOWLEDGED_MAX = 5

async function oweAnswer(
  world: MailWorld,
  owner: MailOwner,
  row: MailRow,
  { mail, outcomes, to, onceKey }: Answering & { readonly onceKey: string },
): Promise<OwedStatus> {
  const { reading } = mail
  const isReceipt = outcomes.includes('requested') || outcomes.includes('ticket')
  const kind = isReceipt ? 'acknowledgement' : 'answer'
  const business = await namedBusiness(world, reading, mail.inbox === 'business' ? owner : null)
  const words = answerText(outcomes, reading.language, {
    reference: row.requestIds[0] ?? row.ticketId,
    business: business?.name ?? null,
    isCut: identitiesIn(reading).length > IDENTITIES_MAX,
    isAddressed: mail.inbox === 'business',
    requests: outcomes.includes('status') ? await statuses(world, row.requestIds, to) : [],
  })
  return oweMail(mailCtx(world, owner), {
    ...words,
    ...threadOf(row, mail),
    // Anybody can have put such an address there.
    kind: reading.authentication.level === 'none' ? 'unproven' : kind,
    onceKey,
    to,
    from: deskOf(row),
    mailId: row.id,
    notBeforeMs: row.receivedAtMs + ANSWER_AFTER_MS,
  })
}

/** From which address of ours it is answered. */
const deskOf = ({ inbox }: MailRow): Inbox => (inbox === 'support' || inbox === 'general' ? inbox : 'privacy')

/** What an answer hangs on: the mail it answers, and the request or ticket that came of it. */
function threadOf({ requestIds, ticketId }: MailRow, { reading }: ReadMail) {
  const { messageId, references } = reading
  const [requestId] = requestIds
  return {
    ...(requestId !== undefined && { requestId }),
    ...(ticketId !== null && { ticketId }),
    inReplyTo: messageId,
    references: messageId === null ? references : [...references, messageId],
  }
}

/** What only says that something came in is said once for it; an answer to a mail, once for the mail. */
function onceKeyOf({ id, requestIds, ticketId }: MailRow, outcomes: readonly SpokenOutcome[]): string {
  const isReceipt = outcomes.every((outcome) => ['requested', 'opted_out', 'ticket', 'alarm'].includes(outcome))
  return isReceipt ? `receipt:${requestIds[0] ?? ticketId ?? id}` : `answer:${id}`
}

/**
 * How the requests of an address stand. An end to being contacted that was put down for whoever knew them is none of these: it
 * would tell who does.
 */
async function statuses(world: MailWorld, ids: readonly string[], address: string): Promise<readonly ToldRequest[]> {
  const found = await Promise.all(ids.slice(0, ACKNOWLEDGED_MAX).map((id) => requestWith(world, id)))
  const told = found.map(async (request) => {
    if (request === null) return []
    const isTheirs = request.row.askerToken === (await askerTokenOf(mailCtx(world, request.owner), address))
    return isTheirs ? [toldRequest(request.row)] : []
  })
  return (await Promise.all(told)).flat()
}
