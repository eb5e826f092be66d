import type { OwnLine } from './own-line.ts'
import { userWithNumber, type WhatsAppUser } from './whatsapp-user.ts'

/** Between one line and one user. */
export interface Pair {
  /** When the user last wrote, or null. */
  wroteAtMs: number | null
  /** When the business last sent, the newest last: for the rate of a pair. */
  sentAtMs: number[]
  /** The user has turned promotions off. */
  stopsMarketing: boolean
  /** The user has blocked the business, or has no WhatsApp any more. */
  unreachable: boolean
}

const isFictionalNumber = (digits: string): boolean => /^1[2-9]\d{2}55501\d{2}$/.test(digits)

/** Everybody on WhatsApp, and how each stands with each line. People with a fictional number have it without being asked. */
export class UserBook {
  readonly #byUserId = new Map<string, WhatsAppUser>()
  readonly #byWaId = new Map<string, WhatsAppUser>()
  readonly #pairs = new Map<string, Pair>()

  add(user: WhatsAppUser): void {
    this.#byUserId.set(user.userId, user)
    if (user.waId !== null) this.#byWaId.set(user.waId, user)
  }

  /** The number is somebody else's from now on. */
  forgetNumber(waId: string): void {
    this.#byWaId.delete(waId)
  }

  byNumber(waId: string): WhatsAppUser | null {
    const known = this.#byWaId.get(waId)
    if (known !== undefined || !isFictionalNumber(waId)) return known ?? null
    const made = userWithNumber(waId, 'Somebody')
    this.add(made)
    return made
  }

  byUserId(userId: string): WhatsAppUser | null {
    return this.#byUserId.get(userId) ?? null
  }

  pair({ id }: OwnLine, { userId }: WhatsAppUser): Pair {
    const key = `${id} ${userId}`
    const known = this.#pairs.get(key)
    if (known !== undefined) return known
    const made: Pair = { wroteAtMs: null, sentAtMs: [], stopsMarketing: false, unreachable: false }
    this.#pairs.set(key, made)
    return made
  }

  /** As it is kept in a file. */
  get kept(): unknown {
    return { users: [...this.#byUserId.values()], pairs: [...this.#pairs] }
  }

  load(kept: unknown): void {
    const { users = [], pairs = [] } = (kept ?? {}) as { users?: WhatsAppUser[]; pairs?: [string, Pair][] }
    for (const user of users) this.add(user)
    for (const [key, pair] of pairs) this.#pairs.set(key, pair)
  }
}
