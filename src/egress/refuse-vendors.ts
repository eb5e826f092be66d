import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { AgentDocument } from '../agents/agent-document.ts'
import { outreachOf } from '../consent/outreach-settings.ts'
import type { Ctx } from '../context.ts'
import { Refusal, type RefusalCode } from '../kernel/refusal.ts'
import { readHolder } from './holder-of.ts'
import { mayLeave, type EgressRefusal, type Holder, type Passage } from './may-leave.ts'
import { vendorNamed, vendorOfProvider, type VendorName } from './register.ts'

type Wanted = Omit<Passage, 'holder'>

/** What an agent's vendors are asked for, as its document names them. What it leaves to the platform is asked for at the gate. */
function wantedBy({ llm, voice }: AgentDocument): readonly Wanted[] {
  const model = vendorOfProvider(llm.provider ?? 'embedded')
  const speech = vendorOfProvider(voice.provider)
  return [
    ...(model === null ? [] : [{ vendor: model, purpose: 'converse', fields: ['spoken_words'] } as const]),
    ...(speech === null ? [] : [{ vendor: speech, purpose: 'speak', fields: ['voice'] } as const]),
  ]
}

/**
 * Refuses an agent that would speak through vendors which may not have the business's data.
 *
 * @throws Refusal `baa_missing`, `transfer_refused` or `vendor_refused`.
 */
export async function refuseVendorsOf(ctx: Ctx, document: AgentDocument): Promise<void> {
  const wanted = wantedBy(document)
  if (wanted.length > 0) await refuseWanted(ctx, await readHolder(ctx.directory, ctx.tenantId), wanted)
}

/**
 * Refuses to let a business of health care go live on a vendor's lines before it signed an agreement on health data with us, and
 * we did with the vendor and with whoever hosts the gateway; and any business where nothing may leave to them. Test lines reach nobody.
 *
 * @throws Refusal `baa_missing`, `transfer_refused` or `vendor_refused`.
 */
export async function refuseGoingLive(ctx: Ctx, vendor: VendorName): Promise<void> {
  if (!ctx.livemode) return
  const holder = await readHolder(ctx.directory, ctx.tenantId)
  if (holder.isHealthCare && (await outreachOf(ctx)).baaSignedAtMs === null)
    throw new Refusal('baa_missing', 'Health care goes live once the agreement on health data is signed.')
  const purpose = vendor === 'meta' ? 'deliver_messages' : 'carry_calls'
  // What is carried is kept, so whoever hosts the gateway has it too.
  const hosted = { vendor: 'cloudflare', purpose: 'host', fields: ['phone'] } as const
  await refuseWanted(ctx, holder, [{ vendor, purpose, fields: ['phone'] }, hosted])
}

async function refuseWanted(ctx: Ctx, holder: Holder, wanted: readonly Wanted[]): Promise<void> {
  for (const one of wanted) {
    const may = mayLeave({ ...one, holder }, ctx.nowMs)
    if (may.ok) continue
    const detailHash = await detailHashOf({ vendor: one.vendor, purpose: one.purpose, reason: may.error })
    await ctx.db.batch([appendAudit(ctx, [{ action: 'egress.refused', subject: one.vendor, detailHash }])])
    await sealAuditQuietly(ctx)
    throw refusalOf(one.vendor, may.error)
  }
}

function refusalOf(vendor: VendorName, reason: EgressRefusal): Refusal {
  const company = vendorNamed(vendor)?.company ?? vendor
  const code = CODES[reason] ?? 'vendor_refused'
  return new Refusal(code, `${company}: ${WHY[reason] ?? 'nothing of yours may go there.'}`, {
    extra: { vendor, reason },
  })
}

const CODES: Partial<Record<EgressRefusal, RefusalCode>> = {
  baa_missing: 'baa_missing',
  transfer_refused: 'transfer_refused',
}

const WHY: Partial<Record<EgressRefusal, string>> = {
  baa_missing: 'there is no business associate agreement, and yours is health data.',
  transfer_refused: 'it works outside the EU, and nothing is agreed that lets your data go there.',
  review_overdue: 'its review is overdue, and new businesses wait for it.',
  no_contract: 'there is no contract.',
}
