import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { aText, aWhatsAppLine, messagesOf, type WhatsAppLine } from '../../test/played-whatsapp.ts'
import { openDirectory, type Db } from '../context.ts'
import { toHex, utf8 } from '../kernel/bytes.ts'
import { hmac } from '../kernel/hmac.ts'
import { newId } from '../kernel/ids.ts'
import type { SignedHook } from '../providers/hook.ts'
import { whatsapp } from '../providers/messaging/whatsapp/index.ts'
import { openVault } from '../vault/vault.ts'
import { whoSigned } from './who-signed.ts'

const SECRET = 'a-secret-of-their-own'
const vault = openVault(env.ROOT_KEY ?? '')

async function anOwnApp(): Promise<WhatsAppLine> {
  const id = newId('chn', Date.now())
  const tenant = await aTenant()
  const sealedAppSecret = await vault.sealForTenant(tenant.id, `channels|${id}|app_secret`, SECRET)
  return aWhatsAppLine({ id, tenant, sealedAppSecret })
}

/** Who asks, in one moment, and how often the directory was read for them. */
function aDoor() {
  // A door of its own: what others read in the same moment is none of its reads.
  const directory: Db = Object.create(openDirectory(env))
  const read = vi.spyOn(directory, 'select')
  const stores = { directory, vault, platform: null, nowMs: Date.now() }
  return { read, signerOf: (hook: SignedHook) => whoSigned(stores, whatsapp, hook) }
}

async function aHook(line: WhatsAppLine, secret: string | null): Promise<SignedHook> {
  const ann = { wa_id: '12125550142' }
  const entry = [messagesOf(line, [ann], [aText(ann, 'hello')])]
  const body = utf8(JSON.stringify({ object: 'whatsapp_business_account', entry }))
  const headers = new Headers()
  if (secret !== null) headers.set('x-hub-signature-256', `sha256=${toHex(await hmac('SHA-256', secret, body))}`)
  return { url: 'http://gateway.test/hooks/messages/whatsapp', method: 'POST', headers, body }
}

test('for what bears no signature nobody is looked up', async () => {
  const line = await anOwnApp()
  const { read, signerOf } = aDoor()
  expect(await signerOf(await aHook(line, null))).toBeNull()
  const hook = await aHook(line, null)
  hook.headers.set('x-hub-signature-256', 'sha256=yes')
  expect(await signerOf(hook)).toBeNull()
  expect(read).not.toHaveBeenCalled()
})

test('accounts that strangers make up are looked up once, and drive out none that is there', async () => {
  const line = await anOwnApp()
  const { read, signerOf } = aDoor()
  const its = { accountId: line.accountId, tenantId: line.tenant.id }
  expect(await signerOf(await aHook(line, SECRET))).toEqual(its)
  const strangers = await Promise.all(
    Array.from({ length: 600 }, (_, nth) => aHook({ ...line, accountId: `9${String(nth).padStart(14, '0')}` }, SECRET)),
  )
  for (const hook of [...strangers, ...strangers]) expect(await signerOf(hook)).toBeNull()
  expect(await signerOf(await aHook(line, SECRET))).toEqual(its)
  expect(read).toHaveBeenCalledTimes(601)
})
