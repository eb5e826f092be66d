import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { guard } from '../../dialogue/guardrails.ts'
import { declineOffTopic, isOffTopic } from '../../dialogue/guardrails/off-topic.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import type { TurnSetting } from '../../dialogue/turn-setting.ts'
import type { Outgoing } from '../message.ts'
import { asksFor, lastQuestion } from './asks-for.ts'
import { meaningOf, typedChoice, yesNoChoices, type Choices, type Meaning, type ChoiceScene } from './choices.ts'
import { composeReply } from './compose-reply.ts'
import { conduct, type Conducted } from './conduct.ts'
import { isRepeated, TURNS_MAX } from './going-round.ts'
import { inputOf, joined, type Aside, type BurstItem } from './input-text.ts'
import { askForStaff, inForeignTongue } from './pass-to-staff.ts'
import { readNod } from './nod.ts'
import { isSpanish } from './person-language.ts'
import { unabbreviated } from './plain-texting.ts'
import { withoutSecrets } from './without-secrets.ts'
import { lastReplyIn, withHistory, type WrittenMemory } from './written-memory.ts'
import { wordsIn } from './written-words.ts'

/** Some messages that were written one after the other, and all that is needed to answer them. */
export interface Burst {
  readonly items: readonly BurstItem[]
  readonly document: AgentDocument
  readonly setting: TurnSetting
  /** The platform's name. */
  readonly provider: string
  readonly memory: WrittenMemory
  readonly returning: boolean
  readonly nowMs: number
}

/** What a burst came to: what is to be sent, what is remembered, and whether people take over. */
export interface Answered {
  readonly memory: WrittenMemory
  readonly messages: readonly Outgoing[]
  readonly handsOver: boolean
  /** It confirms an opt-out: the one message that may follow one. */
  readonly isConfirmation: boolean
}

/** A reply before it is put into messages. */
interface Reply {
  readonly text: string
  readonly choices: Choices | null
  /** What is asked again when something else comes between. */
  readonly question: string | null
  readonly state: TalkState
  readonly isOver: boolean
  readonly handsOver: boolean
  readonly isConfirmation: boolean
  /** What must be read first stands first, before anything that is said of ourselves. */
  readonly isUrgent: boolean
}

/** A longer one is asked again by its question alone. */
const READ_BACK_CHARS_MAX = 400

type AnyAside = Aside | 'stale' | 'gone'

/**
 * Answers a burst. The same burst with the same memory may be answered again: whatever was done stands in the ledger.
 *
 * No message at all where nothing was said: a reaction, a sticker, something taken back. Where the same is said over and over
 * people are to look at it, without a word.
 */
export async function answerBurst(burst: Burst): Promise<Answered> {
  const { memory, nowMs } = burst
  const { said, asides, notes } = heard(burst)
  const isGoingRound = isRepeated(said, memory)
  if ((said === '' && asides.length === 0) || isGoingRound)
    return { memory, messages: [], handsOver: isGoingRound, isConfirmation: false }
  const reply = said === '' ? besides(burst, asides) : await replyTo(burst, { said, notes })
  const told = said === '' ? notes.join(' ') : said
  const after = withHistory(memory, [
    ...(told === '' ? [] : [{ speaker: 'caller' as const, text: told }]),
    { speaker: 'agent', text: reply.text },
  ])
  return {
    memory: {
      ...after,
      turns: memory.turns + 1,
      lastAtMs: nowMs,
      talk: reply.state,
      choices: reply.choices,
      question: reply.question,
      language: burst.setting.room.language,
      isOver: reply.isOver,
    },
    messages: composed(burst, reply),
    handsOver: reply.handsOver,
    isConfirmation: reply.isConfirmation,
  }
}

/** The words of a burst, without what is secret in them, and what came with them. */
function heard({ items, memory, setting, document }: Burst): {
  readonly said: string
  readonly notes: readonly string[]
  readonly asides: readonly AnyAside[]
} {
  const { pieces, notes, asides } = inputOf(items)
  const scene = sceneOf(setting, memory, memory.talk, memory.turns)
  const shown = memory.choices?.choices ?? []
  const meanings = pieces.map((piece): Meaning => {
    if ('choice' in piece) return meaningOf(piece.choice, scene)
    const typed = pieces.length === 1 ? typedChoice(piece.text, shown) : null
    return typed === null ? { say: nodded(piece.text, memory) ?? piece.text } : meaningOf(typed, scene)
  })
  const words = meanings.flatMap((one) => (typeof one === 'string' || one.say === '' ? [] : [one.say]))
  const lost = meanings.filter((one) => typeof one === 'string')
  return {
    said: withoutSecrets(joined(words), document, lastReplyIn(memory), setting.room),
    notes,
    asides: [...asides, ...lost],
  }
}

/** Thumbs up, in words; empty where nothing was asked that they answer. Null for words. */
function nodded(text: string, { choices }: WrittenMemory): string | null {
  const nod = readNod(text)
  if (nod === null) return null
  if (choices?.kind !== 'yes_no' || nod === 'nothing') return ''
  return nod === 'yes' ? 'Yes' : 'No'
}

