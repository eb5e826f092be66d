import { openStateFile, type StateFile } from '../carrier/state-file.ts'
import type { ShownMessage } from '../chat/shown-message.ts'
import { Deliveries, type Subscriber } from './deliveries.ts'
import { GraphFaults } from './graph-fault.ts'
import { MediaShelf } from './media-shelf.ts'
import { fictionalLine, type OwnLine } from './own-line.ts'
import { FIRST_TEMPLATES, type ApprovedTemplate } from './templates.ts'
import { messageUpdate, newWamid, secondsOf } from './update.ts'
import { UserBook } from './user-book.ts'
import type { WhatsAppUser } from './whatsapp-user.ts'

export interface CloudOptions extends Subscriber {
  readonly accessToken: string
  readonly verifyToken: string
  /** Where the Graph API is reached, for the addresses it hands out. */
  readonly apiUrl: () => string
  readonly stateFile: string | null
}

/** A message that came to the business, as Meta remembers it. */
export interface Received {
  readonly lineId: string
  readonly atMs: number
  readAtMs: number | null
  typed: boolean
}

type Json = Readonly<Record<string, unknown>>
type Listener = (message: ShownMessage) => void

const RECEIVED_MAX = 20_000

interface Kept {
  readonly lines: readonly OwnLine[]
  readonly subscribed: readonly string[]
  readonly book: unknown
}

/** Everything the simulated Meta knows of its one application: lines, who may be written to, files, and what it has yet to tell. */
export class WhatsAppCloud {
  readonly options: CloudOptions
  readonly deliveries: Deliveries
  readonly faults = new GraphFaults()
  readonly media = new MediaShelf()
  readonly users = new UserBook()
  readonly received = new Map<string, Received>()
  /** Accounts whose webhooks go to the application. */
  readonly subscribed = new Set<string>()
  templates: readonly ApprovedTemplate[] = FIRST_TEMPLATES
  /** Statuses come in their natural order. */
  isOrderly = false
  /** One message in six seconds to the same person, after a burst of 45. */
  keepsPairRate = false
  /** What it has taken, so that each message has a plan of its own. */
  taken = 0
  readonly #lines = new Map<string, OwnLine>()
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #file: StateFile

  constructor(options: CloudOptions) {
    this.options = options
    this.deliveries = new Deliveries(options)
    this.#file = openStateFile(options.stateFile, (): Kept => ({
      lines: [...this.#lines.values()],
      subscribed: [...this.subscribed],
      book: this.users.kept,
    }))
    const kept = this.#file.initial as Kept | null
    for (const line of kept?.lines ?? []) this.#lines.set(line.id, line)
    for (const accountId of kept?.subscribed ?? []) this.subscribed.add(accountId)
    this.users.load(kept?.book)
  }

  lineOf(id: string): OwnLine | null {
    return this.#lines.get(id) ?? fictionalLine(id)
  }

  linesIn(accountId: string): readonly OwnLine[] {
    return [...this.#lines.values()].filter((line) => line.accountId === accountId)
  }

  hasAccount(accountId: string): boolean {
    return this.linesIn(accountId).length > 0
  }

  addLine(line: OwnLine): void {
    this.#lines.set(line.id, line)
    this.changed()
  }

  /** What is kept is not what it was. */
  changed(): void {
    this.#file.changed()
  }

  /** Lets `listener` see what is shown on the user's phone. Gives how to stop. */
  listen({ userId }: WhatsAppUser, listener: Listener): () => void {
    const listeners = this.#listeners.get(userId) ?? new Set()
    this.#listeners.set(userId, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  show({ userId }: WhatsAppUser, message: ShownMessage): void {
    for (const listener of this.#listeners.get(userId) ?? []) listener(message)
  }

  /**
   * A user writes to a line: the window opens, and the application is told if it has subscribed.
   *
   * @param message  What stands in `messages[]`, but for who wrote and when.
   * @returns the message's id.
   */
  write(line: OwnLine, user: WhatsAppUser, message: Json): string {
    const nowMs = Date.now()
    const id = newWamid()
    this.users.add(user)
    this.users.pair(line, user).wroteAtMs = nowMs
    this.received.set(id, { lineId: line.id, atMs: nowMs, readAtMs: null, typed: false })
    for (const old of this.received.keys()) if (this.received.size > RECEIVED_MAX) this.received.delete(old)
    this.changed()
    if (this.subscribed.has(line.accountId))
      this.deliveries.tell([messageUpdate(line, user, { id, timestamp: secondsOf(nowMs), ...message })])
    return id
  }

  /** Resolves when nothing is being delivered any more. */
  async close(): Promise<void> {
    this.deliveries.stop()
    await this.deliveries.settle()
    this.#file.flush()
  }
}
