import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { policyNotices } from '../records/policy-acceptances/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { SERVICES } from './policy-line.ts'
import type { PolicyVersion } from './policy-versions.ts'
import { versionsOf } from './standing.ts'

export interface PolicyNews {
  readonly version: PolicyVersion
  /** Every version of every line. */
  readonly versions: readonly PolicyVersion[]
  /** Origin of the site, where the versions are read. */
  readonly publicUrl: string
  /** Where the business wants to be written to; null: by event only. */
  readonly contact: string | null
}

/**
 * Tells a business of a version: an event, and a mail to its privacy contact with what changed. Once, however often it is asked
 * for: the mail has a name of its own, and the event is one batch with the note that it was told.
 *
 * @returns false where it had been told.
 */
export async function tellPolicy(ctx: Ctx, { version, versions, publicUrl, contact }: PolicyNews): Promise<boolean> {
  const { line } = version
  const all = versionsOf(line, versions)
  const previous = all[all.indexOf(version) - 1]
  if (contact !== null)
    await oweMail(ctx, {
      kind: 'business_notice',
      onceKey: `policy:${line}:${version.version}`,
      to: contact,
      from: 'general',
      subject: `The privacy policy of ${SERVICES[line].name} changes on ${version.version}`,
      text: textOf(version, previous !== undefined, publicUrl),
    })
  const told = { tenantId: ctx.tenantId, policy: line, version: version.version, toldAtMs: ctx.nowMs }
  const event = emit(ctx, 'policy.updated', {
    policy_id: line,
    version: version.version,
    previous_version: previous?.version ?? null,
    effective_at: new Date(version.effectiveAtMs).toISOString(),
  })
  try {
    await ctx.db.batch([ctx.db.insert(policyNotices).values(told), event])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return false
  }
  await wakeQuietly(ctx)
  return true
}

function textOf({ line, version, asksAnew }: PolicyVersion, hasChanges: boolean, publicUrl: string): string {
  const page = `${publicUrl}/privacy/${line}`
  return [
    `From ${version} on a new version of our privacy policy holds.`,
    `Read it: ${page}/${version}`,
    ...(hasChanges ? [`What changed: ${page}/changes/${version}`] : []),
    asksAnew
      ? 'It asks for your yes: from that day on your keys work once you have accepted it (POST /v1/policies/acceptances).'
      : 'You need not do anything. Going on using the service after that day accepts it.',
  ].join('\n\n')
}
