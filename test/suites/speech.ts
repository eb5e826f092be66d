import { describe, expect, test, vi } from 'vitest'
import { Ear, FRAME_BYTES, isVoiced, join, silence, speak } from '../../simulator/speech/voice.ts'
import { fromBase64, toBase64 } from '../../src/kernel/bytes.ts'
import {
  SpeechFailure,
  type SpeechBrief,
  type SpeechEvent,
  type SpeechSession,
  type SpeechVendor,
} from '../../src/providers/speech/contract.ts'

/** What may go wrong at the far end of any speech vendor. */
export type SpeechTrouble =
  | { readonly is: 'none' }
  /** The next connection is refused with this status. */
  | { readonly is: 'refused'; readonly status: number }
  /** Once it hears somebody, the far end closes, dies, or talks rubbish. */
  | { readonly is: 'closes'; readonly code: number }
  | { readonly is: 'dies' }
  | { readonly is: 'garbles' }
  /** The first sound of what is said comes this late. */
  | { readonly is: 'slow'; readonly ms: number }
  /** What is to be said fails. */
  | { readonly is: 'fails' }

export interface SpeechUnderTest {
  open(): SpeechVendor
  trouble(trouble: SpeechTrouble): Promise<void>
  /** What the newest connection heard, and whether it is open, by the far end's own account. */
  heard(): Promise<{ readonly texts: readonly string[]; readonly isOpen: boolean }>
}

const BRIEF: SpeechBrief = {
  instructions: 'You answer the phone of Bright Smile.',
  tools: [],
  language: 'en-US',
  voice: null,
  rate: 1,
  silenceMs: 300,
  bargeIn: true,
  history: [],
}

interface Connected {
  readonly session: SpeechSession
  readonly events: SpeechEvent[]
  /** What was heard of what the session said. */
  readonly spoken: () => string
  says(text: string): void
  until(type: SpeechEvent['type'], count?: number): Promise<void>
}

async function connect(under: SpeechUnderTest, brief: Partial<SpeechBrief> = {}): Promise<Connected> {
  const events: SpeechEvent[] = []
  const session = await under.open().connect({ ...BRIEF, ...brief }, (event) => void events.push(event))
  const count = (type: SpeechEvent['type']): number => events.filter((event) => event.type === type).length
  return {
    session,
    events,
    spoken() {
      const ear = new Ear()
      for (const event of events) if (event.type === 'audio') ear.hear(fromBase64(event.payload) ?? new Uint8Array())
      return ear.take()
    },
    says(text) {
      const audio = join([speak(text, 40), silence(800)])
      for (let at = 0; at < audio.length; at += FRAME_BYTES) session.hear(toBase64(audio.slice(at, at + FRAME_BYTES)))
    },
    until: async (type, least = 1) =>
      void (await vi.waitUntil(() => count(type) >= least, { timeout: 90_000, interval: 2 })),
  }
}

/** The promises every speech vendor keeps, whoever leads the talk. */
export function describeSpeech(name: string, under: SpeechUnderTest): void {
  describe(`${name} keeps the speech contract`, () => {
    describeHearing(under)
    describeSaying(under)
    describeLosses(under)
  })
}

function describeHearing(under: SpeechUnderTest): void {
  test('what the caller says is heard whole, once, under the name it began with', async () => {
    await under.trouble({ is: 'none' })
    const { says, until, events, session } = await connect(under)
    says('Do you take insurance?')
    await until('heard')
    says('And where are you?')
    await until('heard', 2)
    session.close(1000, 'over')
    const of = <T extends SpeechEvent['type']>(type: T) =>
      events.filter((event): event is Extract<SpeechEvent, { type: T }> => event.type === type)
    expect(of('heard').map(({ text }) => text)).toEqual(['Do you take insurance?', 'And where are you?'])
    expect(of('heard').map(({ saidId }) => saidId)).toEqual(of('caller_began').map(({ saidId }) => saidId))
    expect(new Set(of('heard').map(({ saidId }) => saidId)).size).toBe(2)
    const order = events.map(({ type }) => type).filter((type) => /^caller|heard/.test(type))
    expect(order.slice(0, 2)).toEqual(['caller_began', 'caller_paused'])
    expect((await under.heard()).texts).toEqual(['Do you take insurance?', 'And where are you?'])
  })

  test('silence is heard as nothing', async () => {
    await under.trouble({ is: 'none' })
    const { session, events, says, until } = await connect(under)
    for (let nth = 0; nth < 100; nth += 1) session.hear(toBase64(silence(20)))
    says('Hello')
    await until('heard')
    session.close(1000, 'over')
    expect(events.filter(({ type }) => type === 'caller_began')).toHaveLength(1)
  })

  test('a session that is closed tells nothing more, and is closed at the far end', async () => {
    await under.trouble({ is: 'none' })
    const { session, events, says, until } = await connect(under)
    says('Hello')
    await until('heard')
    session.say('Good morning to you.', true)
    session.close(1000, 'over')
    const before = events.length
    says('Is anybody there?')
    await vi.waitUntil(async () => !(await under.heard()).isOpen, { timeout: 90_000, interval: 5 })
    expect(events).toHaveLength(before)
  })
}

