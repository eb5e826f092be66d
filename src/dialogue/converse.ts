import { callWords } from '../calls/call-words.ts'
import { errorName, log } from '../kernel/log.ts'
import { ModelFailure } from '../providers/llm/contract.ts'
import { doneWords } from './done-words.ts'
import { lead, say, type Lead, type Said, type Talk } from './lead.ts'
import { speechWords } from './speech-guard-words.ts'
import type { Progress, TurnAsk, TurnModel, TurnSetting } from './turn-setting.ts'
import { turnWords } from './turn-words.ts'

/** After so many turns in a row that came to nothing the agent cannot go on. */
export const FAILURES_MAX = 2

/**
 * The models' part of a turn. Never throws, and never ends without a word unless it is called off.
 *
 * A model that fails before it has said anything is replaced by the next one. What tools did before that is done: the
 * next model is not asked about it again, the caller is told.
 */
export async function* converse(setting: TurnSetting, ask: TurnAsk, progress: Progress): AsyncGenerator<Said> {
  const talk: Talk = { said: '', results: [], told: 0 }
  for (const choice of leaders(setting, ask)) {
    const { asked, over } = yield* byOne(setting, ask, progress, { talk, choice })
    if (over) return
    if (!asked) continue
    const done = untold(setting, talk, progress)
    if (done !== '') return yield say(done, true)
    // The next model is to decide for itself, also whether the talk is over.
    talk.results.length = 0
    progress.ending = null
  }
  progress.broken = progress.troubles.some(({ provider }) => provider === setting.models.at(-1)?.name)
  const isLast = progress.broken && (ask.state.failures ?? 0) + 1 >= FAILURES_MAX
  yield say(nothingCame(setting, progress.broken, isLast), true)
}

function nothingCame({ channel, room: { language } }: TurnSetting, broken: boolean, isLast: boolean): string {
  const spoken = channel === 'voice'
  const { cannotGoOn, oneMoment } = callWords(language)
  if (isLast) return spoken ? `${cannotGoOn} ${oneMoment}` : cannotGoOn
  if (broken) return speechWords(language).inTrouble
  const { sayAgain, putAnotherWay } = turnWords(language)
  return spoken ? sayAgain : putAnotherWay
}

/** A key of the business's menu means what its document says, whatever a vendor would make of it. */
const leaders = ({ models, room }: TurnSetting, { input }: TurnAsk): readonly TurnModel[] =>
  input.type === 'pressed' && room.document.dtmf[input.digit] !== undefined
    ? models.filter(({ answersAtOnce }) => answersAtOnce)
    : models

interface Came {
  readonly asked: boolean
  /** The turn is: all was said that will be. */
  readonly over: boolean
}

/** What one model makes of the turn. Never throws. */
async function* byOne(setting: TurnSetting, ask: TurnAsk, progress: Progress, led: Lead): AsyncGenerator<Said, Came> {
  if (led.choice.answersAtOnce) return yield* byOurs(setting, ask, progress, led)
  return yield* byVendors(setting, ask, progress, led)
}

/** The model that needs no vendor: its sentences come at once, so the last can be marked. */
async function* byOurs(setting: TurnSetting, ask: TurnAsk, progress: Progress, led: Lead): AsyncGenerator<Said, Came> {
  try {
    yield* lastMarked(lead(setting, ask, progress, led))
  } catch (error) {
    failed(setting, progress, led.choice, error)
    if (led.talk.said !== '') yield say(wordsLeft(setting, led.talk, progress), true)
  }
  return { asked: true, over: led.talk.said !== '' || setting.signal.aborted }
}

async function* byVendors(
  setting: TurnSetting,
  ask: TurnAsk,
  progress: Progress,
  led: Lead,
): AsyncGenerator<Said, Came> {
  const { talk, choice } = led
  const { breakers, clock, signal } = setting
  if (!breakers.allows(choice.breaker, clock())) {
    note(setting, progress, choice, 'resting')
    return { asked: false, over: false }
  }
  let lastWords = NO_MORE
  try {
    yield* lead(setting, ask, progress, led)
    // Whom the caller interrupted before a word has shown nothing yet.
    if (talk.said !== '' || !signal.aborted) breakers.worked(choice.breaker)
    if (talk.said === '' && !signal.aborted) note(setting, progress, choice, 'silent')
  } catch (error) {
    if (!signal.aborted) failed(setting, progress, choice, error)
    lastWords = say(wordsLeft(setting, talk, progress), true)
  }
  if (signal.aborted) return { asked: true, over: true }
  if (talk.said !== '') yield lastWords
  return { asked: true, over: talk.said !== '' }
}

const NO_MORE = say('', true)

function failed(setting: TurnSetting, progress: Progress, choice: TurnModel, error: unknown): void {
  const failure = error instanceof ModelFailure ? error : null
  log.warn('model.failed', { provider: choice.name, reason: failure?.reason ?? errorName(error) })
  note(setting, progress, choice, failure?.reason ?? 'broken')
  if (choice.answersAtOnce) return
  const refused = failure?.reason === 'refused'
  setting.breakers.failed(choice.breaker, { refused, retryAfterMs: failure?.retryAfterMs ?? null }, setting.clock())
}

const note = ({ clock }: TurnSetting, progress: Progress, { name }: TurnModel, reason: string): void =>
  void progress.troubles.push({ provider: name, reason, atMs: clock() })

/** What is left to be said when a model is gone in the middle of its words. Who is let go is asked nothing any more. */
function wordsLeft(setting: TurnSetting, talk: Talk, progress: Progress): string {
  const done = untold(setting, talk, progress)
  return done === '' && progress.ending === null ? turnWords(setting.room.language).lostThread : done
}

/** What was done and nobody has been told of. */
const untold = ({ room }: TurnSetting, { results, told }: Talk, { state }: Progress): string =>
  doneWords(room, state.tools, results.slice(told))

/** One sentence is held back, so that the last can be marked. Costs nothing where all of them come at once. */
async function* lastMarked(sentences: AsyncGenerator<Said>): AsyncGenerator<Said> {
  let held: Said | null = null
  for await (const sentence of sentences) {
    if (held !== null) yield held
    held = sentence
  }
  if (held !== null) yield { ...held, last: true }
}
