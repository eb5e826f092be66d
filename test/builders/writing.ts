import { AgentDocument } from '../../src/agents/agent-document.ts'
import { noEffects, notedDesk, type Effects } from '../../src/agents/evals/effects.ts'
import { resourcesNamed, sandboxDesk } from '../../src/agents/evals/sandbox-desk.ts'
import { createBreakers } from '../../src/dialogue/breaker.ts'
import { ledgerInMemory } from '../../src/dialogue/ledger.ts'
import { FRESH_TALK } from '../../src/dialogue/talk-state.ts'
import type { TaskOrder } from '../../src/dialogue/tools/tool.ts'
import type { TurnSetting } from '../../src/dialogue/turn-setting.ts'
import { answerBurst } from '../../src/messages/answer/answer-burst.ts'
import { languageFor } from '../../src/messages/answer/person-language.ts'
import type { WrittenMemory } from '../../src/messages/answer/written-memory.ts'
import type { Channel, Content, Outgoing } from '../../src/messages/message.ts'
import { embedded } from '../../src/providers/llm/embedded/index.ts'
import { MONDAY_NINE_MS } from './tool-room.ts'

export interface Writing {
  /** Writes one burst and gives what came back, in order. */
  write(...contents: readonly (string | Content)[]): Promise<readonly Outgoing[]>
  /** Taps the button or row of this title that was shown last. */
  tap(title: string | RegExp): Promise<readonly Outgoing[]>
  readonly filed: TaskOrder[]
  readonly effects: Effects
  handedOver(): boolean
  memory(): WrittenMemory
}

interface Setup {
  readonly channel?: Channel
  readonly nowMs?: number
  readonly phone?: string | null
}

export const FRESH_MEMORY: WrittenMemory = {
  nth: 1,
  turns: 0,
  lastAtMs: 0,
  talk: FRESH_TALK,
  history: [],
  choices: null,
  question: null,
  language: null,
  isOver: false,
}

interface Shown {
  readonly id: string
  readonly title: string
}

/** Somebody who writes to an agent that the embedded model leads, with a diary and a task list of their own. */
export function writesTo(given: unknown, { channel = 'whatsapp', nowMs = MONDAY_NINE_MS, phone }: Setup = {}): Writing {
  const document = AgentDocument.parse(given)
  const model = embedded.open({})
  if (!model) throw new Error('the embedded model always opens')
  const effects = noEffects()
  const filed: TaskOrder[] = []
  const desk = notedDesk(sandboxDesk(document, resourcesNamed(document), nowMs), effects)
  const ledger = ledgerInMemory()
  let memory = FRESH_MEMORY
  let shown: readonly Shown[] = []
  let handedOver = false
  let number = 0

  const settingIn = (language: string): TurnSetting => ({
    room: {
      document,
      language,
      nowMs,
      timeZone: document.hours.tz,
      desk,
      takesVoicemail: false,
      inWriting: true,
      caller: { phone: phone === undefined ? '+12125550142' : phone, name: null, isKnown: true },
      async fileTask(order) {
        filed.push(order)
        return true
      },
    },
    models: [{ name: 'embedded', breaker: 'test/embedded', model, answersAtOnce: true }],
    breakers: createBreakers(),
    ledger,
    conversationId: 'thr_test.1',
    channel,
    onRule: async () => ({ done: true }),
    signal: new AbortController().signal,
    clock: () => nowMs,
  })

  async function write(...contents: readonly (string | Content)[]): Promise<readonly Outgoing[]> {
    const items = contents.map((content) => ({
      providerMessageId: `wamid.${(number += 1)}`,
      content: typeof content === 'string' ? ({ type: 'text', text: content } as const) : content,
    }))
    const text = items.map(({ content }) => (content.type === 'text' ? content.text : '')).join(' ')
    const setting = settingIn(languageFor(text, document, memory.language))
    const answered = await answerBurst({
      items,
      document,
      setting,
      provider: channel === 'sms' ? 'twilio' : 'whatsapp',
      memory,
      returning: false,
      nowMs,
    })
    memory = answered.memory
    handedOver ||= answered.handsOver
    const last = answered.messages.at(-1)
    shown = last?.type === 'buttons' ? last.buttons : last?.type === 'list' ? last.rows : []
    return answered.messages
  }

  async function tap(title: string | RegExp): Promise<readonly Outgoing[]> {
    const chosen = shown.find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)))
    if (chosen === undefined) throw new Error(`nothing to tap among ${shown.map((one) => one.title).join(', ')}`)
    return write({ type: 'choice', via: 'button', id: chosen.id, title: chosen.title })
  }

  return { write, tap, filed, effects, handedOver: () => handedOver, memory: () => memory }
}
