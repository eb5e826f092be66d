import { env } from 'cloudflare:workers'
import { contextOf, inRegion, type Ctx } from '../../src/context.ts'
import { outgoingPlace, type MailWords } from '../../src/mail/outgoing-mail.ts'
import type { NewRequest } from '../../src/privacy/request.ts'
import { outgoingMails } from '../../src/records/outgoing-mails/table.ts'
import { sweepErasures } from '../../src/sweeps/erasures.ts'
import { sweepPrivacyRequests } from '../../src/sweeps/privacy-deadlines.ts'
import { findPersonKey } from '../../src/vault/person-keys.ts'
import { open } from '../../src/vault/seal.ts'
import { ask, aTenant, type TestTenant } from '../api-client.ts'
import { sweepDeps } from '../sweep-deps.ts'

/** A business with somebody who looks after privacy, and its context at any time. */
export interface PrivateBusiness {
  readonly tenant: TestTenant
  ctx(nowMs: number): Ctx
  /** Of the request, oldest first: what was owed by mail. */
  mails(requestId: string): Promise<readonly (MailWords & { readonly kind: string })[]>
  /** The sweeps of the requests and of the erasures, as they run at that time. */
  sweep(nowMs: number): Promise<void>
}

export const CONTACT = 'privacy@example.com'

export async function aPrivateBusiness(fields: Readonly<Record<string, unknown>> = {}): Promise<PrivateBusiness> {
  const tenant = await aTenant({ privacy_contact: CONTACT, ...fields })
  const ctx = (nowMs: number): Ctx =>
    contextOf(
      env,
      { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
      nowMs,
    )
  return {
    tenant,
    ctx,
    async mails(requestId) {
      const { db, vault, blobs } = ctx(0)
      const rows = (await db.select().from(outgoingMails).orderBy(outgoingMails.id)).filter(
        (row) => row.requestId === requestId,
      )
      return Promise.all(
        rows.map(async ({ id, kind, sealedMail }) => {
          const key = await findPersonKey(vault, blobs, tenant.id, id)
          const text = await open(key!, outgoingPlace(tenant.id, id), sealedMail!)
          return { ...(JSON.parse(text!) as MailWords), kind }
        }),
      )
    },
    async sweep(nowMs) {
      const stores = inRegion(env, 'global')
      await sweepErasures(sweepDeps(nowMs), stores)
      await sweepPrivacyRequests(sweepDeps(nowMs), stores)
    },
  }
}

/** A request as the inbox hands it over: of somebody who wrote from an address, and is not known to be who they say. */
export const asked = (more: Partial<NewRequest> = {}): NewRequest => ({
  types: ['delete'],
  source: 'email',
  identityLevel: 'L1',
  personId: null,
  place: null,
  details: { replyTo: 'ann@example.com' },
  dedupe: null,
  receivedAtMs: Date.now(),
  ...more,
})

/** Somebody whom a business knows. */
export async function aPerson({ key }: TestTenant, fields: Readonly<Record<string, unknown>>): Promise<string> {
  const { status, json } = await ask(key, '/people', { body: fields })
  if (status !== 201) throw new Error(JSON.stringify(json))
  return json.id
}

/** The code in the last mail that has one. */
export async function codeMailed(business: PrivateBusiness, requestId: string): Promise<string> {
  const mailed = (await business.mails(requestId)).filter(({ kind }) => kind === 'challenge')
  return /\b\d{8}\b/.exec(mailed.at(-1)?.text ?? '')?.[0] ?? ''
}
