import type { Ctx } from '../context.ts'
import { concat, textOf, utf8 } from '../kernel/bytes.ts'
import { findPersonKey, personKey } from '../vault/person-keys.ts'
import { openStream, sealStream } from '../vault/chunks.ts'
import type { Place } from '../vault/seal.ts'

/** A mail's bytes, and its envelope: what the sending server said, which stands in no line of the mail itself. */
export interface RawMail {
  /** MAIL FROM; empty for the null sender. */
  readonly from: string
  /** RCPT TO. */
  readonly to: string
  readonly raw: Uint8Array<ArrayBuffer>
}

type Stores = Pick<Ctx, 'vault' | 'blobs' | 'tenantId'>

const blobKeyOf = (tenantId: string, mailId: string): string => `mails/${tenantId}/${mailId}`

const placeOf = (tenantId: string, mailId: string): Place => ({
  tenantId,
  table: 'mails',
  recordId: mailId,
  field: 'raw',
})

/** Seals a mail with a key of its own and stores it: a line of JSON with the envelope, then its bytes. */
export async function storeRaw({ vault, blobs, tenantId }: Stores, mailId: string, mail: RawMail): Promise<void> {
  const key = await personKey(vault, blobs, tenantId, mailId)
  const parts: Uint8Array[] = []
  for await (const part of sealStream(key, placeOf(tenantId, mailId), plainOf(mail))) parts.push(part)
  await blobs.put(blobKeyOf(tenantId, mailId), concat(...parts))
}

async function* plainOf({ from, to, raw }: RawMail): AsyncGenerator<Uint8Array> {
  yield utf8(`${JSON.stringify({ from, to })}\n`)
  yield raw
}

/** A mail that was stored; null where it or its key is gone. */
export async function readRaw({ vault, blobs, tenantId }: Stores, mailId: string): Promise<RawMail | null> {
  const key = await findPersonKey(vault, blobs, tenantId, mailId)
  const object = key === null ? null : await blobs.get(blobKeyOf(tenantId, mailId))
  if (key === null || object === null) return null
  const sealed = new Uint8Array(await object.arrayBuffer())
  const source = {
    bytes: sealed.length,
    read: async (offset: number, length: number) => piece(sealed.subarray(offset, offset + length)),
  }
  const opened = await openStream(key, placeOf(tenantId, mailId), source)
  const parts: Uint8Array[] = []
  for await (const part of opened.range(0, opened.plainBytes)) parts.push(part)
  const plain = concat(...parts)
  const end = plain.indexOf(10)
  const envelope = JSON.parse(textOf(plain.subarray(0, end))) as Pick<RawMail, 'from' | 'to'>
  return { ...envelope, raw: plain.slice(end + 1) }
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
