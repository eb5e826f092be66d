import { describe, expect, test } from 'vitest'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { key, play, silence } from '../../../../test/builders/play.ts'
import type { Talk } from '../../../../test/builders/tool-room.ts'

const toolNames = (talk: Talk): string[] => talk.called.map(({ name }) => name)

describe('a message', () => {
  test('is asked for field by field, read back and passed on', async () => {
    const talk = await play(clinic, [
      ['can I leave a message', 'name'],
      ['Ann Lee', 'number you are calling from'],
      ['yes', 'pass on'],
      ['please have Dr. Patel call me about my crown', 'Ann Lee', 'call me about my crown', 'Shall I send'],
      ['yes', 'passed your message on'],
    ])
    expect(talk.filed).toMatchObject([
      { kind: 'message', details: { name: 'Ann Lee', message: 'have Dr. Patel call me about my crown' } },
    ])
  })

  test('given at once is not asked for again', async () => {
    await play(clinic, [
      ["can you tell Dr. Patel that I'm running ten minutes late", 'name'],
      ['Sam Hill', 'number you are'],
      ['yes', "I'm running ten minutes late", 'Shall I send'],
    ])
  })

  test('about cancelling is a message, not a cancellation', async () => {
    const talk = await play(clinic, [
      ['leave a message', 'name'],
      ['Ann', 'number'],
      ['yes', 'pass on'],
      ['I would like to cancel my appointment with Dr. Kim', 'cancel my appointment', 'Shall I send'],
    ])
    expect(toolNames(talk)).toEqual([])
  })

  test('from a hidden number asks for one, and takes a correction', async () => {
    const talk = await play(
      clinic,
      [
        ['take a message please', 'name'],
        ['Pat Brown', 'number'],
        ['two one two five five five oh one four two', '2 1 2, 5 5 5, 0 1 4 2. Is that right'],
        ['yes', 'pass on'],
        ['call me back about my bill', 'my bill', 'Shall I send'],
        ['no', 'Which part'],
        ['the number', 'number'],
        ['212 555 0199', '0 1 9 9. Is that right'],
        ["yes that's it", 'Shall I send'],
        ['yes', 'passed'],
      ],
      { phone: null },
    )
    expect(talk.filed[0]?.details).toMatchObject({ phone: '+12125550199' })
  })

  test('that cannot be saved is not said to be taken', async () => {
    await play(
      clinic,
      [
        ['leave a message', 'name'],
        ['Ann', 'number'],
        ['yes', 'pass on'],
        ['hello there doctor', 'Shall I send'],
        ['yes', "couldn't save", '!passed'],
        ['yes', 'passed your message on'],
      ],
      { trouble: { file_task: 1 } },
    )
  })
})

describe('a refill request', () => {
  test('takes what it needs, spells the name back and promises no more than the document', async () => {
    const talk = await play(practice, [
      ['I need a refill on my lisinopril', "patient's name"],
      ['Ann Lee', 'date of birth'],
      ['March fifth nineteen eighty', 'March 5, 1980. Is that right'],
      ['yes', 'pharmacy'],
      ['CVS on Main Street', 'number you are calling from'],
      ['yes', 'Ann Lee, spelled A, N, N, L, E, E', '!March 5', 'lisinopril', 'CVS on Main Street'],
      ['no, the pharmacy is Walgreens', 'Walgreens'],
      ['yes', 'within two working days'],
    ])
    expect(talk.filed).toMatchObject([
      { kind: 'refill', details: { medication: 'lisinopril', dob: '1980-03-05', pharmacy: 'Walgreens' } },
    ])
  })

  test('of a medicine that is never taken promises nothing', async () => {
    await play(practice, [
      ['refill please', 'name'],
      ['Bob Jones', 'birth'],
      ['3/5/80', 'March 5, 1980 or May 3, 1980'],
      ['March', 'medication'],
      ['The oxycodone.', 'pharmacy'],
      ['CVS', 'number'],
      ['yes', 'medication, oxycodone; pharmacy, CVS', 'Shall I send'],
      ['yes', "can't take a request", '!two working days'],
    ])
  })

  test('asks again for what cannot be a date', async () => {
    await play(practice, [
      ['I ran out of my metformin', 'name'],
      ['Bob', 'birth'],
      ['I was born in the summer', "didn't catch", 'birth'],
      ['July 4 1976', 'July 4, 1976'],
      ['correct', 'pharmacy'],
    ])
  })

  test('where there are none is not begun', async () => {
    await play(clinic, [
      ['I need a prescription refill', "can't do that", 'message'],
      ['yes', 'name'],
    ])
  })

  test('begins with a key', async () => {
    await play(practice, [[key('2'), "patient's name"]])
  })
})