function describeSaying(under: SpeechUnderTest): void {
  test('what is to be said exactly is on the line word for word, and is told of as such', async () => {
    await under.trouble({ is: 'none' })
    const { session, events, until, spoken } = await connect(under)
    session.say('Please call 911 now. Stay on the line.', true)
    await until('made')
    session.close(1000, 'over')
    expect(spoken()).toBe('Please call 911 now. Stay on the line.')
    const told = events.flatMap((event) => (event.type === 'words' ? event.text : []))
    expect(told.join('')).toBe('Please call 911 now. Stay on the line.')
    const about = events.filter((event) => ['audio', 'words', 'made'].includes(event.type))
    expect(about.every((event) => 'exact' in event && event.exact)).toBe(true)
    expect(events.at(-1)).toMatchObject({ type: 'made', how: 'whole' })
  })

  test('sentences that come one by one are said in their order, and an end without words ends nothing', async () => {
    await under.trouble({ is: 'none' })
    const { session, spoken } = await connect(under)
    session.say('We are open until five. ', false)
    session.say('On Sundays we are closed. ', false)
    session.say('', true)
    await vi.waitUntil(() => spoken().includes('closed.'), { timeout: 90_000, interval: 2 })
    session.close(1000, 'over')
    expect(spoken().trim().replaceAll('  ', ' ')).toMatch(/^We are open until five\. ?On Sundays we are closed\.$/)
  })

  test('a hush ends what is said, and what was to follow it', async () => {
    await under.trouble({ is: 'none' })
    const { session, events, until, spoken } = await connect(under)
    session.say('One two three four five six seven eight nine ten eleven twelve. '.repeat(8), true)
    await until('audio')
    session.say('And this comes after it.', true)
    session.hush()
    await until('made')
    session.say('What did you say?', true)
    await until('made', 2)
    session.close(1000, 'over')
    expect(events.flatMap((event) => (event.type === 'made' ? event.how : []))).toEqual(['stopped', 'whole'])
    expect(spoken()).not.toContain('after it')
    expect(spoken()).toContain('What did you say?')
  })

  test('a first sound that comes late comes all the same', async () => {
    await under.trouble({ is: 'slow', ms: 1_500 })
    const { session, until, spoken } = await connect(under)
    session.say('Here I am.', true)
    await until('made')
    session.close(1000, 'over')
    expect(spoken()).toBe('Here I am.')
  })

  test('what fails to be said is told as a reply that failed', async () => {
    await under.trouble({ is: 'fails' })
    const { session, events, until } = await connect(under)
    // One vendor fails when it has heard somebody, another when it is asked to speak.
    session.say('Good morning.', true)
    await until('made')
    session.close(1000, 'over')
    expect(events.find(({ type }) => type === 'made')).toMatchObject({ how: 'failed', exact: true })
  })

  test('everything that is said is μ-law that can be played', async () => {
    await under.trouble({ is: 'none' })
    const { session, events, until } = await connect(under)
    session.say('Hello there.', true)
    await until('made')
    session.close(1000, 'over')
    const audio = events.flatMap((event) => (event.type === 'audio' ? (fromBase64(event.payload) ?? []) : []))
    expect(audio.length).toBeGreaterThan(0)
    expect(audio.every((bytes) => bytes instanceof Uint8Array && isVoiced(bytes))).toBe(true)
  })
}

function describeLosses(under: SpeechUnderTest): void {
  test.each([
    { status: 401, reason: 'refused', again: false },
    { status: 400, reason: 'refused', again: false },
    { status: 429, reason: 'refused', again: true },
    { status: 503, reason: 'unreachable', again: true },
  ])('a connection refused with $status says whether to try again', async ({ status, reason, again }) => {
    await under.trouble({ is: 'refused', status })
    const failure = await connect(under).then(
      () => null,
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(SpeechFailure)
    expect((failure as SpeechFailure).loss).toEqual({ reason, again, code: String(status) })
  })

  test.each([
    { trouble: { is: 'closes', code: 1011 } as const, loss: { reason: 'closed', again: true, code: '1011' } },
    { trouble: { is: 'dies' } as const, loss: { reason: 'closed', again: true } },
    { trouble: { is: 'garbles' } as const, loss: { reason: 'refused', again: true, code: 'malformed' } },
  ])('a far end that $trouble.is in the middle of a word is told as lost, once, and then nothing', async (one) => {
    await under.trouble(one.trouble)
    const { events, says, until, session } = await connect(under)
    says('Do you take insurance?')
    await until('lost')
    says('Hello?')
    session.say('Hello.', true)
    await vi.waitUntil(async () => !(await under.heard()).isOpen, { timeout: 90_000, interval: 5 })
    expect(events.filter(({ type }) => type === 'lost')).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({ type: 'lost', loss: one.loss })
  })
}
