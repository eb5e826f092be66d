import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** A file at Meta. */
export interface StoredMedia {
  readonly id: string
  readonly mimeType: string
  readonly bytes: Uint8Array
  /** Hexadecimal. */
  readonly sha256: string
  /** The line it may be asked for by. */
  readonly lineId: string
}

const ADDRESS_MS = 5 * 60_000
const FILES_MAX = 500
const PATH = '/whatsapp_business/attachments/'

/** Files that came with messages or were uploaded, and the short-lived addresses they are fetched at. */
export class MediaShelf {
  readonly #files = new Map<string, StoredMedia>()
  readonly #key = randomBytes(32)
  /** What the addresses begin with: another host's, where a scenario wants them to lead astray. */
  elsewhere: string | null = null

  put(lineId: string, mimeType: string, bytes: Uint8Array): StoredMedia {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const media = { id: String(randomInt(10 ** 14, 2 ** 47)), mimeType, bytes, sha256, lineId }
    this.#files.set(media.id, media)
    for (const id of this.#files.keys()) if (this.#files.size > FILES_MAX) this.#files.delete(id)
    return media
  }

  get(id: string): StoredMedia | null {
    return this.#files.get(id) ?? null
  }

  remove(id: string): boolean {
    return this.#files.delete(id)
  }

  /** Where the file is to be had for five minutes. */
  addressOf({ id }: StoredMedia, origin: string, nowMs: number): string {
    const ends = String(Math.floor((nowMs + ADDRESS_MS) / 1000))
    const query = new URLSearchParams({ mid: id, source: 'webhook', ext: ends, hash: this.#hash(id, ends) })
    return `${this.elsewhere ?? origin}${PATH}?${query.toString()}`
  }

  /** The file at an address, or null when the address is over or made up. */
  at(url: URL, nowMs: number): StoredMedia | null {
    const [id, ends, hash] = ['mid', 'ext', 'hash'].map((name) => url.searchParams.get(name) ?? '')
    if (url.pathname !== PATH || hash !== this.#hash(id ?? '', ends ?? '')) return null
    return Number(ends) * 1000 < nowMs ? null : this.get(id ?? '')
  }

  static isAddress(pathname: string): boolean {
    return pathname === PATH
  }

  #hash(id: string, ends: string): string {
    return createHmac('sha256', this.#key).update(`${id} ${ends}`).digest('base64url')
  }
}
