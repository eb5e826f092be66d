import type { TextExchange } from '../sms/text-exchange.ts'
import { photo, type SentFile } from './attachments.ts'
import type { Handheld, Seen } from './handheld.ts'

export interface SmsPerson {
  /** E.164. */
  readonly phone: string
  /** The number of the business's that is written to. */
  readonly to: string
  /** Each text is told of so often. */
  readonly copies: () => number
}

/** A phone that texts. It has no buttons: whoever would press one writes its title. */
export function smsPhone(
  texts: TextExchange,
  { phone, to, copies }: SmsPerson,
  onSeen: (message: Seen) => void,
): Handheld {
  const write = (body: string, files: readonly SentFile[] = []): string => {
    const media = files.map(({ mimeType, bytes }) => ({ contentType: mimeType, bytes }))
    return texts.write({ from: phone, to, body, media }, copies())
  }
  const close = texts.listen(phone, onSeen)
  return {
    say: (text) => write(text),
    tap: ({ title }) => write(title),
    send: (what, caption) => (what === 'photo' ? write(caption, [photo()]) : null),
    promotions: () => undefined,
    changeNumber: () => undefined,
    age: () => undefined,
    close,
  }
}
