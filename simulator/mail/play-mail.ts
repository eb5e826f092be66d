import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gatewayAt, poll, textOf } from '../cli/gateway.ts'
import { simulatorAt } from '../cli/simulator-client.ts'
import { UserError } from '../cli/user-error.ts'
import type { Demo } from '../local/demo.ts'
import type { GotMail } from './mail-exchange.ts'
import { throughMx } from './mx-headers.ts'
import type { MailOptions } from './options.ts'
import { gotBy, mailOf, makeKnown, post, requestOf, textsTo, type Posted } from './post-office.ts'
import { codeIn, replyTo } from './reply.ts'
import { sampleText, type Sample } from './sample.ts'

type Json = Readonly<Record<string, unknown>>

/** What came of a mail. */
export interface Played {
  readonly mail: Json | null
  /** The mail with which the sender told the code back, if they did. */
  readonly reply: Json | null
  readonly requests: readonly Json[]
  /** What the sender got by mail, and the phone in the mail by text. */
  readonly got: readonly GotMail[]
  readonly texts: readonly string[]
}

const REQUEST_MS_MAX = 60_000
const CODE_MS_MAX = 60_000
const TEXTS_MS_MAX = 30_000

/** Sends a mail to the running gateway and waits for what comes of it. */
export async function playMail(demo: Demo, options: MailOptions, sample: Sample | null, name: string): Promise<Played> {
  const { simulatorUrl } = demo
  if (simulatorUrl === null)
    throw new UserError('The gateway runs without a simulator, so nobody gets its mails. Start it with: npm start')
  const phone = await simulatorAt(simulatorUrl).freshNumber()
  const written = writtenMail(demo, options, sample, { name, phone })
  if (sample?.knows === true) await makeKnown(gatewayAt(demo.url, tenantOf(demo, sample.to)?.apiKey ?? ''), phone)
  const posted = sent(written, options, sample)
  await post(demo.url, posted)
  const mail = await mailOf(demo, posted)
  const address = headerOf(written, 'from')
  const got = await gotBy(simulatorUrl, address)
  const reply = sample?.replies_with_code === true ? await tellCode(demo, { phone, address, got }) : null
  const requests = await requestsOf(demo, mail, sample)
  return {
    mail,
    reply,
    requests,
    got: await gotBy(simulatorUrl, address),
    texts: await textsGot(simulatorUrl, phone, sample),
  }
}

/** A text may leave a moment after the mail that tells of it. */
const textsGot = (simulatorUrl: string, phone: string, sample: Sample | null): Promise<readonly string[]> =>
  poll(
    () => textsTo(simulatorUrl, phone),
    ({ length }) => length >= (sample?.expect.texts ?? 0),
    TEXTS_MS_MAX,
  )

const tenantOf = (demo: Demo, slug: string) => demo.tenants.find((tenant) => tenant.slug === slug)

function writtenMail(
  demo: Demo,
  options: MailOptions,
  sample: Sample | null,
  { name, phone }: { readonly name: string; readonly phone: string },
): string {
  const raw = sample === null ? fileText(name) : sampleText(name)
  const domain = tenantOf(demo, 'bright-smile')?.privacyAddress.split('@')[1] ?? ''
  const place = sample?.to ?? 'privacy'
  const to = options.to ?? tenantOf(demo, place)?.privacyAddress ?? `${place}@${domain}`
  return raw
    .replaceAll('{{run}}', randomBytes(5).toString('hex'))
    .replaceAll('{{phone}}', phone)
    .replaceAll('{{to}}', to)
}

function fileText(file: string): string {
  try {
    // As bytes: what is no UTF-8 has to arrive as it is.
    return readFileSync(file, 'utf8')
  } catch {
    throw new UserError(`There is no file ${file}. See what there is with: npm run mail -- --list`)
  }
}

/** The address in a line of a mail's head. */
function headerOf(raw: string, name: string): string {
  const line = new RegExp(String.raw`^${name}:(.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1] ?? ''
  return /[^\s<>,;"]+@[^\s<>,;"]+/.exec(line)?.[0] ?? ''
}

function sent(written: string, options: MailOptions, sample: Sample | null): Posted {
  const from = (options.from ?? sample?.envelope_from ?? headerOf(written, 'from')).replace(/^<>$/, '')
  const to = options.to ?? headerOf(written, 'to')
  if (to === '') throw new UserError('The mail names nobody it is to. Say so with --to ADDRESS.')
  const authentication = options.authentication ?? sample?.authentication ?? 'none'
  const raw = options.asIs ? written : throughMx(written, { from, to, authentication, atMs: Date.now() })
  return { raw, from, to }
}

interface Asked {
  readonly phone: string
  readonly address: string
  readonly got: readonly GotMail[]
}

/** The person reads the code off their phone and answers our mail with it. */
async function tellCode(demo: Demo, { phone, address, got }: Asked): Promise<Json | null> {
  const simulatorUrl = demo.simulatorUrl ?? ''
  const answer = got.at(-1)
  const code = await poll(
    async () => codeIn(await textsTo(simulatorUrl, phone)),
    (found) => found !== null,
    CODE_MS_MAX,
  )
  if (answer === undefined || code === null) return null
  const raw = replyTo(answer, address, `The code is ${code}.`)
  const to = answer.replyTo ?? answer.from.email
  const posted = {
    raw: throughMx(raw, { from: address, to, authentication: 'pass', atMs: Date.now() }),
    from: address,
    to,
  }
  await post(demo.url, posted)
  return mailOf(demo, posted, false)
}

async function requestsOf(demo: Demo, mail: Json | null, sample: Sample | null): Promise<readonly Json[]> {
  const ids = Array.isArray(mail?.['request_ids']) ? (mail['request_ids'] as string[]) : []
  const wanted = sample?.expect.request?.status
  const look = async (): Promise<readonly Json[]> => {
    const found = await Promise.all(ids.map((id) => requestOf(demo, id)))
    return found.filter((request) => request !== null)
  }
  return poll(
    look,
    (requests) => wanted === undefined || requests.some(({ status }) => textOf(status) === wanted),
    REQUEST_MS_MAX,
  )
}
