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
  /** The model is in circles, and nothing more is run in this exchange. */
  readonly circled: (exchange: Exchange) => void
  readonly answered: (exchange: Exchange, call: SpeechCall, value: Value) => void
}

/** A model that still calls tools after this many is going in circles. */
const TOOLS_MAX = 8

/** The tools that the vendor's model calls: through the ledger, one after another, and only for words that no rule has answered. */
export class LedTools {
  readonly #options: ToolsOptions
  #running: Promise<void> = Promise.resolve()

  constructor(options: ToolsOptions) {
    this.#options = options
  }

  call(exchange: Exchange, call: SpeechCall): void {
    const { handle, answered } = this.#options
    exchange.toolsCalled.push(call.name)
    this.#running = this.#running
      .then(() => this.#run(exchange, call))
      .catch((error: unknown) => {
        log.error('speech.tool_failed', { callId: handle.state.callId, error: errorName(error) })
        answered(exchange, call, { code: 'unavailable' })
      })
  }

  async #run(exchange: Exchange, call: SpeechCall): Promise<void> {
    const { handle, mask, whenHeard, circled, answered } = this.#options
    await whenHeard(exchange)
    if (exchange.isDropped) return answered(exchange, call, { code: 'interrupted' })
    if (exchange.toolsCalled.length > TOOLS_MAX) {
      log.warn('model.circled', { tools: exchange.toolsCalled.length })
      answered(exchange, call, { code: 'too_many_tools' })
      return circled(exchange)
    }
    const nowMs = Date.now()
    const { settingOf } = await loadSetting()
    const input = { type: 'said' as const, text: exchange.caller ?? '' }
    const setting = await settingOf(handle, input, nowMs, new AbortController().signal)
    const { talk } = await handle.memory(nowMs)
    const masked = { id: call.id, name: call.name, args: mask.args(call.args) }
    const { outcome, state } = await callTool(setting, masked, talk)
    // Kept before the model hears of it: what it says next is judged by what was done.
    await handle.changeMemory((memory) => ({ ...memory, talk: state }), nowMs)
    if (outcome.ending) exchange.ending = outcome.ending
    answered(exchange, call, { ok: outcome.ok, ...outcome.value })
  }
}
