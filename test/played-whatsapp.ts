import { env, exports } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import { toHex, utf8 } from '../src/kernel/bytes.ts'
import { hmac } from '../src/kernel/hmac.ts'
import { newId } from '../src/kernel/ids.ts'
import { dropMessageLines } from '../src/messages/message-line.ts'
import { dropSigners } from '../src/messages/who-signed.ts'
import { channels } from '../src/records/channels/table.ts'
import { aTenant, type TestTenant } from './api-client.ts'

export const APP_SECRET = 'app-secret-for-tests'

const directory = () => drizzle(env.DB, { casing: 'snake_case' })

/** A business with a number on WhatsApp. */
export interface WhatsAppLine {
  readonly tenant: TestTenant
  readonly line: string
  readonly accountId: string
  readonly channelId: string
}

let made = 0

/** A WhatsApp number of `tenant`, or of a business of its own. */
export async function aWhatsAppLine(
  fields: Partial<typeof channels.$inferInsert> & { readonly tenant?: TestTenant } = {},
): Promise<WhatsAppLine> {
  const { tenant = await aTenant(), ...rest } = fields
  made += 1
  const line = `1000000000${String(made).padStart(5, '0')}`
  const row = {
    id: newId('num', Date.now()),
    claim: `whatsapp:${line}`,
    kind: 'whatsapp' as const,
    provider: 'whatsapp' as const,
    line,
    accountId: `2000000000${String(made).padStart(5, '0')}`,
    tenantId: tenant.id,
    livemode: true,
    status: 'subscribed' as const,
    createdAtMs: Date.now(),
    ...rest,
  }
  await directory().insert(channels).values(row)
  dropMessageLines()
  dropSigners()
  return { tenant, line: row.line, accountId: row.accountId, channelId: row.id }
}

/** Somebody who writes, as Meta names them. */
export interface Writer {
  readonly wa_id?: string
  readonly user_id?: string
  readonly name?: string
}

let written = 0
export const aMessageId = (): string => `wamid.TEST${(written += 1)}`

/** A message in Meta's own shape. */
export const aText = (from: Writer, text: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...(from.wa_id !== undefined && { from: from.wa_id }),
  ...(from.user_id !== undefined && { from_user_id: from.user_id }),
  id: aMessageId(),
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body: text },
  ...more,
})

/** A change of a number's messages. */
export const messagesOf = (line: WhatsAppLine, from: readonly Writer[], messages: readonly unknown[]) => ({
  id: line.accountId,
  changes: [
    {
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550100000', phone_number_id: line.line },
        contacts: from.map(({ name, ...ids }) => ({ ...ids, ...(name !== undefined && { profile: { name } }) })),
        messages,
      },
    },
  ],
})

/** Posts a delivery as Meta does: signed over its bytes. */
export async function deliver(entry: readonly unknown[] | string, secret = APP_SECRET): Promise<Response> {
  const text = typeof entry === 'string' ? entry : JSON.stringify({ object: 'whatsapp_business_account', entry })
  const body = utf8(text)
  const signature = toHex(await hmac('SHA-256', secret, body))
  return exports.default.fetch('http://gateway.test/hooks/messages/whatsapp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  })
}

/** One message of one person, delivered. */
export const write = (line: WhatsAppLine, from: Writer, text: string): Promise<Response> =>
  deliver([messagesOf(line, [from], [aText(from, text)])])