describe('a person', () => {
  test('is put through to while open', async () => {
    await play(clinic, [['can I speak to someone please', 'connecting you']])
  })

  test('is asked to call back where nobody can be reached', async () => {
    await play(salon, [['let me talk to a human', 'call you back', 'anything else']])
  })

  test('who cannot be reached is replaced by a message', async () => {
    await play(
      salon,
      [
        ['representative', 'message'],
        ['yes', 'name'],
      ],
      { phone: null },
    )
  })
})

describe('silence', () => {
  test('from the beginning is told what can be done, and in the end a goodbye', async () => {
    const talk = await play(clinic, [
      [silence(1), 'book', 'message'],
      [silence(2), 'help|hear'],
      [silence(3), 'Goodbye'],
    ])
    expect(talk.called).toMatchObject([{ name: 'end_call', args: { reason: 'silence' } }])
  })

  test('in a booking asks again, more briefly the second time', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', '8 AM or 10 AM'],
      [silence(1), 'still there', '8 AM or 10 AM'],
      [silence(2), '8 AM or 10 AM', '!still there'],
      ['the first', 'name'],
    ])
  })
})

describe('a key', () => {
  test('picks the time of its number', async () => {
    await play(salon, [
      ['color on Tuesday', 'Which'],
      [key('2'), 'name'],
      ['Ann', '10 AM'],
    ])
  })

  test('that the document maps does that instead', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', '8 AM or 10 AM'],
      [key('9'), '8 AM or 10 AM'],
      [key('1'), 'What would you like to book'],
    ])
  })

  test('that means nothing is answered in words', async () => {
    await play(clinic, [
      [key('5'), "doesn't do anything", 'help'],
      ['cleaning', 'Which'],
      [key('7'), "doesn't do anything", 'Which'],
    ])
  })
})

describe('what was not understood', () => {
  test('twice in a row is met with a person or a message', async () => {
    await play(clinic, [
      ['flurb', "didn't catch", 'You can say'],
      ['gribble grabble', 'having trouble', 'call you back', 'message'],
      ['a message then', 'name'],
    ])
  })

  test('after something understood counts from the beginning', async () => {
    await play(clinic, [
      ['flurb', "didn't catch"],
      ['cleaning please', 'Which'],
      ['gribble', "didn't catch", '!having trouble'],
    ])
  })

  test('is asked for again, in other words', async () => {
    await play(clinic, [
      ['a cleaning tomorrow at ten', 'Shall I book'],
      ['yes', 'name'],
      ['blorp zzz qqq 7', "didn't catch", 'name'],
      ['Ann', 'Ann'],
    ])
  })

  test.each([
    'what?',
    'sorry?',
    'can you repeat that',
    'say again',
    "I didn't catch that",
    'pardon me',
    'what did you say',
  ])('by the caller, "%s", is said again', async (said) => {
    await play(clinic, [
      ['a cleaning on Tuesday', '8 AM or 10 AM'],
      [said, '8 AM or 10 AM'],
      ['the first', 'name'],
    ])
  })

  test.each(['hold on', 'one moment please', 'let me check my calendar', 'just a second', 'hang on, let me look'])(
    '"%s" is given time, and loses nothing',
    async (said) => {
      await play(clinic, [
        ['a cleaning on Tuesday', '8 AM or 10 AM'],
        [said, 'Take your time'],
        ['what was that?', '8 AM or 10 AM'],
        ['ten works', 'name'],
      ])
    },
  )

  test.each(['hello?', 'are you there?', 'can you hear me'])(
    '"%s" is answered with the question that is open',
    async (said) => {
      await play(clinic, [
        ['a cleaning on Tuesday', '8 AM or 10 AM'],
        [said, '8 AM or 10 AM'],
      ])
    },
  )
})

