import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { addToTicket } from '../tickets/add-to-ticket.ts'
import { openTicket, type NewTicket } from '../tickets/open-ticket.ts'
import type { ReadMail } from './act-on-mail.ts'
import { mailCtx, PLATFORM_OWNER, type MailWorld } from './mail-world.ts'
import type { Outcome } from './outcome.ts'
import type { Alarm, MailPlan } from './plan.ts'
import type { Route } from './route-mail.ts'

interface Called {
  readonly outcomes: readonly Outcome[]
  readonly ticketId: string | null
  readonly needsPerson: boolean
}

interface Around {
  readonly route: Route
  /** Whether something was done already that answers it. */
  readonly isHandled: boolean
}

const ALARM_KIND: Readonly<Record<Alarm, NewTicket['kind']>> = {
  legal_process: 'legal',
  security_report: 'security',
  breach_notice: 'security',
  child: 'privacy',
}

/** Hands a mail to people where it needs some: at once where it cannot wait, to the business where it is a business's. */
export async function callPeople(
  world: MailWorld,
  mail: ReadMail,
  plan: MailPlan,
  { route, isHandled }: Around,
): Promise<Called> {
  if (plan.alarm !== null) return alarm(world, mail, plan.alarm, route)
  const outcomes = asked(plan)
  const desk = isHandled ? null : plan.desk
  if (desk === null && !plan.needsPerson) return { outcomes, ticketId: null, needsPerson: false }
  if (mail.inbox === 'business') {
    await tellBusiness(world, mail, route, 'unreadable')
    return { outcomes: outcomes.length > 0 || isHandled ? outcomes : ['waiting'], ticketId: null, needsPerson: true }
  }
  const ticketId = await ticketFor(world, mail, { kind: desk ?? 'privacy', urgent: false })
  return { outcomes: desk === null ? outcomes : ['ticket'], ticketId, needsPerson: true }
}

const asked = ({ ask }: MailPlan): readonly Outcome[] => {
  if (ask === null) return []
  return ask === 'text' ? ['ask_text'] : ['ask_meaning']
}

/** A child, a court, a hole, a breach: people of ours at once, and the business that it is about. */
async function alarm(world: MailWorld, mail: ReadMail, reason: Alarm, route: Route): Promise<Called> {
  const ticketId = await ticketFor(world, mail, { kind: ALARM_KIND[reason], urgent: true })
  log.error('mail.alarm', { mailId: mail.mailId, reason, ticketId })
  await tellBusiness(world, mail, route, reason, ticketId)
  // The business has the mail and its address; our people have neither.
  return { outcomes: [mail.inbox === 'business' ? 'waiting' : 'alarm'], ticketId, needsPerson: true }
}

/** Nothing where it is nobody's. */
async function tellBusiness(
  world: MailWorld,
  { mailId, reading, receivedAtMs }: ReadMail,
  { named, knowing }: Route,
  ...[reason, ticketId]: readonly [reason: string, ticketId?: string]
): Promise<void> {
  const business = named ?? (knowing.length === 1 ? knowing[0] : undefined)
  if (business === undefined) return
  const ctx = mailCtx(world, business)
  await ctx.db.batch([
    emit(ctx, 'privacy.mail.waiting', {
      mail_id: mailId,
      labels: labelsIn(reading),
      reason,
      ...(ticketId !== undefined && { ticket_id: ticketId }),
      received_at: new Date(receivedAtMs).toISOString(),
    }),
  ])
  await wakeQuietly(ctx)
}

async function ticketFor(
  world: MailWorld,
  mail: ReadMail,
  { kind, urgent }: Pick<NewTicket, 'kind' | 'urgent'>,
): Promise<string> {
  const platform = mailCtx(world, PLATFORM_OWNER)
  const { reading, thread, inbox } = mail
  if (inbox === 'business') return (await openTicket(platform, { kind, urgent, ...pointerTo(mail) })).ticketId
  const from = reading.from?.address ?? null
  const known =
    thread === null ? null : await addToTicket(platform, { ticketId: thread, from, text: reading.text.fresh })
  if (known !== null) return known
  const { ticketId } = await openTicket(platform, {
    kind,
    source: 'email',
    urgent,
    from,
    name: reading.facts.names[0] ?? null,
    subject: reading.subject,
    text: reading.text.fresh,
    tenantId: null,
    messageId: reading.messageId,
  })
  return ticketId
}

/** What was written to a business stays there, in its region: the ticket only says that it is, and what it is about. */
function pointerTo({ mailId, owner, reading }: ReadMail): Omit<NewTicket, 'kind' | 'urgent'> {
  const text = [`Mail: ${mailId}`, `About: ${labelsIn(reading).join(', ')}`, `Business: ${owner.tenantId}`].join('\n')
  const subject = 'A mail to a business'
  return { source: 'email', from: null, name: null, subject, text, tenantId: owner.tenantId }
}

const labelsIn = ({ findings }: ReadMail['reading']): readonly string[] => [
  ...new Set(findings.map(({ label }) => label)),
]
