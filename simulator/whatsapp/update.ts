import { randomBytes } from 'node:crypto'
import type { OwnLine } from './own-line.ts'
import type { WhatsAppUser } from './whatsapp-user.ts'

type Json = Readonly<Record<string, unknown>>

/** One thing Meta has to tell about a line. Many of them may go in one delivery. */
export interface Update {
  readonly line: OwnLine
  readonly kind: 'messages' | 'statuses' | 'user_preferences'
  readonly entry: Json
  /** Who it is about, for the list of contacts; null where Meta gives none. */
  readonly contact: Json | null
}

/** A new id of a message. */
export const newWamid = (): string => `wamid.${randomBytes(33).toString('base64').replaceAll('/', '_')}`

export const secondsOf = (atMs: number): string => String(Math.floor(atMs / 1000))

export const contactOf = ({ waId, userId, name, username }: WhatsAppUser): Json => ({
  profile: { name, ...(username !== null && { username }) },
  ...(waId !== null && { wa_id: waId }),
  user_id: userId,
})

/** A message of `user`, with what stands under its type. */
export function messageUpdate(line: OwnLine, user: WhatsAppUser, message: Json): Update {
  const from = user.waId === null ? {} : { from: user.waId }
  const entry = { ...from, from_user_id: user.userId, ...message }
  // Of what the system says, Meta names nobody.
  return { line, kind: 'messages', entry, contact: message['type'] === 'system' ? null : contactOf(user) }
}

interface Envelope {
  readonly object: 'whatsapp_business_account'
  readonly entry: readonly Json[]
}

/** A delivery of up to {@link UPDATES_MAX} updates: an entry for each account, a change for each line. */
export function envelopeOf(updates: readonly Update[]): Envelope {
  const byField = Map.groupBy(updates, ({ line, kind }) => `${line.id} ${fieldOf(kind)}`)
  const changes = [...byField.values()].map((together) => ({
    accountId: together[0]?.line.accountId ?? '',
    change: { value: valueOf(together), field: fieldOf(together[0]?.kind) },
  }))
  const byAccount = Map.groupBy(changes, ({ accountId }) => accountId)
  const entry = [...byAccount].map(([id, ofAccount]) => ({ id, changes: ofAccount.map(({ change }) => change) }))
  return { object: 'whatsapp_business_account', entry }
}

/** Meta puts no more into one delivery. */
export const UPDATES_MAX = 1000

const fieldOf = (kind: Update['kind'] | undefined): string =>
  kind === 'user_preferences' ? 'user_preferences' : 'messages'

function valueOf(updates: readonly Update[]): Json {
  const [first] = updates
  const contacts = new Map(updates.flatMap(({ contact }) => (contact === null ? [] : [[contact['user_id'], contact]])))
  const of = (kind: Update['kind']): Json => {
    const entries = updates.filter((update) => update.kind === kind).map(({ entry }) => entry)
    return entries.length === 0 ? {} : { [kind]: entries }
  }
  return {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: first?.line.displayNumber.replaceAll(/\D/g, '') ?? '',
      phone_number_id: first?.line.id ?? '',
    },
    ...(contacts.size > 0 && { contacts: [...contacts.values()] }),
    ...of('messages'),
    ...of('statuses'),
    ...of('user_preferences'),
  }
}
