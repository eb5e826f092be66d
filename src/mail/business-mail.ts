import { inArray } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { PLATFORM } from '../privacy/request.ts'
import { mailStops } from '../records/mail-stops/table.ts'
import { addressTokenOf, plainAddress } from './address-tokens.ts'

type Platform = Pick<Ctx, 'directory' | 'vault' | 'nowMs'>

/** The name an address goes by in a link that ends business mail: its keyed hash, and a MAC that we made it. */
export async function businessMailToken(platform: Pick<Ctx, 'vault'>, address: string): Promise<string> {
  const token = await addressTokenOf(platform.vault, address)
  return `${token}.${await platform.vault.mac('business-mail', token)}`
}

/**
 * Ends business mail of the platform to an address, for good: asked for by the address, or by a token of
 * {@link businessMailToken}. Doing it twice is one stop. False where a token is none of ours.
 *
 * @param source  where it was said: `email`, `one_click`, `preferences`.
 */
export async function stopBusinessMail(
  platform: Platform,
  whose: { readonly address: string } | { readonly token: string },
  source: string,
): Promise<boolean> {
  const token =
    'address' in whose ? await addressTokenOf(platform.vault, whose.address) : await readToken(platform, whose.token)
  if (token === null) return false
  await platform.directory
    .insert(mailStops)
    .values({ token, source, createdAtMs: platform.nowMs })
    .onConflictDoNothing()
  return true
}

async function readToken({ vault }: Platform, token: string): Promise<string | null> {
  const at = token.lastIndexOf('.')
  const named = token.slice(0, at)
  return at > 0 && (await vault.macMatches('business-mail', named, token.slice(at + 1))) ? named : null
}

/** Whether nobody has said that this address wants no business mail. */
export async function mayGetBusinessMail(
  platform: Pick<Ctx, 'directory' | 'vault'>,
  address: string,
): Promise<boolean> {
  const plain = plainAddress(address)
  const token = await addressTokenOf(platform.vault, plain)
  // Whoever said so under an earlier pepper has said so.
  const former = await platform.vault.formerTokens(PLATFORM, 'email', plain)
  const stop = await platform.directory
    .select({ token: mailStops.token })
    .from(mailStops)
    .where(inArray(mailStops.token, [token, ...former]))
    .limit(1)
    .get()
  return stop === undefined
}