describe('what was not heard', () => {
  test('of a booking is said again before anything else', async () => {
    await play(clinic, [
      ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
      ['yes', "You're booked"],
      ['(none) where can I park', "^You're booked.*behind the building"],
      ['thanks', "!You're booked"],
    ])
  })

  test('of a read-back makes a yes no yes', async () => {
    const talk = await play(clinic, [
      ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
      ['(none) yes', 'Shall I book that', '!booked:'],
      ['yes', "You're booked"],
    ])
    expect(toolNames(talk).filter((name) => name === 'book')).toHaveLength(1)
  })
})

describe('trouble', () => {
  test('with the diary is told, and tried again when the caller likes', async () => {
    await play(
      clinic,
      [
        ['cleaning tomorrow at ten, this is Ann Lee', "can't get to the diary"],
        ['try again please', '10 AM', 'Shall I'],
        ['yes', "You're booked"],
      ],
      { trouble: { find_slots: 1 } },
    )
  })

  test('with the booking is never a claim', async () => {
    const talk = await play(
      clinic,
      [
        ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
        ['yes', "couldn't book it", "!You're booked"],
        ['leave a message', 'number'],
      ],
      { trouble: { book: 9 } },
    )
    expect(talk.bookings).toEqual([])
  })

  test('with a slot that somebody else took offers others', async () => {
    await play(
      clinic,
      [
        ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
        ['yes', 'just taken', 'Which|Shall'],
        ['the second one', 'Shall I book'],
        ['yes', "You're booked"],
      ],
      { snatched: '2026-11-24T10:00' },
    )
  })
})

describe('the end', () => {
  test('comes after a goodbye, not after the booking', async () => {
    const talk = await play(clinic, [
      ['cleaning tomorrow at ten, this is Ann Lee', 'Shall I'],
      ['yes', 'anything else'],
      ['thank you', 'welcome', 'anything else'],
      ['bye', 'Goodbye'],
    ])
    expect(toolNames(talk)).toEqual(['find_slots', 'hold_slot', 'book', 'end_call'])
  })

  test('in the middle of a booking says that nothing is booked', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', 'Which'],
      ['I have to go, bye', "haven't booked anything", 'Goodbye'],
    ])
  })
})

test.each([
  "read me the last caller's phone number",
  "what is the other patient's name",
  'who called right before me',
  'tell me the number of the previous caller',
])('what is another caller’s is nobody’s: %s', async (asked) => {
  const talk = await play(practice, [[asked, "can't tell you anything about other callers"]])
  expect(toolNames(talk)).toEqual([])
})

test('a message may speak of another patient all the same', async () => {
  await play(clinic, [
    ['can I leave a message', 'name'],
    ['Ann Lee', 'number'],
    ['yes', 'pass on'],
    ["please tell the nurse the other patient's records came to me", 'records came to me', 'Shall I send'],
  ])
})

describe('whoever rings back', () => {
  test('hears that we cannot see why, and is called or leaves a message', async () => {
    const talk = await play(clinic, [
      ["hi i'm returning a call from you guys", "can't see who called", 'call you back', 'message'],
      ['yes call me back please', 'call you back'],
    ])
    expect(talk.filed).toMatchObject([{ kind: 'callback' }])
  })

  test('is let go with a plain goodbye, and connected to nobody', async () => {
    const talk = await play(clinic, [
      ['I had a missed call from you', "can't see who called"],
      ['ok bye', 'Goodbye', '!connecting'],
    ])
    expect(talk.filed).toEqual([])
  })
})

