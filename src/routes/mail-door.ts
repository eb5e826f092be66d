import { inRegion, openDirectory } from '../context.ts'
import type { Env } from '../env.ts'
import { concat } from '../kernel/bytes.ts'
import { RAW_BYTES_MAX } from '../mail/dedupe-hash.ts'
import { keepMail } from '../mail/keep-mail.ts'
import { mailCtx, type MailOwner, type MailWorld } from '../mail/mail-world.ts'
import { destinationOf } from '../mail/own-addresses.ts'
import { ANSWER_AFTER_MS, processMail, requestsOfMail } from '../mail/process-mail.ts'
import type { RawMail } from '../mail/raw-mail.ts'
import { sendOwedMails } from '../mail/send-owed.ts'
import { REGIONS } from '../records/region.ts'
import { vaultOf } from '../vault/vault.ts'
import { mailSideOf } from './mail-side.ts'

/** What of a mail the platform hands over. */
export type ArrivingMail = Pick<ForwardableEmailMessage, 'from' | 'to' | 'raw' | 'rawSize'>

type Later = Pick<ExecutionContext, 'waitUntil'>

export const mailWorldOf = (env: Env, nowMs: number): MailWorld => ({
  regions: REGIONS.map((region) => inRegion(env, region)),
  directory: openDirectory(env),
  vault: vaultOf(env),
  nowMs,
  async wakeFor(tenantId, region) {
    await env.WAKE.send({ tenantId, region })
  },
  ...mailSideOf(env, nowMs),
})

/**
 * Takes a mail in: kept before anything else, so that what throws here is a mail the sender tries again, and read after.
 *
 * Nothing is refused for its size: a right is used in the first lines.
 */
export async function takeMail(env: Env, message: ArrivingMail, later: Later): Promise<{ readonly mailId: string }> {
  const world = mailWorldOf(env, Date.now())
  const { from, to, rawSize } = message
  const { inbox, owner } = await destinationOf(world.directory, to, world.domain)
  const raw = await readUpTo(message.raw, RAW_BYTES_MAX)
  const { mailId } = await keepMail(mailCtx(world, owner), { from, to, raw, rawBytes: rawSize, inbox })
  later.waitUntil(goOn(world, owner, mailId, { from, to, raw }))
  return { mailId }
}

/** What of this is lost, the sweep does. The answer goes when it is due, and not when we are done. */
async function goOn(world: MailWorld, owner: MailOwner, mailId: string, mail: RawMail): Promise<void> {
  if (!(await processMail(world, owner, mailId, mail))) return
  const dueAtMs = world.nowMs + ANSWER_AFTER_MS
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAtMs - Date.now())))
  const requestIds = await requestsOfMail(world, owner, mailId)
  const then = { ...world, nowMs: Date.now() }
  for (const stores of world.regions) await sendOwedMails(then, stores, { mailId, requestIds })
}

async function readUpTo(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value.subarray(0, bytesMax - length))
    length += read.value.length
    if (length < bytesMax) continue
    await reader.cancel()
    break
  }
  return concat(...chunks)
}
