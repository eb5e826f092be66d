import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a demo business needs to be made. Numbers are of the block kept for fiction. */
const BUSINESSES = [
  {
    slug: 'bright-smile',
    name: 'Bright Smile Dental',
    vertical: 'general',
    template: 'dental-clinic',
    phoneNumber: '+12125550110',
    whatsApp: { phone_number_id: '106555010010110', account_id: '102555010000001' },
    privacyContact: 'privacy@bright-smile.example.com',
  },
  {
    slug: 'northside',
    name: 'Northside Family Practice',
    vertical: 'healthcare',
    template: 'family-practice',
    phoneNumber: '+12125550120',
    whatsApp: null,
    privacyContact: 'privacy@northside.example.com',
  },
] as const

export interface DemoTenant {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly apiKey: string
  readonly phoneNumber: string
  /** Null for who may not use WhatsApp: health care. */
  readonly whatsappPhoneNumberId: string | null
  /** Where people write to about their privacy: our own address for the business. */
  readonly privacyAddress: string
}

export interface Demo {
  readonly url: string
  readonly simulatorUrl: string | null
  readonly operatorKey: string
  /** Operators with keys of their own: what two of them have to approve is shown with these. */
  readonly operators: readonly { readonly name: string; readonly key: string }[]
  readonly twilio: { readonly accountSid: string; readonly authToken: string }
  readonly meta: { readonly appSecret: string; readonly verifyToken: string }
  readonly tenants: readonly DemoTenant[]
}

const demoFile = (stateDir: string): string => join(stateDir, 'demo.json')

export function readDemo(stateDir: string): Demo | null {
  return existsSync(demoFile(stateDir)) ? (JSON.parse(readFileSync(demoFile(stateDir), 'utf8')) as Demo) : null
}

/** Written whole or not at all: whoever waits for the file may read it at once. */
export function writeDemo(stateDir: string, demo: Demo): void {
  const draft = `${demoFile(stateDir)}.new`
  writeFileSync(draft, JSON.stringify(demo, null, 2), { mode: 0o600 })
  renameSync(draft, demoFile(stateDir))
}

/** A start that was cut short left requests in flight; the gateway gives them up after a minute. */
const TRIES_MAX = 40
const WAIT_SECONDS_MAX = 10

/** A request to the gateway's own API: the demo is made the way a customer would make it. A start cut short is repeated. */
async function post(url: string, key: string, body: unknown, once: string): Promise<Record<string, unknown>> {
  return send('POST', url, key, { body, once })
}

interface Sent {
  readonly body: unknown
  /** The idempotency key. */
  readonly once: string
}

async function send(
  method: 'POST' | 'PATCH' | 'PUT',
  url: string,
  key: string,
  { body, once }: Sent,
): Promise<Record<string, unknown>> {
  for (let nth = 1; ; nth += 1) {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': once },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.ok) return JSON.parse(text) as Record<string, unknown>
    const waitSeconds = Number(response.headers.get('retry-after') ?? NaN)
    if (nth > TRIES_MAX || !(waitSeconds <= WAIT_SECONDS_MAX)) {
      throw new Error(`${new URL(url).pathname} answered ${response.status}: ${text}`)
    }
    await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1000))
  }
}

/** The same few simulated callers ring the demo again and again, and benches ring it all at once. */
const DEMO_CEILINGS = { concurrent_calls: 20_000, calls_per_caller_per_hour: 10_000 }

/** The same whenever a start that was cut short is repeated. */
const AGREED_AT = '2025-01-02T00:00:00.000Z'

/** Vendors that work for the demo of health care, as if an agreement on health data had been signed with each. */
const AGREED = { contract: 'dpa_scc', baa: true, reviewed_at: AGREED_AT, review_due_at: '2100-01-01' } as const
const AGREED_REGIONS = { cloudflare: ['eu', 'us', 'global'], twilio: ['us'], openai: ['us'] } as const

async function agreeWithVendors(url: string, operatorKey: string): Promise<void> {
  for (const [vendor, regions] of Object.entries(AGREED_REGIONS))
    await send('PUT', `${url}/v1/vendors/${vendor}`, operatorKey, {
      body: { ...AGREED, regions },
      once: `demo-vendor-${vendor}`,
    })
}

/** Makes the demo businesses: tenant, agent from its template, published, and a number that it answers. */
export async function seedDemo(url: string, operatorKey: string, mailDomain: string): Promise<readonly DemoTenant[]> {
  const made: DemoTenant[] = []
  await agreeWithVendors(url, operatorKey)
  for (const { slug, name, vertical, template, phoneNumber, whatsApp, privacyContact } of BUSINESSES) {
    const business = { name, slug, vertical, privacy_contact: privacyContact }
    const tenant = await post(`${url}/v1/tenants`, operatorKey, business, `demo-tenant-${slug}`)
    await send('PATCH', `${url}/v1/tenants/${String(tenant['id'])}`, operatorKey, {
      body: { ceilings: DEMO_CEILINGS },
      once: `demo-ceilings-${slug}`,
    })
    if (vertical === 'healthcare') {
      await send('PATCH', `${url}/v1/tenants/${String(tenant['id'])}/outreach`, operatorKey, {
        body: { baa_signed_at: AGREED_AT },
        once: `demo-agreement-${slug}`,
      })
    }
    const keys = tenant['keys'] as readonly { readonly key: string; readonly livemode: boolean }[]
    const apiKey = keys.find(({ livemode }) => livemode)?.key ?? ''
    await acceptPolicy(url, apiKey, slug)
    if (vertical === 'healthcare') {
      await send('PATCH', `${url}/v1/retention`, apiKey, { body: { mode: 'standard' }, once: `demo-retention-${slug}` })
    }
    const agent = await post(`${url}/v1/agents`, apiKey, { template, name }, `demo-agent-${slug}`)
    await post(`${url}/v1/agents/${String(agent['id'])}/publish`, apiKey, {}, `demo-publish-${slug}`)
    await post(`${url}/v1/numbers`, apiKey, { phone_number: phoneNumber, agent_id: agent['id'] }, `demo-number-${slug}`)
    if (whatsApp !== null) {
      const channel = { kind: 'whatsapp', ...whatsApp, agent_id: agent['id'] }
      await post(`${url}/v1/channels`, apiKey, channel, `demo-channel-${slug}`)
    }
    made.push({
      id: String(tenant['id']),
      name,
      slug,
      apiKey,
      phoneNumber,
      whatsappPhoneNumberId: whatsApp?.phone_number_id ?? null,
      privacyAddress: `${slug}@${mailDomain}`,
    })
  }
  return made
}

/** The first key of a business opens nothing until its policy is accepted. */
async function acceptPolicy(url: string, apiKey: string, slug: string): Promise<void> {
  const answer = await fetch(`${url}/v1/policies`, { headers: { authorization: `Bearer ${apiKey}` } })
  const { data } = (await answer.json()) as { data: readonly { policy: string; version: string }[] }
  const [standing] = data
  if (standing === undefined) throw new Error('there is no policy to accept')
  const { policy, version } = standing
  await post(
    `${url}/v1/policies/acceptances`,
    apiKey,
    { policy, version, of_age: true },
    `demo-policy-${slug}-${version}`,
  )
}
