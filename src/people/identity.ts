import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'

/**
 * Where one identity of a tenant (a phone number, an address) points to its person.
 *
 * Named by the identity's token, so the pointer is found without a query, and two calls of one new caller agree.
 */
export class Identity extends DurableObject<Env> {
  /** The person behind this identity: the one known, else `candidate` from now on. */
  async personOr(candidate: string): Promise<string> {
    const known = await this.ctx.storage.get<string>('person')
    if (known !== undefined) return known
    await this.ctx.storage.put('person', candidate)
    return candidate
  }

  /** The person behind this identity, or null. */
  async person(): Promise<string | null> {
    return (await this.ctx.storage.get<string>('person')) ?? null
  }

  /** Points the identity at another person, or at nobody. */
  async point(personId: string | null): Promise<void> {
    if (personId === null) await this.ctx.storage.deleteAll()
    else await this.ctx.storage.put('person', personId)
  }
}
