import type { Ctx } from '../context.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { open, sealAlike, type Place } from '../vault/seal.ts'

type Naming = Pick<Ctx, 'vault' | 'tenantId'>

/**
 * A platform's ids that say nothing of anybody: Twilio's, and those of what a test key sent. Any other may: WhatsApp's are
 * base64 of, among others, the person's number.
 */
const OPAQUE = /^(?:[A-Z]{2}[\da-zA-Z]{32}|test_msg_\w+)$/

/** What begins the name of an id that is not kept as it came. */
const MARK = 'wid_'
/** Between an id's name and what was sealed of it. What follows it in ASCII ends the range of that name. */
const SEAM = '|'
const AFTER_SEAM = '}'

const placeOf = (tenantId: string, name: string): Place => ({
  tenantId,
  table: 'messages',
  recordId: name,
  field: 'provider_message_id',
})

/**
 * What a platform's id is looked up by: its name under every pepper, the newest first, and last as it came, as rows of
 * before have it. Of an id that says nothing of anybody, only that.
 */
export async function namesOfPlatformId(
  { vault, tenantId }: Naming,
  id: string,
): Promise<readonly [string, ...string[]]> {
  if (OPAQUE.test(id)) return [id]
  const [name, former] = await Promise.all([
    vault.identityToken(tenantId, 'message', id),
    vault.formerTokens(tenantId, 'message', id),
  ])
  return [MARK + name, ...former.map((one) => MARK + one), id]
}

/** An id as it is kept: its name, and the id itself sealed with its person's key; without a key the name alone. */
export async function veilPlatformId(ctx: Naming, key: PersonKey | null, id: string): Promise<string> {
  const [name] = await namesOfPlatformId(ctx, id)
  if (name === id || key === null) return name
  return `${name}${SEAM}${await sealAlike(key, placeOf(ctx.tenantId, name), id)}`
}

/** The id as its platform says it. Null where it cannot be opened any more. */
export async function openPlatformId(tenantId: string, key: PersonKey | null, kept: string): Promise<string | null> {
  if (!isVeiled(kept)) return kept
  const [name = '', sealed] = kept.split(SEAM)
  return key === null || sealed === undefined ? null : open(key, placeOf(tenantId, name), sealed)
}

/** Whether an id that is kept cannot be read without a key. */
export const isVeiled = (kept: string): boolean => kept.startsWith(MARK)

/** The name of an id that is kept. */
export const nameIn = (kept: string): string => kept.split(SEAM)[0] ?? kept

/** Whether an id that is kept is the one of these names. */
export const isNamed = (kept: string, names: readonly string[]): boolean =>
  names.some((name) => kept === name || kept.startsWith(name + SEAM))

/** The ends of what is kept under a name, both included: the name alone is not among it. */
export const rangeOf = (name: string): readonly [from: string, to: string] => [name + SEAM, name + AFTER_SEAM]
