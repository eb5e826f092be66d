import { and, desc, eq, sql } from 'drizzle-orm'
import { personNow } from '../people/person-now.ts'
import { askerTokenOf } from '../privacy/asker-token.ts'
import type { RequestRow } from '../privacy/change-request.ts'
import { findPeople } from '../privacy/find-person.ts'
import { mails } from '../records/mails/table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { mailCtx, type MailOwner, type MailWorld } from './mail-world.ts'

/** A request, and where it lies. */
export interface OwnRequest {
  readonly owner: MailOwner
  readonly row: RequestRow
}

/** Who speaks about requests of theirs. */
export interface Speaker {
  readonly address: string
  readonly senderToken: string
  /** The requests they name. Empty: the newest of this address. */
  readonly named: readonly string[]
}

const REQUESTS_MAX = 5
const MAILS_MAX = 20

/**
 * The requests that a sender may speak about, newest first. One that another address asked for is none, and looks like one that
 * does not exist.
 */
export async function ownRequests(world: MailWorld, speaker: Speaker): Promise<readonly OwnRequest[]> {
  const ids = speaker.named.length > 0 ? speaker.named : await lately(world, speaker.senderToken)
  const own: OwnRequest[] = []
  for (const request of await requestsNamed(world, ids)) {
    const askerToken = await askerTokenOf(mailCtx(world, request.owner), speaker.address)
    if (request.row.askerToken === askerToken) own.push(request)
  }
  return own
}

/** What the last mails of an address asked for. */
async function lately({ regions }: MailWorld, senderToken: string): Promise<readonly string[]> {
  const theirs = and(eq(mails.senderToken, senderToken), sql`json_array_length(${mails.requestIds}) > 0`)
  const pages = await Promise.all(
    regions.map(({ db }) =>
      db.select({ ids: mails.requestIds }).from(mails).where(theirs).orderBy(desc(mails.receivedAtMs)).limit(MAILS_MAX),
    ),
  )
  return pages.flat().flatMap(({ ids }) => ids)
}

/** The requests of these ids, newest first, whoever asked for them. */
export async function requestsNamed(world: MailWorld, named: readonly string[]): Promise<readonly OwnRequest[]> {
  const newest = [...new Set(named)].toSorted().toReversed().slice(0, REQUESTS_MAX)
  const found = await Promise.all(newest.map((id) => requestWith(world, id)))
  return found.filter((request) => request !== null)
}

/** Whether a request is about somebody of whom this address is known. */
export async function isOfTheirs(world: MailWorld, { row, owner }: OwnRequest, address: string): Promise<boolean> {
  if (row.personId === null) return false
  const ctx = mailCtx(world, owner)
  const known = await findPeople(ctx, { phones: [], emails: [address], whatsappIds: [] })
  return known.includes(await personNow(ctx, row.personId))
}

/** A request by its id, wherever it lies. */
export async function requestWith({ regions }: Pick<MailWorld, 'regions'>, id: string): Promise<OwnRequest | null> {
  for (const { db, region } of regions) {
    const row = await db.select().from(privacyRequests).where(eq(privacyRequests.id, id)).get()
    if (row !== undefined) return { row, owner: { tenantId: row.tenantId, region } }
  }
  return null
}
