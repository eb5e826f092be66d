import { describe, expect, test } from 'vitest'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'
import type { Talk } from '../../../../test/builders/tool-room.ts'

const toolNames = (talk: Talk): string[] => talk.called.map(({ name }) => name)
const bookCall = (talk: Talk): Readonly<Record<string, unknown>> | undefined =>
  talk.called.find(({ name }) => name === 'book')?.args

describe('a booking', () => {
  test('takes a service, a time, a name and a yes', async () => {
    const talk = await play(clinic, [
      ["I'd like to book a cleaning", 'Monday November 23', '11 AM or 1 PM', 'Which'],
      ['the first one', 'name'],
      ['Ann Lee', '11 AM', 'Ann Lee', 'Shall I book'],
      ['yes', "You're booked", 'cleaning', '11 AM', 'Ann Lee', 'anything else'],
      ["no, that's all", 'Goodbye'],
    ])
    expect(toolNames(talk)).toEqual(['find_slots', 'hold_slot', 'book', 'end_call'])
    expect(talk.bookings).toHaveLength(1)
  })

  test('with everything in one breath takes one yes', async () => {
    const talk = await play(clinic, [
      [
        "Hi, this is Ann Lee, I'd like to book a cleaning next Tuesday at two thirty",
        'December 1 at 2:30 PM',
        'Ann Lee',
        'Shall I book',
      ],
      ['yep', "You're booked", '2:30 PM'],
    ])
    expect(bookCall(talk)).toMatchObject({ name: 'Ann Lee', option: 1 })
  })

  test('at an exact time that is free is offered just that', async () => {
    await play(clinic, [
      ['can I get my teeth cleaned on Tuesday at ten', '10 AM', 'is free. Shall I book it?'],
      ['sounds good', 'name'],
      ["it's Ann", 'Ann', 'Shall I book that'],
      ['that works', "You're booked"],
    ])
  })

  test('at a time that is taken is offered the nearest', async () => {
    await play(clinic, [['a cleaning tomorrow at ten please', "don't have anything", 'nearest', '!10 AM or']], {
      taken: ['2026-11-24T10:00'],
    })
  })

  test('asks one thing at a time', async () => {
    const talk = await play(clinic, [
      ['I need to come in', 'What would you like to book', '!name'],
      ['a checkup', 'Which'],
      ['1 pm', 'name'],
      ['Sam', 'Shall I book that'],
      ['please do', "You're booked", 'check-up'],
    ])
    expect(talk.bookings[0]?.serviceSlug).toBe('check-up')
  })

  test.each(['cleanin', 'a teeth cleaning', 'teeth cleened', 'I want my teeth cleaned', 'see the hygienist'])(
    'understands the service in "%s"',
    async (said) => {
      const talk = await play(clinic, [
        ['book an appointment', 'What would you like'],
        [said, 'Which'],
      ])
      expect(talk.called[0]?.args).toMatchObject({ service: 'cleaning' })
    },
  )

  test('of something that is not offered says what is', async () => {
    await play(clinic, [
      ['I want to book a massage', 'not sure we offer that', 'cleaning', 'filling'],
      ['a crowne then', 'Which'],
    ])
  })

  test('does not take a name for what is offered', async () => {
    await play(clinic, [["hi, this is Thomas, I'd like to book an appointment", 'What would you like', '!not sure']])
  })

  test('between services with a word in common is settled by asking', async () => {
    const document = {
      ...salon,
      skills: {
        booking: {
          services: [
            { id: 'womens', name: "Women's haircut", minutes: 30, resources: ['Ana'] },
            { id: 'mens', name: "Men's haircut", minutes: 30, resources: ['Ana'] },
          ],
        },
      },
    }
    const talk = await play(document, [
      ['a haircut please', 'Which would you like', 'Women', 'Men'],
      ["the men's one", 'times I have'],
    ])
    expect(talk.called[0]?.args).toMatchObject({ service: 'mens' })
  })

  test('where there is one service does not ask which', async () => {
    await play(restaurant, [["I'd like to make a reservation", 'times I have']])
  })

  test('of a table counts the people, and does not take them for an hour', async () => {
    const talk = await play(restaurant, [
      ['a table for four on Friday at seven', '7 PM is free'],
      ['yes please', 'name', '!how many'],
      ['Marta Silva', 'number of people, 4'],
      ['make it five people', 'number of people, 5'],
      ['perfect', "You're booked"],
    ])
    expect(bookCall(talk)).toMatchObject({ fields: { party_size: '5' }, name: 'Marta Silva' })
  })

  test('asks what the service requires', async () => {
    const talk = await play(restaurant, [
      ['dinner Saturday at eight pm', 'is free'],
      ['yes', 'how many people'],
      ['six', 'name'],
      ['Park', '6', 'Park'],
      ['yes', "You're booked"],
    ])
    expect(bookCall(talk)).toMatchObject({ fields: { party_size: '6' } })
  })

  test('with a person of choice is with them', async () => {
    const talk = await play(salon, [
      ['can I get a haircut with Marcus on Wednesday at two', '2 PM with Marcus'],
      ['yeah', 'name'],
      ['Dana', 'Marcus', 'Dana'],
      ['go ahead', "You're booked"],
    ])
    expect(talk.called[0]?.args).toMatchObject({ resource: 'Marcus' })
  })

  test('leaves the choice of person open where the business does', async () => {
    await play(salon, [
      ['a haircut please', 'You can also ask for Ana or Marcus'],
      ['with Marcus', 'with Marcus'],
    ])
  })

  test('for somebody else asks for their name', async () => {
    await play(clinic, [
      ['I need a cleaning for my daughter on Friday at nine', 'is free'],
      ['sure', "your daughter's name"],
      ['Emma', 'for Emma'],
      ['yes', 'Emma'],
    ])
  })

  test('for somebody named keeps the name', async () => {
    const talk = await play(clinic, [
      ['a cleaning for my son Tommy on Friday at 9', 'for Tommy'],
      ['yes', "You're booked"],
    ])
    expect(bookCall(talk)).toMatchObject({ name: 'Tommy' })
  })

  test('of a caller whose name is known does not ask for it', async () => {
    const talk = await play(
      clinic,
      [
        ['book a cleaning', 'Which'],
        ['the first one', 'for Ann Lee'],
        ['yes', 'Ann Lee'],
      ],
      { name: 'Ann Lee' },
    )
    expect(bookCall(talk)).toMatchObject({ name: 'Ann Lee' })
  })

  test('of a caller whose name is known can be for another', async () => {
    const talk = await play(
      clinic,
      [
        ['book a cleaning', 'Which'],
        ['the first one', 'for Ann Lee'],
        ["no, it's for Bob Ray", 'for Bob Ray'],
        ['yes', 'Bob Ray'],
      ],
      { name: 'Ann Lee' },
    )
    expect(bookCall(talk)).toMatchObject({ name: 'Bob Ray' })
  })

  test('that the business has to confirm is called a request', async () => {
    await play(practice, [
      ['I want a physical on Thursday at nine, my name is Bo Diaz', 'Shall I book'],
      ['yes', 'put in your request', 'confirm', "!You're booked"],
    ])
  })

  test('of a sore tooth begins with the visit for it', async () => {
    const talk = await play(clinic, [['my tooth hurts', 'sorry to hear', 'times I have']])
    expect(talk.called[0]?.args).toMatchObject({ service: 'emergency-visit' })
  })

  test('after another of the same does not ask again for what', async () => {
    const talk = await play(clinic, [
      ['a cleaning Friday at nine, this is Ann Lee', 'Shall I'],
      ['yes', 'booked'],
      ['I need another one for my son Max on Friday at eleven', 'for Max'],
      ['yes', 'Max'],
    ])
    expect(talk.bookings.map(({ serviceSlug }) => serviceSlug)).toEqual(['cleaning', 'cleaning'])
  })
})