const sceneOf = ({ room }: TurnSetting, { nth }: WrittenMemory, { tools }: TalkState, turn: number): ChoiceScene => ({
  room,
  tools,
  nth,
  turn,
})

/** What came without a word that the talk could take up: it is said to have arrived, and what was asked is asked again. */
function besides(burst: Burst, asides: readonly AnyAside[]): Reply {
  const words = wordsIn(burst.setting.room.language)
  return backToIt(burst, asides.map((aside) => words.asides[aside]).join(' '))
}

/** Says something by the way, and comes back to what was asked, with the same to choose from. */
function backToIt({ memory, setting }: Burst, text: string): Reply {
  const { question, choices, talk } = memory
  const again = choices?.kind === 'yes_no' ? yesNoChoices(sceneOf(setting, memory, talk, memory.turns + 1)) : choices
  return { ...PLAIN, text: question === null ? text : `${text} ${question}`, choices: again, question, state: talk }
}

const PLAIN = { choices: null, question: null, isOver: false, handsOver: false, isUrgent: false, isConfirmation: false }

interface Heard {
  readonly said: string
  readonly notes: readonly string[]
}

async function replyTo(burst: Burst, { said, notes }: Heard): Promise<Reply> {
  const { setting, memory, returning } = burst
  const [leading] = setting.models
  const readsNotes = leading !== undefined && !leading.answersAtOnce
  const ours = await withoutModel(burst, said, readsNotes)
  if (ours !== null) return ours
  const plain = unabbreviated(said)
  const text = readsNotes && notes.length > 0 ? `${plain} (${notes.join(' ')})` : plain
  const ask = {
    input: { type: 'said' as const, text },
    history: memory.history,
    lastReplyHeard: 'all' as const,
    returning,
    state: memory.talk,
  }
  const done = await conduct(setting, ask)
  return done.ending?.how === 'failed' ? gaveUp(burst, done) : replyOf(burst, done)
}

/** What no model is asked about, beside the guardrails of every turn; null for the rest. */
async function withoutModel(burst: Burst, said: string, knowsTongues: boolean): Promise<Reply | null> {
  const { document, setting, memory } = burst
  const { language } = setting.room
  if (guard(said, document, language) !== null) return null
  if (memory.turns >= TURNS_MAX) return enough(burst)
  if (isOffTopic(said, document)) return backToIt(burst, declineOffTopic(document, language))
  if (knowsTongues || !isSpanish(said)) return null
  const { say, state, handsOver } = await inForeignTongue(setting, memory.talk)
  return { ...PLAIN, text: say, state, handsOver }
}

function replyOf({ setting, memory }: Burst, { reply, state, ending, rule, called }: Conducted): Reply {
  const scene = sceneOf(setting, memory, state, memory.turns + 1)
  const handsOver = ending?.how === 'handed_over'
  const choices = ending === null ? asksFor(reply, called, scene) : null
  // A yes is to all that was read back.
  const isReadBack = choices?.kind === 'yes_no' && reply.length <= READ_BACK_CHARS_MAX
  return {
    text: reply,
    choices,
    question: isReadBack ? reply : lastQuestion(reply),
    state,
    isOver: ending !== null && !handsOver,
    handsOver,
    isConfirmation: ending?.how === 'opted_out',
    isUrgent: rule === 'emergency' || rule === 'self_harm',
  }
}

/** So long a talk is for people: they are asked to go on, once. */
async function enough({ setting, memory }: Burst): Promise<Reply> {
  const words = wordsIn(setting.room.language)
  const asked = await askForStaff(setting, memory.talk, 'The conversation has gone on for very long.')
  return { ...PLAIN, text: asked.isFiled ? words.stillComing : words.notNow, state: asked.state, handsOver: true }
}

/** The agent itself cannot go on: people are asked to. */
async function gaveUp({ setting }: Burst, { reply, state }: Conducted): Promise<Reply> {
  const asked = await askForStaff(setting, { ...state, failures: 0 }, 'The assistant could not go on.')
  const text = asked.isFiled ? `${reply} ${wordsIn('en')[asked.handsOver ? 'handedOver' : 'handedOverClosed']}` : reply
  return { ...PLAIN, text, state: asked.state, handsOver: asked.handsOver }
}

/** The first reply of a conversation says what answers. No document can leave that out. */
function composed(
  { memory, document, setting, provider, items }: Burst,
  { text, choices, isUrgent }: Reply,
): readonly Outgoing[] {
  const { language } = setting.room
  const disclosure = memory.turns === 0 ? textIn(document.opening.aiDisclosure, language) : ''
  const parts = isUrgent ? [text, disclosure] : [disclosure, text]
  const channel = setting.channel === 'sms' ? 'sms' : 'whatsapp'
  return items.length === 0
    ? []
    : composeReply(parts.filter((part) => part !== '').join('\n\n'), choices, { channel, provider }, language)
}
