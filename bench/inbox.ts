import { setTimeout as wait } from 'node:timers/promises'
import { throughMx } from '../simulator/mail/mx-headers.ts'
import { gotBy } from '../simulator/mail/post-office.ts'
import { load, prepare, type Prepared } from './http-load.ts'
import { pathOf, type Path } from './path.ts'
import { onRig, type Rig } from './rig.ts'
import { percentile } from './stats.ts'

const FULL = 500
const QUICK = 100

const ENTRY = 'bench/inbox-worker.ts'
const SENDER = 'ann@example.org'
/** As the demo businesses are seeded. */
const MAIL_DOMAIN = 'example.com'
const CONNECTIONS = 8
const DONE_S_MAX = 60
const DONE_MS_MAX = 240_000
const LOOK_MS = 1_000
const PAGE = 100
const ENDED = new Set(['answered', 'closed', 'for_a_person'])
/** Of a day: three answers, and three codes where one is asked for. */
const ANSWERS_MAX = 6
/** Whatever is answered at once has been by then. */
const ANSWERS_MS = 10_000

/** A minute's mails from one sender, each in other words: how soon all are dealt with, and how many requests they make. */
export async function measureInbox(quick: boolean): Promise<readonly Path[]> {
  const mails = quick ? QUICK : FULL
  return onRig((rig) => runStorm(rig, mails), { entry: ENTRY, bindings: { MAIL_DOMAIN } })
}

async function runStorm(rig: Rig, mails: number): Promise<readonly Path[]> {
  const [first, ...others] = Array.from({ length: mails }, (_, nth) => mailOf(rig, nth))
  const startedAtMs = Date.now()
  const send = (requests: readonly Prepared[]) =>
    load({ port: rig.port, connections: CONNECTIONS, requests, expects: 'taken' })
  // The first loads what mails need: what it took is in the time of all, and not in that of each.
  await send(first === undefined ? [] : [first])
  const { latenciesMs } = await send(others)
  const kept = await keptMails(rig, mails, startedAtMs + DONE_MS_MAX)
  const doneS = (Date.now() - startedAtMs) / 1000
  const requests = new Set(kept.flatMap(({ request_ids: ids }) => ids)).size
  if (requests === 0) throw new Error('the mails asked for nothing')
  const notDone = mails - kept.filter(({ status }) => ENDED.has(status)).length
  await wait(ANSWERS_MS)
  const answers = (await gotBy(rig.simulator.url, SENDER)).length
  const name = `inbox_${mails}`
  return [
    pathOf({ name: `${name}_requests`, unit: 'requests', us: requests }, ['us_at_most', 1]),
    pathOf({ name: `${name}_not_done`, unit: 'mails', us: notDone }, ['us_at_most', 0]),
    pathOf({ name: `${name}_done`, unit: 's', us: doneS }, ['us_at_most', DONE_S_MAX]),
    pathOf({ name: `${name}_answers`, unit: 'mails', us: answers }, ['us_at_most', ANSWERS_MAX]),
    pathOf({ name: `${name}_taken_p50`, unit: 'ms', us: percentile(latenciesMs, 0.5) }),
    pathOf({ name: `${name}_taken_p99`, unit: 'ms', us: percentile(latenciesMs, 0.99) }),
  ]
}

/** Another mail of the same person about the same, as it arrives behind our mail server. */
function mailOf({ url, tenant }: Rig, nth: number): Prepared {
  const to = tenant.privacyAddress
  const head = [
    `From: Ann Lee <${SENDER}>`,
    `To: ${to}`,
    `Subject: My data, ${nth}`,
    `Message-ID: <storm-${nth}@example.org>`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
  ]
  const text = `Please delete my data. My number is +1 212 555 0142. I write this for the ${nth + 1}. time.`
  const raw = [...head, '', text, ''].join('\r\n')
  const body = throughMx(raw, { from: SENDER, to, authentication: 'pass', atMs: Date.now() })
  const query = new URLSearchParams({ from: SENDER, to })
  const door = [
    `POST /_mail?${query.toString()} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Content-Type: message/rfc822',
  ]
  return prepare(door, body)
}

interface KeptMail {
  readonly id: string
  readonly status: string
  readonly request_ids: readonly string[]
}

/** The mails that are kept, waited for until as many as were sent are dealt with. */
async function keptMails(rig: Rig, mails: number, untilMs: number): Promise<readonly KeptMail[]> {
  for (;;) {
    const isLast = Date.now() > untilMs
    const kept = await listMails(rig)
    if (isLast || kept.filter(({ status }) => ENDED.has(status)).length >= mails) return kept
    await wait(LOOK_MS)
  }
}

async function listMails({ url, tenant }: Rig): Promise<readonly KeptMail[]> {
  const listed: KeptMail[] = []
  for (;;) {
    const last = listed.at(-1)
    const query = new URLSearchParams({ limit: String(PAGE), ...(last && { starting_after: last.id }) })
    const response = await fetch(`${url}/v1/mails?${query.toString()}`, {
      headers: { authorization: `Bearer ${tenant.apiKey}` },
    })
    if (!response.ok) throw new Error(`/v1/mails answered ${response.status}`)
    const page = (await response.json()) as { readonly data: readonly KeptMail[]; readonly has_more: boolean }
    listed.push(...page.data)
    if (!page.has_more) return listed
  }
}
