import type { Seen } from './handheld.ts'
import type { ShownButton } from './shown-message.ts'

/** One message of a chat, whoever wrote it. */
export interface ChatMessage {
  readonly from: 'person' | 'business' | 'carrier'
  readonly text: string
  /** Since the chat began. */
  readonly at_ms: number
  /** Titles, in the order they are shown. */
  readonly buttons?: readonly string[]
}

export type TalkEvent =
  | ({ readonly type: 'message' } & ChatMessage)
  | { readonly type: 'note'; readonly text: string; readonly at_ms: number }

/** What stands on a person's phone, and what they have heard since they last did anything. */
export class Talk {
  readonly messages: ChatMessage[] = []
  /** What the business has sent, oldest first. */
  readonly shown: Seen[] = []
  /** Platform ids of what the person has sent. */
  readonly written: string[] = []
  /** From each first thing said to the first answer. */
  readonly replyMs: number[] = []
  readonly startedAtMs = Date.now()
  readonly #tell: (event: TalkEvent) => void
  readonly #waiting = new Set<() => void>()
  #heardFrom = 0
  #saidAtMs: number | null = null

  constructor(tell: (event: TalkEvent) => void) {
    this.#tell = tell
  }

  /** Everything the business has written since the person last did anything, with the titles of its buttons. */
  get heard(): string {
    return this.shown
      .slice(this.#heardFrom)
      .map(({ text, buttons }) => [text, ...buttons.map(titleOf)].join('\n'))
      .join('\n')
  }

  /** The person does something: what was written before is read. */
  begin(): void {
    this.#heardFrom = this.shown.length
    this.#saidAtMs ??= Date.now()
  }

  wrote(text: string, id: string): void {
    this.written.push(id)
    this.#add({ from: 'person', text, at_ms: this.#nowMs() })
  }

  see(message: Seen): void {
    this.shown.push(message)
    if (this.#saidAtMs !== null && message.from === 'business') {
      this.replyMs.push(Date.now() - this.#saidAtMs)
      this.#saidAtMs = null
    }
    const { from, text, buttons } = message
    this.#add({ from, text, at_ms: this.#nowMs(), ...(buttons.length > 0 && { buttons: buttons.map(titleOf) }) })
  }

  note(text: string): void {
    this.#tell({ type: 'note', text, at_ms: this.#nowMs() })
  }

  /** Whether `isSo` came true within `msMax`. It is asked again whenever something is shown. */
  until(isSo: () => boolean, msMax: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (value: boolean): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(value)
      }
      const look = (): void => {
        if (isSo()) settle(true)
      }
      const timer = setTimeout(() => settle(isSo()), msMax)
      this.#waiting.add(look)
      look()
    })
  }

  #nowMs(): number {
    return Date.now() - this.startedAtMs
  }

  #add(message: ChatMessage): void {
    this.messages.push(message)
    this.#tell({ type: 'message', ...message })
    for (const look of this.#waiting) look()
  }
}

const titleOf = ({ title, description }: ShownButton): string =>
  description === null ? title : `${title} (${description})`