describe('an offer', () => {
  const offered = ['a cleaning on Tuesday', '8 AM or 10 AM'] as const
  test.each([
    ['the later one', '10 AM'],
    ['eight works', '8 AM'],
    ['either', '8 AM'],
    ['the 10 am one please', '10 AM'],
    ['whichever is earlier', '8 AM'],
  ])('answered by "%s" is %s', async (said, time) => {
    await play(clinic, [[...offered], [said, 'name'], ['Ann', time]])
  })

  test('of two is not chosen by a yes: the first is proposed', async () => {
    await play(clinic, [[...offered], ['yes', '8 AM .* is free. Shall I book it', '!10 AM'], ['no, ten', '10 AM|name']])
  })

  test.each([
    ['anything earlier?', 'earlier'],
    ['do you have something later', 'later'],
    ['how about another day', 'another_day'],
    ['what else do you have', 'later'],
  ])('answered by "%s" looks on', async (said, refine) => {
    const talk = await play(clinic, [['a cleaning on Wednesday morning', 'Wednesday'], [said]])
    expect(talk.called.at(-1)).toMatchObject({ name: 'find_slots', args: { refine } })
  })

  test.each([
    'no, Thursday',
    'do you have Thursday instead',
    'what about Thursday?',
    "Tuesday doesn't work, Thursday is better",
  ])('answered by "%s" moves to that day', async (said) => {
    const talk = await play(clinic, [[...offered], [said, 'Thursday, November 26']])
    expect(talk.called.at(-1)?.args).toMatchObject({ refine: 'refine' })
  })

  test('that is refused asks for another time, and the words for it are kept', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday afternoon', '12 PM or 2 PM'],
      ['neither', 'What other day'],
      ['what about Thursday', 'Thursday, November 26 at 12 PM'],
    ])
  })

  test('can be taken up after it was refused', async () => {
    await play(clinic, [[...offered], ['no', 'What other'], ['okay then, the first one', 'name'], ['Ann', '8 AM']])
  })

  test('is narrowed by words that fit several', async () => {
    await play(clinic, [[...offered], ['Tuesday', 'Which would you like', '8 AM or 10 AM']])
  })

  test('is followed by another service', async () => {
    const talk = await play(clinic, [
      ['a cleaning on Thursday afternoon', 'Thursday'],
      ['actually make it a filling', 'Thursday'],
      ['the first one', 'name'],
      ['Ann', 'filling'],
      ['yes', 'filling'],
    ])
    expect(talk.bookings[0]?.serviceSlug).toBe('filling')
  })

  test('is followed by another person', async () => {
    const talk = await play(clinic, [
      ['a check-up on Thursday', 'Dr. Patel'],
      ['what about with Dr. Kim', 'Dr. Kim'],
    ])
    expect(talk.called.at(-1)?.args).toMatchObject({ resource: 'Dr. Kim' })
  })

  test('of the earliest is taken by asking for the soonest', async () => {
    await play(clinic, [
      ['a cleaning please', '11 AM or 1 PM'],
      ["what's the soonest you have", 'name'],
      ['Ann', '11 AM'],
    ])
  })

  test('of another day keeps the time that was chosen, when asked to', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', '8 AM or 10 AM'],
      ['ten', 'name'],
      ['no, Wednesday', 'Wednesday'],
      ['same time please', 'November 25 at 10 AM'],
    ])
  })

  test('takes a full name ahead of the question for it', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', 'Which'],
      ['Katherine Johnson', 'Which'],
      ['ten', 'Katherine Johnson', 'Shall I book that'],
    ])
  })

  test('of one time is taken by a yes', async () => {
    await play(clinic, [
      ['a cleaning tomorrow at ten', 'Shall I book it'],
      ['uh huh', 'name'],
    ])
  })
})

