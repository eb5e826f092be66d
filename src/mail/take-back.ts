import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { hasEnded } from '../privacy/change-request.ts'
import { PLATFORM } from '../privacy/request.ts'
import { withdrawRequest } from '../privacy/withdraw-request.ts'
import { wordingIn } from '../privacy/words.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import type { ReadMail } from './act-on-mail.ts'
import { mailCtx, PLATFORM_OWNER, type MailWorld } from './mail-world.ts'
import type { Outcome } from './outcome.ts'
import { isOfTheirs, requestsNamed, type OwnRequest } from './own-requests.ts'
import { oweMail } from './owe-mail.ts'

/** What came of a mail that takes a request back. */
interface TakenBack {
  readonly outcomes: readonly Outcome[]
  readonly requestIds: readonly string[]
  /** Where people of ours have to see to it. */
  readonly ticketId?: string
}

/**
 * Takes back a request of the sender's own; or one that they name and that is about them, whoever asked for it: they were told of
 * it at an address that is known of them, and write from there. Where it is somebody else who names one, people look at once.
 */
export async function takeBack(
  world: MailWorld,
  mail: ReadMail,
  own: readonly OwnRequest[],
  named: readonly string[],
): Promise<TakenBack> {
  const open = own.find(({ row }) => !hasEnded(row))
  if (open !== undefined) return withdraw(world, mail, open)
  const others = (await requestsNamed(world, named)).filter(
    ({ row }) => (!hasEnded(row) || row.status === 'withdrawn') && !own.some((each) => each.row.id === row.id),
  )
  const theirs = await aboutSender(world, mail, others)
  if (theirs !== undefined) return callOff(world, mail, theirs)
  const disputed = others.find(({ row }) => !hasEnded(row))
  if (disputed !== undefined) return dispute(world, mail, disputed)
  const before = own.find(({ row }) => row.status === 'withdrawn')
  return before === undefined ? { outcomes: ['not_withdrawn'], requestIds: [] } : withdraw(world, mail, before)
}

/** What came within the time counts, however late it is read. */
async function withdraw(world: MailWorld, { receivedAtMs }: ReadMail, { row, owner }: OwnRequest): Promise<TakenBack> {
  const isBack = await withdrawRequest(mailCtx(world, owner), row.id, { askedAtMs: receivedAtMs, isAboutThem: true })
  return { outcomes: [isBack ? 'withdrawn' : 'not_withdrawn'], requestIds: [row.id] }
}

async function aboutSender(
  world: MailWorld,
  { reading: { from, authentication } }: ReadMail,
  requests: readonly OwnRequest[],
): Promise<OwnRequest | undefined> {
  if (from === null || authentication.level !== 'pass') return undefined
  for (const request of requests) if (await isOfTheirs(world, request, from.address)) return request
  return undefined
}

/** That it was taken back is told to whoever asked; so the one it is about is told here. */
async function callOff(world: MailWorld, mail: ReadMail, request: OwnRequest): Promise<TakenBack> {
  const { row, owner } = request
  const taken = await withdraw(world, mail, request)
  const { from, language } = mail.reading
  if (taken.outcomes.includes('withdrawn') && from !== null)
    await oweMail(mailCtx(world, owner), {
      ...wordingIn(language).calledOff(row.id),
      kind: 'notice',
      onceKey: `request:${row.id}:called-off`,
      to: from.address,
      from: 'privacy',
      mailId: mail.mailId,
      requestId: row.id,
    })
  return taken
}

/** Somebody says that a request is not to be, and nobody knows whether they may: people decide while there is time. */
async function dispute(world: MailWorld, mail: ReadMail, { row, owner }: OwnRequest): Promise<TakenBack> {
  const { mailId, receivedAtMs } = mail
  const { ticketId } = await openTicket(mailCtx(world, PLATFORM_OWNER), {
    kind: 'privacy',
    source: 'email',
    urgent: true,
    from: mail.inbox === 'business' ? null : (mail.reading.from?.address ?? null),
    name: null,
    subject: `Somebody else takes back ${row.id}`,
    text: [`Mail: ${mailId}`, `Request: ${row.id}`, `Business: ${owner.tenantId}`].join('\n'),
    tenantId: owner.tenantId === PLATFORM ? null : owner.tenantId,
    messageId: mail.inbox === 'business' ? null : mail.reading.messageId,
  })
  log.error('mail.alarm', { mailId, reason: 'request_disputed', ticketId })
  if (owner.tenantId !== PLATFORM) {
    const ctx = mailCtx(world, owner)
    await ctx.db.batch([
      emit(ctx, 'privacy.mail.waiting', {
        mail_id: mailId,
        labels: ['withdraw_request'],
        reason: 'request_disputed',
        ticket_id: ticketId,
        received_at: new Date(receivedAtMs).toISOString(),
      }),
    ])
    await wakeQuietly(ctx)
  }
  return { outcomes: ['alarm'], requestIds: [], ticketId }
}