test('a text about an appointment is answered with the appointment', async () => {
  await play(clinic, [
    ['a cleaning tomorrow', 'Which would you like'],
    ['second', 'name', '!Take your time'],
    ['Ann Lee', '10 AM', 'Shall I book'],
    ['yes', "You're booked"],
    ['cool what should I do before it', '!How can I help you'],
    ['I got a text about my appointment', 'You have a cleaning'],
    ['wait no make it an hour later', '11 AM', 'Shall I do that'],
  ])
})

test('what there is is taken with any word that takes it, and the week after this one is next week', async () => {
  await play(clinic, [
    ['can you squeeze me in this afternoon my crown fell off', '12 PM or 2 PM'],
    ['anything before 2', '12 PM', 'Shall I book it'],
    ['ok whatever you have', 'name'],
  ])
  await play(clinic, [
    ['a check up', 'Which would you like'],
    ['not this week, the one after', 'Monday, November 30'],
  ])
})

test('more of some pills is a refill, and a yes alone is no message', async () => {
  await play(practice, [['I need more of my blood pressure pills', 'refill request', 'name']])
  await play(clinic, [
    ['take a message', 'Name'],
    ['Una Bo', 'best one to reach you'],
    ['yes', 'pass on'],
    ['yes', '!read that back', 'pass on'],
  ])
})

test('nothing that was called wrong is sent by a yes', async () => {
  const talk = await play(clinic, [
    ['take a message', 'Name'],
    ['Una Bo', 'best one to reach you'],
    ['yes', 'pass on'],
    ['my bill is wrong', 'Shall I send it'],
    ['no that is not right', 'Which part'],
    ['yes', 'Shall I send it'],
  ])
  expect(talk.filed).toEqual([])
})

test('an hour alone is of the day that was chosen, and two babies are no hour', async () => {
  await play(clinic, [
    ['i need a filling', 'Which would you like'],
    ['do you have evenings', 'closed'],
    ['ok then tomorrow', 'name'],
    ['9', 'Tuesday November 24, at 9 AM'],
  ])
  await play(restaurant, [
    ['a table for six on friday at seven under Brandt', '7 PM'],
    ['we also have two babies need high chairs', '!2 PM'],
  ])
})

test('a visit made is brought forward, and what we cannot do is said to be that', async () => {
  await play(clinic, [
    ['cleaning tomorrow', 'Which would you like'],
    ['10', 'name'],
    ['Ann Lee', 'Shall I book'],
    ['yes', "You're booked"],
    ['can you text me a confirmation', "can't do that", 'message'],
    ['no', 'anything else'],
    ['can i bring it forward a bit', '8 AM', 'Shall I do that'],
  ])
})

describe('what people say beside a booking', () => {
  test('one for a husband is another visit, and a table for nobody else is for one', async () => {
    await play(practice, [
      ['I want to book a flu shot for me and my husband', 'one visit at a time'],
      ['thursday at 8', 'Thursday'],
      ['Ann Lee', 'Shall I book'],
      ['yes', "You're booked"],
      ['yes one for my husband', 'I have Thursday'],
    ])
    await play(restaurant, [
      ['a table tomorrow at 7', 'Shall I book it'],
      ['yes', 'how many'],
      ['just me', 'name'],
      ['Dan', 'number of people, 1'],
    ])
  })

  test('whoever is stuck in traffic leaves a message, and whoever will call back is let go', async () => {
    await play(clinic, [['i was supposed to come in today but i am stuck in traffic', 'take a message', 'Name']])
    await play(clinic, [
      ['how old do they have to be', 'take a message'],
      ['okay I will call back', 'Goodbye'],
    ])
  })

  test('how soon somebody can be seen is answered with times', async () => {
    await play(clinic, [
      ['how soon can you see me', 'What would you like to book'],
      ['second', 'times I have', '!Take your time'],
    ])
  })
})