describe('a correction at the read-back', () => {
  const upTo = [
    ['a cleaning tomorrow at ten', 'free'],
    ['yes', 'name'],
    ['Ann', 'Shall I book that'],
  ] as const
  test.each([
    ['no, Thursday', 'Thursday, November 26 at 10 AM'],
    ['make it three instead', 'November 24, at 3 PM'],
    ['no, my name is Anne', 'for Anne'],
    ['no, Anna Lee', 'for Anna Lee'],
    ['yes but make it eleven', '11 AM'],
    ['actually I want a filling', 'filling'],
  ])('"%s" is taken in and read back', async (said, words) => {
    const talk = await play(clinic, [...upTo.map((line) => [...line] as const), [said, words, '!booked:']])
    expect(toolNames(talk)).not.toContain('book')
  })

  test('without a word of what is wrong is asked for', async () => {
    await play(clinic, [
      ...upTo,
      ['no', 'What shall I change'],
      ['the time', 'What other'],
      ['eleven', '11 AM', 'Shall I book that'],
      ['yes', '11 AM'],
    ])
  })

  test('of the name alone asks for the name', async () => {
    await play(clinic, [
      ...upTo,
      ["that's not right", 'What shall I change'],
      ['the name', 'name'],
      ['Bob', 'for Bob'],
      ['yes', 'Bob'],
    ])
  })

  test('to nothing at all drops it', async () => {
    const talk = await play(clinic, [...upTo, ['actually never mind', 'dropped', 'anything else'], ['no', 'Goodbye']])
    expect(talk.bookings).toEqual([])
  })
})
