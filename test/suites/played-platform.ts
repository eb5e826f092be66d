import type { Secrets } from '../../src/env.ts'
import type { Channel, MediaRef, Outgoing, SendError } from '../../src/messages/message.ts'
import type { Messaging, MessagingApi, SendOrder } from '../../src/providers/messaging/contract.ts'
import { aBox, type Answering, type Box } from '../box.ts'

/** How a platform gives out a file: what is asked for first is answered with `before`, and the file comes after it. */
export interface MediaUnderTest {
  readonly ref: MediaRef
  readonly before: readonly Answering[]
}

export interface MessagingApiUnderTest {
  readonly messaging: Messaging
  /** Settings with which the platform is called at `farUrl`. */
  secrets(farUrl: string): Secrets
  readonly channel: Channel
  readonly line: string
  readonly accountId: string
  /** What every request to the platform is authorised by. */
  readonly authorization: string
  /** The platform's answer to a message that it takes, and the id in it. */
  readonly accepts: { readonly answer: Answering; readonly providerMessageId: string }
  /** The platform's noes, and what they mean. */
  readonly refusals: readonly { readonly title: string; readonly answer: Answering; readonly error: SendError }[]
  /** What it would refuse, or cut: never sent. */
  readonly impossible: readonly { readonly title: string; readonly content: Outgoing }[]
  /** A file at `fileUrl`, told in the platform's way. */
  media(fileUrl: string): MediaUnderTest
}

export const MESSAGE_ID = 'msg_01kamz1q00000000000000000a'
export const TEXT = 'Friday at 9 or at 10:30? Ünïcödé 😊'

interface Played {
  readonly api: MessagingApi
  readonly box: Box
}

/** The platform's API against a server of the test's own. */
export async function play(under: MessagingApiUnderTest, ...answers: readonly Answering[]): Promise<Played> {
  const box = aBox()
  if (answers.length > 0) await box.answers(...answers)
  return { box, api: apiAt(under, box.url) }
}

export function apiAt({ messaging, secrets }: MessagingApiUnderTest, farUrl: string): MessagingApi {
  const account = messaging.account(secrets(farUrl))
  if (account === null) throw new Error('a platform under test needs secrets that name an account')
  return messaging.api(secrets(farUrl), account)
}

export const orderOf = ({ channel, line }: MessagingApiUnderTest, changed: Partial<SendOrder> = {}): SendOrder => ({
  messageId: MESSAGE_ID,
  line,
  to: { phone: '+12125550142', userId: null },
  channel,
  content: { type: 'text', text: TEXT },
  statusUrl: 'https://gateway.example/hooks/messages/status',
  ...changed,
})
