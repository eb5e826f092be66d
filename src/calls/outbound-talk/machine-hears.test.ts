import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IdentityCheck } from '../../agents/outbound-section.ts'
import type { Party } from './party.ts'
import { leadIn, leadWith, NOT_BEGUN, type LeadDeed, type LeadFacts, type LeadState } from './lead-in.ts'
import { judge, NOBODY_YET, type PartyEvent } from './party.ts'

const FACTS: LeadFacts = {
  matter: 'reminder',
  check: 'none',
  name: 'Ana Ortiz',
  birth: '1980-05-03',
  isAsked: true,
  clock: { nowMs: Date.parse('2026-11-23T15:00:00Z'), timeZone: 'America/New_York' },
}

/** What is heard one after the other: words, the carrier's judgement, or a key. */
type Heard = string | { readonly amd: Party } | { readonly key: string }

/** What is done with whatever it is that says this, as a call does it. */
function done(check: IdentityCheck, said: readonly Heard[]): readonly LeadDeed[] {
  let party = NOBODY_YET
  let lead: LeadState = NOT_BEGUN
  const deeds: LeadDeed[] = []
  for (const [index, heard] of said.entries()) {
    const before = party
    const { state, act } = judge(party, eventOf(heard, 2_000 + index * 2_000))
    party = state
    if (typeof heard === 'object' && 'amd' in heard) continue
    if (act !== 'talk') continue
    const input =
      typeof heard === 'string'
        ? ({ type: 'said', text: heard } as const)
        : ({ type: 'pressed', digit: heard.key } as const)
    const step = leadIn(leadWith(lead, before), input, { ...FACTS, check })
    lead = step.lead
    deeds.push(step.does)
  }
  return deeds
}

function eventOf(heard: Heard, msSinceAnswer: number): PartyEvent {
  if (typeof heard === 'string') return { type: 'heard', text: heard, msSinceAnswer }
  return 'amd' in heard ? { type: 'amd', answeredBy: heard.amd } : { type: 'pressed' }
}

const PRIVATE: ReadonlySet<LeadDeed> = new Set<LeadDeed>(['tell_matter', 'ask_matter', 'confirm', 'move', 'converse'])

const MACHINES: readonly (readonly Heard[])[] = [
  ['Hi, this is Ana.', "I can't come to the phone.", 'Leave a message.'],
  ['Hi, this is Ana Ortiz.', 'Please leave your name and number.'],
  ['Ana Ortiz.', 'is not available.', 'At the tone, please record your message.'],
  ['Hola, soy Ana.', 'Deje su mensaje después del tono.'],
  ['Your call has been forwarded to an automated voice messaging system.', 'Ana Ortiz', 'is not available.'],
  ['Your call has been forwarded to voicemail.', 'The Ortiz family', 'Thanks and have a great day'],
  ["The person you're trying to reach", 'Ana Ortiz', 'Ana', 'is not available'],
  [{ amd: 'machine' }, 'Hello, this is Ana.', 'Ana Ortiz'],
  [{ amd: 'machine' }, 'Ana Ortiz', 'Ana Ortiz'],
  ['Hello, this is Ana.', { amd: 'machine' }, 'Ana Ortiz', 'Have a blessed day'],
  ['Please say your name and why you are calling.', 'Okay, Ana Ortiz', 'Ana Ortiz'],
  ["Hi, if you record your name and reason for calling, I'll see if this person is available.", 'Thanks.', 'Ana Ortiz'],
  ['Did you know that you can visit our website', 'Most questions are answered there', 'For sales, press one.'],
  ['Thank you for calling Acme. For sales, press one.', 'One moment please', 'Ana Ortiz', 'Thank you for holding'],
  ['Thanks. Please stay on the line.', 'Ana Ortiz', { amd: 'machine' }, 'Ana Ortiz', 'is not available'],
  ['Great Smiles', 'Perfect teeth for everyone', 'Right on Main Street'],
  ['The Ortiz family', 'Thanks and have a great day', 'It is Monday'],
]

describe('a machine hears nothing private', () => {
  const cases = MACHINES.flatMap((said) =>
    (['none', 'name', 'date_of_birth'] as const).map((check) => ({ said, check })),
  )

  test.each(cases)('with check $check: $said', ({ said, check }) => {
    expect(done(check, said).filter((deed) => PRIVATE.has(deed))).toEqual([])
  })

  test('however its greeting is cut, and whenever the carrier makes up its mind', () => {
    const machine = fc.constantFrom(...MACHINES).map((said) => said.filter((heard) => typeof heard === 'string'))
    const cut = fc.tuple(machine, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }))
    fc.assert(
      fc.property(cut, fc.constantFrom('none' as const, 'date_of_birth' as const), ([said, cuts], check) => {
        const words = said.join(' ').split(' ')
        const pieces = words.reduce<string[]>(
          (parts, word, at) =>
            at > 0 && cuts[at] !== true ? [...parts.slice(0, -1), `${parts.at(-1)} ${word}`] : [...parts, word],
          [],
        )
        const heard: readonly Heard[] = [{ amd: 'machine' }, ...pieces]
        expect(done(check, heard).filter((deed) => PRIVATE.has(deed))).toEqual([])
      }),
    )
  })
})

describe('a person is still a person', () => {
  test.each<[string, IdentityCheck, readonly Heard[]]>([
    [
      'after their phone has asked who calls',
      'none',
      ['Please say your name and why you are calling.', 'Hello?', 'Sure'],
    ],
    [
      'after their phone was told who calls by how the call began, however late the carrier judges it',
      'none',
      ['Thanks. Please stay on the line.', 'Hello, this is Ana.', { amd: 'machine' }, 'Yes, sure.'],
    ],
    ['who picks up after their own greeting', 'name', ['Leave a message after the tone.', 'Hello?', 'This is Ana.']],
    ['whom the carrier takes for a machine', 'none', [{ amd: 'machine' }, 'Hello?', 'Yes, sure.']],
    ['who gives a name, and gives it again when asked', 'name', ['Hi, this is Ana.', 'Ana Ortiz']],
    ['who presses a key', 'none', [{ amd: 'machine' }, { key: '1' }]],
    ['who says to go ahead', 'none', ['Hello?', 'Go ahead.']],
  ])('%s', (_, check, said) => {
    expect(done(check, said)).toContain('tell_matter')
  })
})
