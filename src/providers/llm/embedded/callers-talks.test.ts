import { expect, test } from 'vitest'
import { clinic, salon } from '../../../../test/builders/businesses.ts'
import { type Line, play } from '../../../../test/builders/play.ts'
import type { TalkSetup } from '../../../../test/builders/tool-room.ts'

const BOOKED: TalkSetup = { own: [['cleaning', '2026-11-25T10:00']], name: 'Ann Lee' }

interface Row {
  readonly promise: string
  readonly business: unknown
  readonly lines: readonly Line[]
  readonly setup?: TalkSetup
  /** What was filed for the business's people, where that is the point. */
  readonly filed?: readonly unknown[]
}

const COMPLAINTS: readonly Row[] = [
  {
    promise: 'a complaint that is told with its word is not asked for again',
    business: salon,
    lines: [
      ['I have a complaint, my color came out orange', 'take a message', 'Name'],
      ['Dee Orr', 'best one to reach you'],
      ['yes', 'my color came out orange', 'Shall I send it'],
    ],
  },
  {
    promise: 'a complaint without its word is passed on, and what is added to it is not lost',
    business: clinic,
    lines: [
      ["I'm very unhappy with how I was treated yesterday", 'sorry to hear', 'pass that on', 'Name'],
      ['the hygienist was rude to me', '!The next times', 'Name'],
      ['Dee Orr', 'best one to reach you'],
      ['yes', 'how I was treated yesterday', 'was rude to me', 'Shall I send it'],
      ['yes', 'passed your message on'],
    ],
    filed: [{ kind: 'message', details: { name: 'Dee Orr' } }],
  },
  {
    promise: 'a complaint told where the name was asked for is not asked for again',
    business: clinic,
    lines: [
      ['I want to make a complaint', 'Name'],
      ['your receptionist hung up on me', 'Name'],
      ['Dee Orr', 'best one to reach you'],
      ['yes', 'your receptionist hung up on me', 'Shall I send it'],
    ],
  },
]

const RETURNS: readonly Row[] = ["ok sorry I'm back", "okay I'm here, sorry", 'right, back now'].map((said) => ({
  promise: `"${said}" goes on with the question, and is no yes to it`,
  business: clinic,
  lines: [
    ['a cleaning tomorrow at 10', 'Shall I book it'],
    ['hold on', 'Take your time'],
    [said, 'Shall I book it', '!name'],
    ['yes', 'name'],
  ],
}))

const WITH_WHOM: readonly Row[] = [
  {
    promise: 'whoever asks whether it is with somebody is told whom it is with, before and after it is booked',
    business: salon,
    lines: [
      ['a haircut tomorrow at 10', 'with Ana', 'Shall I book it'],
      ['Is it with Jordan?', "No, that's with Ana", 'Shall I book it'],
      ['yes', 'name'],
      ['Dee Orr', 'Shall I book that'],
      ['who is it with?', "That's with Ana", '!AI assistant'],
      ['yes', "You're booked"],
      ['Is that with Jordan?', "No, that's with Ana"],
      ['is it with Ana', "Yes, that's with Ana"],
    ],
  },
  {
    promise: 'whom a visit is with is told of one that was booked before',
    business: clinic,
    lines: [
      ['is it with Dr. Kim?', 'with Dr. Patel'],
      ['so is it with Dr. Patel', "Yes, that's with Dr. Patel"],
    ],
    setup: BOOKED,
  },
]

test.each([...COMPLAINTS, ...RETURNS, ...WITH_WHOM])('$promise', async ({ business, lines, setup, filed }) => {
  const talk = await play(business, lines, setup)
  if (filed) expect(talk.filed).toMatchObject(filed)
})
