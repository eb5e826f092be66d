import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { findTenant } from '../tenants/change-tenant.ts'
import type { HoldRow } from './place-hold.ts'

/**
 * Tells who looks after privacy in a business that a hold is to be released, and that it is, once each. Whoever may make keys can
 * make the second one that it takes: nobody does it unseen.
 */
export async function tellOfRelease(ctx: Ctx, { id, releaseAskedBy, releasedBy }: HoldRow): Promise<void> {
  const to = (await findTenant(ctx.directory, ctx.tenantId))?.privacyContact ?? null
  if (to === null || releaseAskedBy === null) return
  const [step, text] =
    releasedBy === null
      ? ['asked', `${releaseAskedBy} asked for the release. The hold stands until another of your keys agrees.`]
      : [
          'released',
          `${releaseAskedBy} asked for the release, ${releasedBy} agreed. What only it kept is deleted within a day.`,
        ]
  await oweMail(ctx, {
    kind: 'business_notice',
    onceKey: `${id}:release:${step}`,
    to,
    subject: releasedBy === null ? 'A hold is to be released' : 'A hold is released',
    text: `${text}\n\nHold: ${id}\n\nIf nobody of yours should have, place it anew with POST /v1/holds and revoke these keys.`,
    from: 'privacy',
  })
}
