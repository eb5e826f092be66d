import { hubSignature, wireJson } from '../simulator/whatsapp/sign.ts'
import type { OwnLine } from '../simulator/whatsapp/own-line.ts'
import { envelopeOf, messageUpdate, newWamid, secondsOf, type Update } from '../simulator/whatsapp/update.ts'
import { userWithNumber, type WhatsAppUser } from '../simulator/whatsapp/whatsapp-user.ts'
import { prepare, type Prepared } from './http-load.ts'
import type { Rig } from './rig.ts'

const PATH = '/hooks/messages/whatsapp'

/** The nth of many people: numbers of the exchange that is kept for fiction, as far as they go. */
export const writer = (nth: number): WhatsAppUser =>
  userWithNumber(`1${201 + (Math.floor(nth / 100) % 799)}55501${String(nth % 100).padStart(2, '0')}`, `Person ${nth}`)

/** Meta knows that they wrote, and takes what they are answered. */
export function hasWritten({ simulator }: Rig, line: OwnLine, user: WhatsAppUser): WhatsAppUser {
  const { users } = simulator.whatsapp
  users.add(user)
  users.pair(line, user).wroteAtMs = Date.now()
  return user
}

/** A message somebody wrote at `atMs`. */
export function textUpdate(line: OwnLine, user: WhatsAppUser, text: string, atMs = Date.now()): Update {
  return messageUpdate(line, user, { id: newWamid(), timestamp: secondsOf(atMs), type: 'text', text: { body: text } })
}

/** A delivery of these updates, signed for whoever listens at `origin`. */
export function messageHook({ appSecret }: Rig, origin: string, updates: readonly Update[]): Prepared {
  const body = wireJson(envelopeOf(updates))
  const head = [
    `POST ${PATH} HTTP/1.1`,
    `Host: ${new URL(origin).host}`,
    'Content-Type: application/json',
    `X-Hub-Signature-256: ${hubSignature(appSecret, body)}`,
    'User-Agent: facebookexternalua',
    'Accept: */*',
  ]
  return prepare(head, body)
}
