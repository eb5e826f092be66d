import { describe, expect, test } from 'vitest'
import { clinic } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'
import type { Talk } from '../../../../test/builders/tool-room.ts'

const toolNames = (talk: Talk): string[] => talk.called.map(({ name }) => name)
const CLEANING = ['cleaning', '2026-12-01T10:00'] as const
const FILLING = ['filling', '2026-12-03T14:00'] as const

describe('moving a booking', () => {
  test('says which, finds a time, and asks before it moves', async () => {
    const talk = await play(
      clinic,
      [
        ['I need to reschedule my appointment', 'your cleaning, Tuesday, December 1 at 10 AM', 'When would you like'],
        ['Thursday at two', 'from Tuesday, December 1 at 10 AM to Thursday, November 26 at 2 PM', 'Shall I'],
        ['yes please', 'moved', '2 PM'],
      ],
      { own: [CLEANING] },
    )
    expect(toolNames(talk)).toEqual(['my_bookings', 'find_slots', 'reschedule'])
    expect(talk.called[1]?.args).toMatchObject({ booking: 1 })
  })

  test('of several asks which, and understands the service', async () => {
    await play(
      clinic,
      [
        ['can I change my appointment', 'cleaning.*; and a filling', 'Which one'],
        ['the filling', 'your filling', 'When'],
        ['Friday at nine', 'your filling from'],
        ['go ahead', 'filling booking is moved'],
      ],
      { own: [CLEANING, FILLING] },
    )
  })

  test.each([
    'can you move my Thursday filling to Friday afternoon',
    'I have to reschedule my filling to Friday afternoon',
    'please move the filling from Thursday to Friday afternoon',
  ])('understands "%s" at once', async (said) => {
    const talk = await play(clinic, [[said, 'your filling', 'Friday, November 27 at 12 PM']], {
      own: [CLEANING, FILLING],
    })
    expect(talk.bookings[1]?.startsAtMs).toBe(Date.parse('2026-12-03T19:00:00Z'))
  })

  test('looks around the old time when asked for later that day', async () => {
    await play(
      clinic,
      [
        ['I want to move my appointment', 'When'],
        ['do you have anything later that day', 'December 1 at 10:30 AM'],
      ],
      { own: [CLEANING] },
    )
  })

  test('of none says so, and offers what there is', async () => {
    await play(clinic, [
      ['I need to move my appointment', "can't find", 'message'],
      ['book a new one', 'What would you like to book'],
    ])
  })

  test('just made needs no looking up', async () => {
    const talk = await play(clinic, [
      ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
      ['yes', 'booked'],
      ['can we make that Thursday instead', 'to Thursday, November 26 at 10 AM'],
      ['yes', 'moved'],
      ['actually cancel that', 'Shall I cancel it', 'November 26'],
      ['yes', 'cancelled'],
    ])
    expect(toolNames(talk)).not.toContain('my_bookings')
    expect(talk.bookings[0]?.status).toBe('cancelled')
  })

  test('is not done when the caller thinks better of it', async () => {
    const talk = await play(
      clinic,
      [
        ['move my appointment to Thursday at two', 'Shall I'],
        ['no', 'What other'],
        ['never mind', 'dropped'],
      ],
      { own: [CLEANING] },
    )
    expect(toolNames(talk)).not.toContain('reschedule')
  })
})

describe('cancelling a booking', () => {
  test('says which and asks first, and offers another time', async () => {
    const talk = await play(
      clinic,
      [
        ['I need to cancel my appointment', 'your cleaning', 'Shall I cancel it'],
        ['yes', 'is cancelled', 'another time'],
        ['no thanks', 'anything else'],
      ],
      { own: [CLEANING] },
    )
    expect(toolNames(talk)).toEqual(['my_bookings', 'cancel'])
  })

  test('keeps the reason that was given', async () => {
    const talk = await play(
      clinic,
      [
        ["I have to cancel my cleaning because I'm out of town", 'Shall I cancel it'],
        ['yes', 'cancelled'],
      ],
      { own: [CLEANING] },
    )
    expect(talk.called.at(-1)?.args).toMatchObject({ reason: "I'm out of town" })
  })

  test('is not done on a no', async () => {
    const talk = await play(
      clinic,
      [
        ['cancel my appointment', 'Shall I'],
        ['no, keep it', 'left it as it is', 'anything else'],
      ],
      { own: [CLEANING] },
    )
    expect(toolNames(talk)).toEqual(['my_bookings'])
  })

  test('and then finding another time books it', async () => {
    await play(
      clinic,
      [
        ['cancel my appointment', 'Shall I'],
        ['yes', 'another time'],
        ['yes, Friday at nine', '9 AM.*is free', 'Shall I'],
        ['yes', 'name'],
        ['Ann', '9 AM'],
        ['yes', "You're booked"],
      ],
      { own: [CLEANING] },
    )
  })

  test('in the middle of a booking comes back to the booking', async () => {
    await play(
      clinic,
      [
        ['a filling on Friday', 'Friday'],
        ['wait, I need to cancel my existing appointment', 'your cleaning', 'Shall I cancel'],
        ['yes', 'cancelled', 'go on with booking a filling'],
        ['yes', 'Friday, November 27'],
      ],
      { own: [CLEANING] },
    )
  })

  test('by somebody who cannot come asks whether to move it instead', async () => {
    await play(
      clinic,
      [
        ["I can't make it to my appointment", 'move it.*or cancel'],
        ['move it please', 'When would you like'],
      ],
      { own: [CLEANING] },
    )
  })

  test('tells when the appointment is, to who asks', async () => {
    await play(clinic, [['when is my appointment?', 'a cleaning Tuesday, December 1 at 10 AM', 'anything else']], {
      own: [CLEANING],
    })
  })
})

describe('whoever has a visit already', () => {
  const own = { own: [['cleaning', '2026-11-25T10:00']] } as const

  test.each([
    'I want to make sure you still have me down for wednesday',
    'is my appointment wednesday or thursday',
    'my appointment wednesday, is it with doctor patel',
  ])('hears what it is: %s', async (said) => {
    await play(clinic, [[said, 'You have a cleaning Wednesday, November 25 at 10 AM with Dr. Patel']], own)
  })

  test('who says yes to two times to move it to is read back the first', async () => {
    const talk = await play(
      clinic,
      [
        ['I need to move my appointment', 'When would you like'],
        ['any time thursday', '8 AM or 10 AM'],
        ['ok', 'to Thursday, November 26 at 8 AM', 'Shall I do that'],
        ['yes', 'Done'],
      ],
      own,
    )
    expect(talk.bookings).toHaveLength(1)
  })

  test('who stands before a locked door is put through to somebody', async () => {
    const talk = await play(clinic, [["I'm here for my ten o'clock, the door is locked", '!offer']], own)
    expect(talk.called.map(({ name }) => name)).toEqual(['transfer'])
  })
})
