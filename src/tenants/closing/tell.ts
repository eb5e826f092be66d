import { appendAudit, detailHashOf, type AuditAction } from '../../audit/append.ts'
import { sealAuditQuietly } from '../../audit/seal.ts'
import type { Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { findTenant } from '../change-tenant.ts'
import type { ClosureRow } from './closure.ts'

const TEXTS = {
  closure: {
    announced: 'The closing of your account was asked for. It begins when another of your keys agrees.',
    winding_down: 'Your account is closed. What is kept of it is erased at the end of the wind-down.',
    working: 'What is kept of your account is being erased.',
    completed: 'What was kept of your account is erased.',
    cancelled: 'The closing of your account was called off. Nothing changes.',
    objected: 'The closing of your account was called off. Nothing changes.',
  },
  succession: {
    announced: 'A successor was announced who is to take over your account. Until the day named you can object.',
    winding_down: 'A successor takes over your account.',
    working: 'A successor takes over your account.',
    completed: 'A successor has taken over the account.',
    cancelled: 'The handing over of your account was called off. Nothing changes.',
    objected: 'The handing over of your account was objected to. Nothing changes.',
  },
} as const

/** Tells the business, its endpoints and its chain how far its closing or handing over has come. Each state is told once. */
export async function tellOfClosure(ctx: Ctx, action: AuditAction, row: ClosureRow): Promise<void> {
  const { status, kind, id } = row
  const told = { closure_id: id, kind, status, effective_at: new Date(row.effectiveAtMs).toISOString() }
  const entry = { action, subject: id, detailHash: await detailHashOf(told) }
  await ctx.db.batch([appendAudit(ctx, [entry], { once: true }), emit(ctx, 'account.closure_changed', told)])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  const contact = (await findTenant(ctx.directory, ctx.tenantId))?.privacyContact ?? null
  if (contact === null) return
  await oweMail(ctx, {
    kind: 'business_notice',
    onceKey: `${id}:${status}:${row.approvedBy ?? ''}`,
    to: contact,
    subject: kind === 'closure' ? 'Closing your account' : 'Handing over your account',
    text: `${TEXTS[kind][status]}\n\nDay: ${told.effective_at.slice(0, 10)}\nReference: ${id}\n`,
    from: 'general',
  })
}
