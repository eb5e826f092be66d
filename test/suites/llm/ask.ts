import type { StandOrder } from '../../../simulator/models/stand.ts'
import type { Model, ModelChunk, ToolCall } from '../../../src/providers/llm/contract.ts'
import { aTurn, replyOf } from '../../builders/model-turn.ts'
import { aModelStand, type ModelStand } from '../../model-stand.ts'

export const FOREVER = (): AbortSignal => new AbortController().signal

export interface VendorUnderTest {
  /** The model over this stand; with little patience where a test waits for it to run out. */
  open(stand: ModelStand, patience?: { readonly firstTokenMs: number; readonly betweenTokensMs: number }): Model
  /** What every stand of this vendor is told first. */
  readonly order?: StandOrder
  /** The vendor's stream gives a reason to finish, and calls in pieces, as OpenAI's does. */
  readonly speaksOpenAi: boolean
}

export const standFor =
  ({ order: first }: VendorUnderTest): StandWith =>
  (order) =>
    aModelStand({ ...first, ...order })

export function askOf(under: VendorUnderTest): Ask {
  return async (order, turn = aTurn('Hello.')) => {
    const stand = await standFor(under)(order)
    const reply = await replyOf(under.open(stand).respond(turn, FOREVER()))
    return { ...reply, stand, asked: await stand.asked() }
  }
}

export const SENTENCE = 'We are open from eight to five. Would you like to come in?'
export const words: StandOrder = { replies: [{ text: SENTENCE }] }
export const callsIn = (chunks: readonly ModelChunk[]): readonly ToolCall[] =>
  chunks.flatMap((chunk) => (chunk.type === 'call' ? [chunk.call] : []))

export type Ask = (
  order: StandOrder,
  turn?: ReturnType<typeof aTurn>,
) => Promise<
  Awaited<ReturnType<typeof replyOf>> & { stand: ModelStand; asked: Awaited<ReturnType<ModelStand['asked']>> }
>

export type StandWith = (order: StandOrder) => Promise<ModelStand>
