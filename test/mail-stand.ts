import { env } from 'cloudflare:workers'
import { throughMx, type Authentication } from '../simulator/mail/mx-headers.ts'
import { whyRefused } from '../simulator/mail/send-rules.ts'
import { inRegion, openDirectory } from '../src/context.ts'
import { err, ok } from '../src/kernel/result.ts'
import { keepMail } from '../src/mail/keep-mail.ts'
import { mailCtx, type MailOwner, type MailWorld } from '../src/mail/mail-world.ts'
import { destinationOf } from '../src/mail/own-addresses.ts'
import { processMail } from '../src/mail/process-mail.ts'
import { sendOwedMails } from '../src/mail/send-owed.ts'
import type { Letter, MailSender, MailTrouble } from '../src/providers/mail/contract.ts'
import { mails } from '../src/records/mails/table.ts'
import { REGIONS } from '../src/records/region.ts'
import { vaultOf } from '../src/vault/vault.ts'
import { eq } from 'drizzle-orm'

export const MAIL_DOMAIN = 'careline.example.com'

export interface WrittenMail {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly text: string
  readonly authentication?: Authentication
  /** Further lines of its head. */
  readonly head?: readonly string[]
  readonly messageId?: string
  readonly envelopeFrom?: string
}

let count = 0

/** A mail as Cloudflare's mail server hands it over. */
export function aMail(mail: WrittenMail) {
  count += 1
  const { from = 'ann@example.com', to = `privacy@${MAIL_DOMAIN}`, subject = 'My data' } = mail
  const { text, authentication = 'pass', head = [], messageId = `m${count}@example.com` } = mail
  const lines = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${messageId}>`, ...head]
  const written = [...lines, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n')
  const envelopeFrom = mail.envelopeFrom ?? from
  const atMs = Date.UTC(2026, 2, 2, 10) + count * 1_000
  return { from: envelopeFrom, to, raw: throughMx(written, { from: envelopeFrom, to, authentication, atMs }) }
}

/** Everybody's mailbox: takes what Cloudflare would. */
export function aSender(trouble: () => MailTrouble | null = () => null): MailSender & { readonly sent: Letter[] } {
  const sent: Letter[] = []
  return {
    sent,
    async send(letter) {
      const refused = whyRefused(letter)
      if (refused !== null) throw new Error(refused)
      const why = trouble()
      if (why !== null) return err(why)
      sent.push(letter)
      return ok(undefined)
    },
  }
}

export const mailWorld = (nowMs: number, sender: MailSender | null = null): MailWorld => ({
  regions: REGIONS.map((region) => inRegion(env, region)),
  directory: openDirectory(env),
  vault: vaultOf(env),
  nowMs,
  wakeFor: async () => undefined,
  domain: MAIL_DOMAIN,
  publicUrl: 'http://gateway.test',
  sender,
  classify: null,
})

/** Keeps a mail, and says whose it is. */
export async function keep(world: MailWorld, { from, to, raw }: ReturnType<typeof aMail>) {
  const { inbox, owner } = await destinationOf(world.directory, to, world.domain)
  const bytes = Uint8Array.from(new TextEncoder().encode(raw))
  const kept = await keepMail(mailCtx(world, owner), { from, to, raw: bytes, rawBytes: bytes.length, inbox })
  return { ...kept, owner, atHand: { from, to, raw: bytes } }
}

export async function mailRow(world: MailWorld, owner: MailOwner, mailId: string) {
  const row = await mailCtx(world, owner).db.select().from(mails).where(eq(mails.id, mailId)).get()
  if (row === undefined) throw new Error('no such mail')
  return row
}

/** Takes a mail in, does what it asks, and sends what is due some seconds later. Gives its row. */
export async function takeIn(world: MailWorld, mail: ReturnType<typeof aMail>) {
  const { owner, mailId, isNew, atHand } = await keep(world, mail)
  await processMail(world, owner, mailId, atHand)
  await sendAll({ ...world, nowMs: world.nowMs + 5_000 })
  return { isNew, row: await mailRow(world, owner, mailId), owner }
}

export async function sendAll(world: MailWorld): Promise<void> {
  for (const stores of world.regions) await sendOwedMails(world, stores)
}
