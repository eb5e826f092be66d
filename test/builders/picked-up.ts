import { vi } from 'vitest'
import type { WantedCall } from '../../src/outreach/dial/wanted-call.ts'
import { aCall, type PlayedCall, type PlayedSocket } from '../played-call.ts'
import { CALLED, type DialStand } from './dial-stand.ts'

/** Our call, picked up: what is said to us, what we say, and the carrier's word for who it is. */
export interface PickedUp {
  readonly stand: DialStand
  readonly id: string
  readonly call: PlayedCall
  readonly twiml: string
  readonly socket: PlayedSocket
  judged(answeredBy: string): Promise<Response>
  /** Said to us by something that is not answered. */
  hears(text: string): void
  /** The carrier tells that they have hung up. */
  ringsOff(): Promise<Response>
}

/** `judgedAs`: while the announcement is still said, before there is a line. */
export async function pickedUp(
  stand: DialStand,
  wanted: Partial<WantedCall> = {},
  judgedAs?: string,
): Promise<PickedUp> {
  const call = aCall(CALLED, stand.line.phoneNumber)
  stand.carrier.answers({ how: 'accepted', carrierCallId: call.callSid })
  const dialled = await stand.dial(wanted)
  if (!dialled.ok) throw new Error(dialled.error.code)
  await stand.work()
  const order = stand.carrier.asked.at(-1)
  if (order === undefined) throw new Error('not asked for')
  const form = (more: Readonly<Record<string, string>>) => call.params({ Direction: 'outbound-api', ...more })
  const twiml = await (await call.post(order.answeredUrl, form({ CallStatus: 'in-progress' }))).text()
  const judged = (answeredBy: string) => call.post(order.judgedUrl ?? '', form({ AnsweredBy: answeredBy }))
  if (judgedAs !== undefined) await judged(judgedAs)
  const socket = await call.connect(twiml)
  if (socket === null) throw new Error('refused')
  return {
    stand,
    id: dialled.value.id,
    call,
    twiml,
    socket,
    judged,
    hears: (text) => socket.send({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true }),
    ringsOff: () =>
      call.post(order.statusUrl, form({ CallStatus: 'completed', CallDuration: '20', SequenceNumber: '3' })),
  }
}

export const texts = ({ frames }: PlayedSocket): string =>
  frames.flatMap(({ type, token }) => (type === 'text' ? [String(token)] : [])).join(' ')

/** The last words have been played: then we end it. */
export function hungUp({ frames, send }: PlayedSocket) {
  send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  return vi.waitUntil(() => frames.some(({ type }) => type === 'end'), { timeout: 90_000, interval: 20 })
}
