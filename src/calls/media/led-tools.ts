import { callTool } from '../../dialogue/act.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { SpeechCall } from '../../providers/speech/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import { loadSetting } from '../later-talk.ts'
import type { Exchange } from './exchange.ts'
import type { ExchangeMask } from './masked-exchange.ts'

type Value = Readonly<Record<string, unknown>>

interface ToolsOptions {
  readonly handle: CallHandle
  readonly mask: ExchangeMask
  /** Resolves when it is known what the caller said, or is not going to be. */
  readonly whenHeard: (exchange: Exchange) => Promise<void>
  /** The model is in circles, and nothing more is run until the caller speaks. */
  readonly circled: (exchange: Exchange) => Promise<void>
  readonly answered: (exchange: Exchange, call: SpeechCall, value: Value) => void
}

/** A model that still calls tools after this many, without a word of the caller's, is going in circles. */
const TOOLS_MAX = 8

/** The tools that the vendor's model calls: through the ledger, one after another, and only for words that no rule has answered. */
export class LedTools {
  readonly #options: ToolsOptions
  #running: Promise<void> = Promise.resolve()
  #sinceCaller = 0

  constructor(options: ToolsOptions) {
    this.#options = options
  }

  /** Whatever the caller says, it is reason to look again. */
  callerBegan(): void {
    this.#sinceCaller = 0
  }

  call(exchange: Exchange, call: SpeechCall): void {
    const { handle, answered } = this.#options
    this.#sinceCaller += 1
    const nth = this.#sinceCaller
    if (nth <= TOOLS_MAX) exchange.toolsCalled.push(call.name)
    this.#running = this.#running
      .then(() => (nth > TOOLS_MAX ? this.#refuse(exchange, call, nth) : this.#run(exchange, call)))
      .catch((error: unknown) => {
        log.error('speech.tool_failed', { callId: handle.state.callId, error: errorName(error) })
        answered(exchange, call, { code: 'unavailable' })
      })
  }

  /** Closed before it is answered, so that the model is not asked to go on. */
  async #refuse(exchange: Exchange, call: SpeechCall, nth: number): Promise<void> {
    if (nth === TOOLS_MAX + 1) log.warn('model.circled', { tools: nth })
    await this.#options.circled(exchange)
    this.#options.answered(exchange, call, { code: 'too_many_tools' })
  }

  async #run(exchange: Exchange, call: SpeechCall): Promise<void> {
    const { handle, mask, whenHeard, answered } = this.#options
    await whenHeard(exchange)
    if (exchange.isDropped) return answered(exchange, call, { code: 'interrupted' })
    const nowMs = Date.now()
    const { settingOf } = await loadSetting()
    const input = { type: 'said' as const, text: exchange.caller ?? '' }
    const setting = await settingOf(handle, input, nowMs, new AbortController().signal)
    const { talk } = await handle.memory(nowMs)
    const masked = { id: call.id, name: call.name, args: mask.args(call.args) }
    const { outcome, state } = await callTool(setting, masked, talk)
    // Kept before the model hears of it: what it says next is judged by what was done.
    await handle.changeMemory((memory) => ({ ...memory, talk: state }), nowMs)
    if (outcome.outcome === 'question_answered') exchange.answers = true
    if (outcome.ending) exchange.ending = outcome.ending
    answered(exchange, call, { ok: outcome.ok, ...outcome.value })
  }
}
