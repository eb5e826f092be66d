import { setTimeout as wait } from 'node:timers/promises'
import { matchesPattern } from '../caller/scenario.ts'
import type { WhatsAppCloud } from '../whatsapp/cloud.ts'
import type { Handheld, Seen } from './handheld.ts'
import type { Step } from './scenario.ts'
import type { Talk } from './talk.ts'

/** The business is given this long to answer, really. */
const REPLY_MS_MAX = 90_000
/** Whoever has written something may add to it within this. */
const AFTERTHOUGHT_MS = 900
const ANSWERS_MAX = 15

/** The script cannot go on. */
class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure'
}

export interface Playing {
  readonly talk: Talk
  readonly phone: Handheld
  readonly cloud: WhatsAppCloud
}

/** Goes through `steps` as a person with a phone would. Gives what went wrong, or null. */
export async function playPerson(playing: Playing, steps: readonly Step[]): Promise<string | null> {
  for (const [index, step] of steps.entries()) {
    try {
      await perform(playing, step)
    } catch (error) {
      if (!(error instanceof ScriptFailure)) throw error
      return `step ${index + 1} (${typeof step === 'string' ? step : Object.keys(step).join(' ')}): ${error.message}`
    }
  }
  return null
}

async function perform(playing: Playing, step: Step): Promise<void> {
  if (typeof step === 'string') return turn(playing, step)
  if ('hear' in step) return hear(playing.talk, patternsOf(step.hear))
  if ('say' in step) return say(playing, [step.say])
  if ('burst' in step) return say(playing, step.burst)
  if ('tap' in step) return tap(playing, step.tap)
  if ('send' in step) return send(playing, step)
  if ('answer' in step) return answer(playing, step.answer)
  if ('quiet' in step) return stayQuiet(playing.talk, step.quiet)
  if ('wait' in step) return wait(step.wait * 1000)
  return change(playing, step)
}

type Change = Extract<
  Step,
  { promotions: unknown } | { fault: unknown } | { deliveries: unknown } | { 'hours-pass': unknown }
>

/** What is not said, but is otherwise from here on. */
function change({ phone, cloud, talk }: Playing, step: Change): void {
  if ('promotions' in step) {
    talk.note(`turns promotions ${step.promotions === 'stop' ? 'off' : 'on'}`)
    phone.promotions(step.promotions)
  } else if ('fault' in step) {
    talk.note('from here on something is wrong at Meta')
    cloud.faults.add(step.fault, Date.now())
  } else if ('deliveries' in step) cloud.deliveries.manner = step.deliveries
  else {
    talk.note(`${step['hours-pass']} hours pass`)
    phone.age(step['hours-pass'])
  }
}

function turn({ phone, cloud, talk }: Playing, step: Extract<Step, string>): void {
  if (step === 'faults-over') {
    talk.note('everything works again')
    return cloud.faults.clear()
  }
  talk.note('has another number from here on')
  phone.changeNumber()
}

function say({ phone, talk }: Playing, texts: readonly string[]): void {
  talk.begin()
  for (const text of texts) talk.wrote(text, phone.say(text))
}

function tap({ phone, talk }: Playing, wanted: number | string): void {
  const of = talk.shown.findLast(({ buttons }) => buttons.length > 0)
  const button =
    typeof wanted === 'number'
      ? of?.buttons[wanted - 1]
      : of?.buttons.find(({ title, description }) => matchesPattern(wanted, `${title} ${description ?? ''}`))
  if (of !== undefined && button === undefined)
    throw new ScriptFailure(`there is no ${String(wanted)} among ${of.buttons.map(({ title }) => title).join(', ')}`)
  talk.begin()
  if (of === undefined || button === undefined) return talk.wrote(String(wanted), phone.say(String(wanted)))
  talk.wrote(button.title, phone.tap(button, of))
}

function send({ phone, talk }: Playing, { send: what, caption = '' }: Extract<Step, { send: unknown }>): void {
  const last = talk.shown.at(-1) ?? null
  talk.begin()
  for (const one of typeof what === 'string' ? [what] : what) {
    const id = phone.send(one, caption, last)
    if (id === null) throw new ScriptFailure(`this channel takes no ${one}`)
    talk.wrote(caption === '' ? `[${one}]` : `[${one}] ${caption}`, id)
  }
}

async function hear(talk: Talk, patterns: readonly string[]): Promise<void> {
  const missing = (): readonly string[] => patterns.filter((pattern) => !matchesPattern(pattern, talk.heard))
  if (await talk.until(() => missing().length === 0, REPLY_MS_MAX)) return
  throw new ScriptFailure(`expected ${JSON.stringify(missing()[0])}, got ${quote(talk.heard)}`)
}

type Answers = Extract<Step, { answer: unknown }>['answer']

async function answer(playing: Playing, { until, with: replies }: Answers): Promise<void> {
  const { talk } = playing
  let before: string | null = null
  for (let round = 0; round < ANSWERS_MAX; round += 1) {
    await untilAnswered(talk)
    if (patternsOf(until).every((pattern) => matchesPattern(pattern, talk.heard))) return
    const fitting = replies.find((candidate) => matchesPattern(candidate.hear, talk.heard))
    if (fitting === undefined) throw new ScriptFailure(`has no answer to ${quote(talk.heard)}`)
    if (talk.heard === before) throw new ScriptFailure(`goes round in circles: ${quote(before)}`)
    before = talk.heard
    if ('say' in fitting) say(playing, [fitting.say])
    else tap(playing, fitting.tap)
  }
  throw new ScriptFailure(`still asked after ${ANSWERS_MAX} answers: ${quote(talk.heard)}`)
}

/** Until the business has written something and is done with it. */
async function untilAnswered(talk: Talk): Promise<void> {
  if (!(await talk.until(() => talk.heard !== '', REPLY_MS_MAX)))
    throw new ScriptFailure(`no answer within ${REPLY_MS_MAX / 1000} s`)
  let count: number
  do {
    count = talk.shown.length
    await talk.until(() => talk.shown.length > count, AFTERTHOUGHT_MS)
  } while (talk.shown.length > count)
}

async function stayQuiet(talk: Talk, seconds: number): Promise<void> {
  const { length } = talk.shown
  if (await talk.until(() => talk.shown.length > length, seconds * 1000))
    throw new ScriptFailure(`expected nothing, got ${quote(textsOf(talk.shown.slice(length)))}`)
}

const textsOf = (messages: readonly Seen[]): string => messages.map(({ text }) => text).join(' ')
const patternsOf = (patterns: string | readonly string[]): readonly string[] =>
  typeof patterns === 'string' ? [patterns] : patterns
const quote = (text: string): string =>
  text.trim() === '' ? 'nothing' : JSON.stringify(text.replaceAll(/\s+/g, ' ').trim())
