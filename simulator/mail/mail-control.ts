import * as z from 'zod'
import { sendJson } from '../carrier/rest-answer.ts'
import type { Control } from '../control.ts'

const Letter = z.looseObject({
  from: z.object({ name: z.string().optional(), email: z.string() }),
  to: z.union([z.string(), z.array(z.string())]),
  replyTo: z.string().optional(),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
})

/** The gateway sends a mail. What Cloudflare would refuse is refused, with its code. */
export function sendMail({ mail, body, response }: Control): void {
  // A member that is there is never undefined: it came as JSON.
  const taken = mail.take(Letter.parse(body) as Parameters<typeof mail.take>[0])
  sendJson(response, 'refused' in taken ? 422 : 200, 'refused' in taken ? { error: taken.refused } : taken)
}

/** What an address has got. */
export const readMailbox = ({ mail, ids: [address = ''], response }: Control): void =>
  sendJson(response, 200, { mails: mail.gotBy(decodeURIComponent(address)) })

/** What a phone has got from the business by text. */
export const readTexts = ({ board, ids: [phone = ''], response }: Control): void => {
  const texts = [...board.texts.messages.values()].filter(({ to }) => to === phone)
  sendJson(response, 200, { texts: texts.map(({ body, createdAtMs }) => ({ body, at_ms: createdAtMs })) })
}
